"""Other readings of the cells of one table: columns moved or swapped, figures put together, the next table joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

from pipelines.choose.model import Place, Variant
from pipelines.model.amounts import parse_amount
from pipelines.recognise.model import Column, Columns, Headed, Printed, Row, Table
from pipelines.recognise.tables.row_texts import column_cells, has_figure

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


def variants(headed: Headed, after: Table | None) -> Iterator[Variant]:
    """Other readings of a table, the likeliest first; ``after`` is the table printed next."""
    table = headed.table
    for step in (1, -1):
        yield Variant("columns", table, partial(_shifted, step=step))
    for lane in sorted({column.lane for column in headed.amounts}):
        total, *parts = _amounts(headed.columns, lane)
        for part in parts[:2]:
            yield Variant("columns", table, partial(_swapped, one=total, other=part))
    for rewrite in (_joined, _decimal_commas):
        rewritten = rewrite(table)
        if rewritten is not None:
            yield rewritten
    once = _once(table)
    if len(once) < len(table.body):
        yield Variant("once", replace(table, body=once))
    if after is not None and _may_continue(headed, after):
        rows = [*after.header, *after.body]
        yield Variant("continued", replace(table, body=[*table.body, *rows], pieces=[*table.pieces, *after.pieces]))


def _amounts(columns: Columns, lane: int) -> list[Column]:
    return [column for column in columns if column.is_amount and column.lane == lane]


def _shifted(columns: Columns, step: int) -> Columns:
    """Every amount column takes the meaning of its neighbour: the header stands one column beside its figures."""
    meaning: dict[int, Column] = {}
    for lane in {column.lane for column in columns}:
        amounts = _amounts(columns, lane)
        neighbours = amounts[-step:] + amounts[:-step]
        meaning |= {column.index: other for column, other in zip(amounts, neighbours, strict=True)}
    return _meaning(columns, meaning)


def _swapped(columns: Columns, one: Column, other: Column) -> Columns:
    """Two columns exchange their meaning: the total stands behind the part it is printed before, or the reverse."""
    return _meaning(columns, {one.index: columns[other.index], other.index: columns[one.index]})


def _meaning(columns: Columns, others: Mapping[int, Column]) -> Columns:
    """``columns``, each of ``others`` (index -> column) giving the column with that index what its header says."""
    return tuple(_with_meaning(column, others.get(column.index, column)) for column in columns)


def _with_meaning(column: Column, other: Column) -> Column:
    values: dict[str, Any] = {name: getattr(other, name) for name in _MEANING}
    return replace(column, **values)


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
                printed[left.place] = f"{left.text.strip()}\n{right.text.strip()}"
                out[i] = left._replace(text=head + tail)
                out[i + 1] = right._replace(text="")
        return Row(out)

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
                printed[cell.place] = cell.text
                out[i] = cell._replace(text=text.replace(",", "."))
        return Row(out)

    return _rewritten("amounts", table, point, printed)


def _once(table: Table) -> list[Row]:
    """The rows without those that print the row above them again, figures and all: by mistake, or beyond a page."""
    return table.body[:1] + [row for above, row in pairwise(table.body) if not _is_again(row, above)]


def _is_again(row: Row, above: Row) -> bool:
    return row.texts == above.texts and len(row.texts) > 1 and has_figure(row)


def _rewritten(reading: str, table: Table, rewrite: Callable[[Row], Row], printed: dict[Place, str]) -> Variant | None:
    body = [rewrite(row) for row in table.body]
    return Variant(reading, replace(table, body=body), printed=printed) if printed else None


def _plain(cell: Printed) -> str:
    return unicodedata.normalize("NFKC", cell.text).strip().replace(" ", "")


def _may_continue(headed: Headed, after: Table) -> bool:
    """Whether ``after``, recognised as nothing, has the columns of a table and figures in them."""
    last, first = headed.table.pieces[-1].grid, after.pieces[0].grid
    if after.layout is not None or first.cols != last.cols or not 0 <= first.page - last.page <= 1:
        return False
    rows = [*after.header, *after.body]
    cells = (cell for column in headed.amounts for cell in column_cells(rows, column.index))
    return any(parse_amount(cell.text) for cell in cells)
