"""Two tables that are one: the names of the rows in the first, which stays when the page is moved sideways (a frozen
column), their figures in the second."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.html.figures import is_amount, is_figure, is_nothing
from pipelines.model.document import Cell, Grid

_LEAST_ROWS = 3  # of figures


def goes_beside(names: Grid, cells: Sequence[Cell]) -> bool:
    """Whether ``cells`` are the figures of the rows that ``names`` names.

    Both have as many rows; below their header the second has figures only, and the first none, but a name or a code in
    each row.
    """
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    if rows != names.rows or any(is_amount(cell.text) for cell in names.cells):
        return False
    figures = {cell.row for cell in cells if is_figure(cell.text)}
    body = range(min(figures, default=0), rows)
    if len(figures) < _LEAST_ROWS or not _only_figures(cells, body):
        return False
    return {cell.row for cell in names.cells if not is_nothing(cell.text)}.issuperset(body)


def _only_figures(cells: Sequence[Cell], body: range) -> bool:
    """Whether there is a header, and below it nothing but figures."""
    if not any(cell.text.strip() for cell in cells if cell.row < body.start):
        return False
    return all(is_figure(cell.text) or is_nothing(cell.text) for cell in cells if cell.row in body)


def put_beside(names: Grid, cells: Sequence[Cell]) -> None:
    """Add ``cells`` to the right of ``names``."""
    for cell in cells:
        cell.col += names.cols
    names.cols = max(cell.col + cell.col_span for cell in cells)
    names.cells = sorted([*names.cells, *cells], key=lambda cell: (cell.row, cell.col))
