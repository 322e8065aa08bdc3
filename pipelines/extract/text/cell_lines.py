"""Converter output of Word tables: a cell is a line after a tab, rows are parted by blank lines.

A cell's text may go on over following lines without a tab.  Merging is lost: a cell merged sideways
is one cell (its row is shorter), the lower part of a cell merged downwards is an empty cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.extract.builder import Builder
from pipelines.extract.text.clean import cell_text, without_fields
from pipelines.extract.text.numbers import is_number
from pipelines.extract.text.spans import money_columns, place_rows


@dataclass(slots=True)
class _Row:
    cells: list[str]
    gap: int = 0  # blank lines before it
    spaced: bool = False  # one of them held a space: a paragraph of its own, so a table ended there


@dataclass(slots=True)
class _State:
    builder: Builder
    rows: list[_Row] = field(default_factory=list)
    open_row: bool = False
    gap: int = 0
    spaced: bool = False


def read_cell_lines(lines: Iterable[str], builder: Builder) -> None:
    """Add the paragraphs and tables of such an export, in order."""
    state = _State(builder)
    for raw in lines:
        line = without_fields(raw)
        if line.startswith("\t"):
            _cell(state, line[1:])
        elif not line.strip():
            state.gap += 1
            state.spaced |= bool(line)
            state.open_row = False
        elif state.open_row:
            row = state.rows[-1]
            row.cells[-1] += "\n" + line
        else:
            _end_tables(state)
            builder.paragraph(line.rstrip())
            state.gap, state.spaced = 0, False
    _end_tables(state)


def _cell(state: _State, text: str) -> None:
    if state.open_row:
        state.rows[-1].cells.append(text)
        return
    state.rows.append(_Row([text], state.gap, state.spaced))
    state.gap, state.spaced, state.open_row = 0, False, True


def _end_tables(state: _State) -> None:
    for table in _tables(_healed(state.rows)):
        rows = [[cell_text(c) for c in row.cells] for row in table]
        if all(len(row) == 1 for row in rows):  # an indented paragraph, not a table
            for row in rows:
                for line in row[0].split("\n"):
                    state.builder.paragraph(line)
        else:
            state.builder.grid(place_rows(rows), method="text")
    state.rows = []
    state.open_row = False


def _healed(rows: list[_Row]) -> list[_Row]:
    """Join a row that a blank line at the end of a cell broke in two.

    Only where it is certain: the neighbours have the width that the two halves have together, most
    rows of the run have that width, and no figure comes to stand in a column of words (a total whose
    label is merged, followed by a note, must stay two rows).
    """
    widths = [len(row.cells) for row in rows]
    common = Counter(widths).most_common(1)
    if not common or common[0][1] * 2 < len(rows):
        return rows
    width = common[0][0]
    money = money_columns([row.cells for row in rows], width)
    out: list[_Row] = []
    i = 0
    while i < len(rows):
        joined = _joined(rows, i, width, money)
        out.append(joined or rows[i])
        i += 2 if joined else 1
    return out


def _joined(rows: list[_Row], i: int, width: int, money: list[bool]) -> _Row | None:
    """Rows ``i`` and ``i + 1`` as one, if they are halves of one."""
    if i == 0 or i + 1 >= len(rows) or len(rows[i - 1].cells) != width:
        return None
    cells = rows[i].cells + rows[i + 1].cells
    ends = i + 2 >= len(rows)
    framed = len(rows[i + 1].cells) > 1 if ends else len(rows[i + 2].cells) == width
    if len(rows[i].cells) == width or len(cells) != width or not framed:
        return None
    if any(is_number(text) and not money[c] for c, text in enumerate(cells)):
        return None
    return _Row(cells, rows[i].gap, rows[i].spaced)


def _tables(rows: list[_Row]) -> list[list[_Row]]:
    """Part the rows into tables.

    One blank line ends a row.  More end a table too, unless they are the empty lines at the end of a
    cell of several lines; a table end is at least three blank lines, or one with a space in it.
    """
    tables: list[list[_Row]] = []
    for row in rows:
        trailing = bool(tables) and "\n" in tables[-1][-1].cells[-1]
        wide = bool(tables) and any(len(r.cells) > 1 for r in tables[-1])
        same_table = row.gap < 2 or (wide and not row.spaced and (row.gap == 2 or trailing))
        if tables and same_table:
            tables[-1].append(row)
        else:
            tables.append([row])
    return tables
