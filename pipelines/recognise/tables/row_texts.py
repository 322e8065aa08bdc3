"""What a row prints, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipelines.layouts.tables import row_role, strip_numbering
from pipelines.model.amounts import is_dash, is_figure
from pipelines.model.row_roles import TOTALS, RowRole
from pipelines.recognise.model import Printed, Row

_MONEY = re.compile(r"[-(△]?(\d{1,3}(,\d{3})+|\d+)\.\d{2,}\)?|\d{1,3}(,\d{3})+")
WHOLE = TOTALS - {RowRole.CURRENT_TOTAL}  # rows that sum a whole table or side of it


def all_texts(rows: Iterable[Row]) -> list[str]:
    """The texts of ``rows`` one after the other."""
    return [text for row in rows for text in row.texts]


def column_cells(rows: Iterable[Row], index: int) -> Iterator[Printed]:
    """The cells of ``rows`` in one column, from above; a row that is too short has none."""
    for row in rows:
        cell = cell_at(row, index)
        if cell is not None:
            yield cell


def cell_at(row: Row, index: int) -> Printed | None:
    """The cell of ``row`` in a column, ``None`` also where the row is too short."""
    return row[index] if index < len(row) else None


def width_of(rows: Sequence[Row]) -> int:
    """How many columns the widest of ``rows`` has."""
    return max(map(len, rows), default=0)


def is_blank(cell: Printed | None) -> bool:
    """Whether a cell prints nothing, or a dash for nothing."""
    return cell is None or not cell.text.strip() or is_dash(cell.text)


def has_figure(row: Row) -> bool:
    """Whether a cell of ``row`` prints an amount."""
    return any(cell is not None and is_figure(cell.text) for cell in row)


def is_money(text: str) -> bool:
    """Whether a compact text is a figure written as money is, which no code, count or year is."""
    return _MONEY.fullmatch(text) is not None


def role_of(text: str) -> str | None:
    """The role of a row by its compact label, whatever number stands before it."""
    return row_role(strip_numbering(text)[1])


def is_sum(text: str) -> bool:
    """Whether a compact label is that of a total (合计, 总计)."""
    return role_of(text) in WHOLE
