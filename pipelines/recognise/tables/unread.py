"""Figures that a statement prints and that nothing was made of: reported, so that none is lost without a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pipelines.layouts.tables import counts_things
from pipelines.model.amounts import parse_amount
from pipelines.model.column_roles import LABELS, ColumnRole
from pipelines.model.document import UNREAD
from pipelines.model.judgements import FIGURES_UNREAD
from pipelines.model.sentences import say
from pipelines.model.text import compact
from pipelines.recognise.model import Column, Finding, Headed, Line, Printed, Row
from pipelines.recognise.tables.row_texts import column_cells, is_money
from pipelines.recognise.tables.rows.doubted import POWER, is_no_amount

KIND = FIGURES_UNREAD
_SHOWN = 3
_ONLY_FIGURE = re.compile(r"[-+(]?[\d,.]*\d[\d,.]*\)?")
_NO_MONEY = re.compile(r"[%‰]|\d[年月日号条项个人辆台次批]")
_CHANGE = re.compile(r"增减|增长|变动|变化|比上年|与上年")
_LONGEST = 30  # characters of a figure that are shown
_PROSE = 24  # characters: longer cells are notes
_SILENT = frozenset({ColumnRole.CODE_PART, ColumnRole.YEAR})


def unread(headed: Headed, lines: Sequence[Line], rows: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """One finding for a statement with `lost` figures."""
    cells = lost(headed, lines, rows)
    if cells:
        table = headed.table
        figures = "、".join(map(_shortened, cells[:_SHOWN]))
        said = say("recognition.figures_unread", count=len(cells), figures=figures)
        said = say("recognition.of_table", title=table.title, what=said)
        yield Finding(KIND, cells[0].page, headed.statement, *said, cells[0].grid_no)


def lost(headed: Headed, lines: Sequence[Line], rows: Sequence[Mapping[str, Any]]) -> list[Printed]:
    """The figures of a statement that are in none of ``rows`` (of raw.line), made of its ``lines``.

    Cells of amount columns that print digits no amount can be read from, and cells that print money in columns of
    names, are such figures.  Comparisons, in columns or in rows below two years, are left out of a statement knowingly.
    """
    read = {
        (row["grid_no"], row["row_no"], row["col_no"]) for row in rows if not row["amount_published"].startswith(UNREAD)
    }
    counted = {figure.cell.place for line in lines if counts_things(line.key) for figure in line.figures}
    told = read | counted
    shown = [row for row in headed.table.body if not any(map(_CHANGE.match, row.texts))]
    return [cell for column in headed.columns for cell in _lost(shown, column, told)]


def _lost(rows: Sequence[Row], column: Column, read: Collection[tuple[int, int, int]]) -> Iterator[Printed]:
    looks = _may_be_figure if column.is_amount else is_money if _is_label(column) else _is_broken
    for cell in column_cells(rows, column.index):
        if cell.anchor and cell.place not in read and looks(compact(cell.text)):
            yield cell


def _is_label(column: Column) -> bool:
    return column.role in LABELS and column.role not in _SILENT


def _is_broken(text: str) -> bool:
    """Whether a cell prints nothing but a figure that could be read in two ways, or one without its last digits."""
    if POWER.fullmatch(text):
        return "." in text
    return _ONLY_FIGURE.fullmatch(text) is not None and "," in text and parse_amount(text) is None


def _may_be_figure(text: str) -> bool:
    """Whether a cell of an amount column prints money of a row that was left out, or a figure that cannot be read."""
    if parse_amount(text) is not None:
        return is_money(text)
    if is_no_amount(text) or _ONLY_FIGURE.fullmatch(text):
        return True
    return any(map(str.isdigit, text)) and len(text) <= _PROSE and _NO_MONEY.search(text) is None


def _shortened(cell: Printed) -> str:
    text = compact(cell.text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
