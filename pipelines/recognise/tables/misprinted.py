"""Codes that are printed and are none: the row was placed by its name and its figures, and its code cell is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.model.column_roles import ColumnRole
from pipelines.model.row_roles import RowRole
from pipelines.model.sentences import say
from pipelines.model.text import compact
from pipelines.recognise.model import Finding, Headed, Line, Row
from pipelines.recognise.tables.row_texts import cell_at

KIND = "code_misprinted"
_PRINTED = frozenset({"printed", "filled"})
_CODES = frozenset(
    {
        ColumnRole.CODE,
        ColumnRole.CODE_PART,
        ColumnRole.CODE_FUNCTIONAL,
        ColumnRole.CODE_ECONOMIC,
        ColumnRole.CODE_GOVERNMENT,
    }
)


def misprinted(headed: Headed, lines: Sequence[Line]) -> Iterator[Finding]:
    """One finding for each row of a table with codes whose own code cells print digits that are no code of it."""
    doubtful = [line for line in lines if _may_be_misprinted(line)]
    if not doubtful or sum(line.origin in _PRINTED for line in lines) <= len(doubtful):
        return
    rows = {cell.place[:2]: row for row in headed.table.body for cell in row.printed}
    for line in doubtful:
        cell = line.figures[0].cell
        code = _printed_code(headed, line, rows.get((cell.grid_no, cell.row_no)))
        if code:
            taken = next(iter(line.codes.values()), "-")
            said = say("recognition.code_misprinted", name=line.key, code=code, taken=taken)
            said = say("recognition.of_table", title=headed.table.title, what=said)
            yield Finding(KIND, cell.page, headed.statement, *said, cell.grid_no)


def _may_be_misprinted(line: Line) -> bool:
    """Whether a row of figures has a name and no code of its own."""
    is_named = line.role == RowRole.ITEM and bool(line.key) and bool(line.figures)
    return is_named and line.origin not in _PRINTED and not line.unit_code and not line.mixed


def _printed_code(headed: Headed, line: Line, row: Row | None) -> str:
    """What the code cells of a row print, parts apart; empty where they print no digits or one a unit could have."""
    columns = [column for column in headed.lane(line.lane) if column.role in _CODES]
    cells = [cell_at(row, column.index) for column in columns] if row is not None else []
    texts = [compact(cell.text) for cell in cells if cell is not None and cell.anchor and cell.text.strip()]
    return "-".join(texts) if texts and all(map(str.isdigit, texts)) else ""
