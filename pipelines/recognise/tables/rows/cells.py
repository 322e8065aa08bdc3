"""The texts of one row under given columns."""

from __future__ import annotations

from pipelines.model.text import compact
from pipelines.recognise.model import Column, Printed, Row
from pipelines.recognise.tables.row_texts import cell_at


def cell_text(row: Row, column: Column | None) -> str:
    """The text of a row in a column, as printed; empty where there is none."""
    cell = cell_at(row, column.index) if column is not None else None
    return cell.text if cell is not None else ""


def compact_text(row: Row, column: Column | None) -> str:
    """The compact text of a row in a column."""
    return compact(cell_text(row, column))


def own_cell(row: Row, column: Column) -> Printed | None:
    """The cell that begins in a row under a column and prints something."""
    cell = cell_at(row, column.index)
    if cell is None or not cell.anchor or not cell.text.strip():
        return None
    return cell
