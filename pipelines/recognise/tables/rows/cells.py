"""The texts of one row under given columns."""

from __future__ import annotations

from pipelines.model.text import compact
from pipelines.recognise.model import Column, Columns, Printed, Row
from pipelines.recognise.tables.row_texts import cell_at, is_money


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


def figure_cell(row: Row, column: Column, lane: Columns) -> Printed | None:
    """The cell of a row that prints the figure of an amount column of a ``lane``.

    A total wider than its column is printed over the border to the names before it, in a cell of both: it is the
    figure of the one amount column which that cell covers.
    """
    cell = cell_at(row, column.index)
    if cell is None or cell.anchor or not is_money(compact(cell.text)):
        return own_cell(row, column)
    covered = [index for index, other in enumerate(row) if other is not None and other.place == cell.place]
    is_of_row = any(other is not None and other.anchor for other in (row[index] for index in covered))
    amounts = [other for other in lane if other.is_amount and other.index in covered]
    return cell if is_of_row and amounts == [column] else None
