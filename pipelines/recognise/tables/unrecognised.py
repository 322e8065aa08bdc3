"""Tables that print money and were recognised as nothing: reported, so that an unknown layout is seen."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.layouts.tables import not_a_statement
from pipelines.model.amounts import parse_amount
from pipelines.model.sentences import say
from pipelines.model.text import compact
from pipelines.recognise.model import Finding, Table
from pipelines.recognise.tables.columns.header import header_texts
from pipelines.recognise.tables.titles import unit_in

KIND = "unrecognised_table"
_LEAST = 3  # figures that look like money: fewer are a form, not a table
_HEADER = 120
_UNTITLED = "（无标题）"


def unrecognised(tables: list[Table], outcomes: dict[int, str]) -> Iterator[Finding]:
    """A finding for each table of ``tables`` that looks like money and that neither a layout nor a form names.

    ``outcomes`` (grid number -> what it was recognised as) tells which grids a form has taken.
    """
    for table in tables:
        grids = [piece.grid.grid_no for piece in table.pieces]
        taken = any(not outcomes.get(g, "no title").startswith(("no title", "other:")) for g in grids)
        if table.layout is None and not taken and not not_a_statement(_all_text(table)) and _looks_like_money(table):
            yield _finding(table)


def _looks_like_money(table: Table) -> bool:
    """Several figures with decimals or thousands, below a money unit or beside words every statement prints."""
    figures = sum(1 for row in table.body for cell in row if cell is not None and cell.anchor and _is_money(cell.text))
    if figures < _LEAST:
        return False
    lines = [*table.lines_above[-6:], *(cell.text for row in table.header for cell in row if cell is not None)]
    return any(unit_in(compact(line)) for line in lines) or _has_total(table)


def _is_money(text: str) -> bool:
    plain = compact(text)
    return ("," in plain or "." in plain) and "%" not in plain and parse_amount(text) is not None


def _has_total(table: Table) -> bool:
    """Whether a header or a row says 合计: a table of sums."""
    cells = (cell for row in [*table.header, *table.body] for cell in row if cell is not None)
    return any(compact(cell.text) in {"合计", "总计", "小计", "本年收入合计", "本年支出合计"} for cell in cells)


def _all_text(table: Table) -> str:
    """Title and header of a table, compact."""
    return compact(table.title + "|" + header_texts(table.header))


def _finding(table: Table) -> Finding:
    said = say(
        "recognition.unrecognised_table",
        title=table.title or _UNTITLED,
        page=table.page_from,
        header=header_texts(table.header)[:_HEADER],
    )
    return Finding(KIND, table.page_from, None, *said, table.grid_no)
