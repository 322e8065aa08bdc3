"""Other readings of the cells of one table: columns moved or swapped, figures put together, the next table joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from pipelines.choose.model import Place, Variant
from pipelines.model.amounts import parse_amount
from pipelines.recognise.model import Column, Printed, Row, Table

_TAIL = re.compile(r"^[.,]?\d{1,6}(\.\d+)?$")
_HEAD = re.compile(r"^-?\d{1,3}(,\d{3})*([.,]\d*)?$")
_ONE_COMMA = re.compile(r"^-?\d+,\d{1,6}$")
_GROUPED = re.compile(r"^-?\d{1,3}(,\d{3})+$")
_MEANING = (
    "path",
    "title",
    "measure",
    "fund_source",
    "expenditure_type",
    "fiscal_year",
    "year_offset",
    "stage",
    "item",
)


def variants(table: Table, after: Table | None) -> Iterator[Variant]:
    """Other readings of ``table`` (its columns are set), the likeliest first; ``after`` is the table printed next."""
    for step in (1, -1):
        yield Variant("columns", table, _shifted(step))
    amounts = [c for c in table.columns if c.role == "amount"]
    for lane in sorted({c.lane for c in amounts}):
        total, *parts = [c for c in amounts if c.lane == lane]
        for part in parts[:2]:
            yield Variant("columns", table, _swapped(total.index, part.index))
    for rewrite in (_joined, _decimal_commas):
        rewritten = rewrite(table)
        if rewritten is not None:
            yield rewritten
    if after is not None and _may_continue(table, after):
        rows = [*after.header, *after.body]
        yield Variant("continued", replace(table, body=[*table.body, *rows], pieces=[*table.pieces, *after.pieces]))


def _shifted(step: int) -> Callable[[Table], None]:
    """Every amount column takes the meaning of its neighbour: the header stands one column beside its figures."""

    def change(table: Table) -> None:
        for lane in {c.lane for c in table.columns}:
            columns = [c for c in table.columns if c.role == "amount" and c.lane == lane]
            meanings = [_meaning(c) for c in columns]
            for column, meaning in zip(columns, meanings[-step:] + meanings[:-step], strict=True):
                _mean(column, meaning)

    return change


def _swapped(one: int, other: int) -> Callable[[Table], None]:
    """Two columns exchange their meaning: the total stands behind the part it is printed before, or the reverse."""

    def change(table: Table) -> None:
        first, second = table.columns[one], table.columns[other]
        kept, moved = _meaning(first), _meaning(second)
        _mean(first, moved)
        _mean(second, kept)

    return change


def _meaning(column: Column) -> tuple[object, ...]:
    return tuple(getattr(column, name) for name in _MEANING)


def _mean(column: Column, meaning: tuple[object, ...]) -> None:
    for name, value in zip(_MEANING, meaning, strict=True):
        setattr(column, name, value)


def _joined(table: Table) -> Variant | None:
    """Figures whose end stands in the next cell ("14,770" beside ".62") as one."""
    printed: dict[Place, str] = {}

    def join(row: Row) -> Row:
        out = list(row)
        for i in range(len(out) - 1):
            left, right = out[i], out[i + 1]
            if not (left and right and left.anchor and right.anchor):
                continue
            head, tail = _plain(left), _plain(right)
            if _HEAD.match(head) and _TAIL.match(tail) and _is_cut(head, tail):
                place = left.grid_no, left.row_no, left.col_no
                printed[place] = f"{left.text.strip()}\n{right.text.strip()}"
                out[i] = replace(left, text=head + tail)
                out[i + 1] = replace(right, text="")
        return out

    return _rewritten("amounts", table, join, printed)


def _is_cut(head: str, tail: str) -> bool:
    """Whether neither half is a figure of its own: it ends or begins with a mark, or its thousands are not whole."""
    if tail[0] in ".," or head[-1] in ".,":
        return True
    return (
        "," in head
        and "." not in head
        and not _GROUPED.match(head)
        and bool(_GROUPED.match((head + tail).split(".")[0]))
    )


def _decimal_commas(table: Table) -> Variant | None:
    """A lone comma that does not part thousands as the decimal point ("125360,898")."""
    printed: dict[Place, str] = {}

    def point(row: Row) -> Row:
        out = list(row)
        for i, cell in enumerate(out):
            text = _plain(cell) if cell and cell.anchor else ""
            if cell and _ONE_COMMA.match(text) and not _GROUPED.match(text):
                printed[(cell.grid_no, cell.row_no, cell.col_no)] = cell.text
                out[i] = replace(cell, text=text.replace(",", "."))
        return out

    return _rewritten("amounts", table, point, printed)


def _rewritten(reading: str, table: Table, rewrite: Callable[[Row], Row], printed: dict[Place, str]) -> Variant | None:
    body = [rewrite(row) for row in table.body]
    return Variant(reading, replace(table, body=body), printed=printed) if printed else None


def _plain(cell: Printed) -> str:
    return unicodedata.normalize("NFKC", cell.text).strip().replace(" ", "")


def _may_continue(table: Table, after: Table) -> bool:
    """Whether ``after``, recognised as nothing, has the columns of ``table`` and figures in them."""
    last, first = table.pieces[-1].grid, after.pieces[0].grid
    if after.layout is not None or first.cols != last.cols or not 0 <= first.page - last.page <= 1:
        return False
    amounts = [c.index for c in table.columns if c.role == "amount"]
    rows = [*after.header, *after.body]
    return any(i < len(r) and (cell := r[i]) and parse_amount(cell.text) for r in rows for i in amounts)
