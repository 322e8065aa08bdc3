"""The cells of a grid row by row, each with the place it is printed in."""

from __future__ import annotations

from pipelines.model.document import Cell, Grid
from pipelines.recognise.model import Printed, Row


def printed_rows(grid: Grid) -> list[Row]:
    """The rows of ``grid``; a merged cell is its anchor where it begins and one covering cell everywhere else."""
    grid_no, page = grid.grid_no, grid.page
    covering: dict[tuple[int, int], Printed] = {}

    def printed(cell: Cell | None, row: int, col: int) -> Printed | None:
        if cell is None:
            return None
        if cell.row == row and cell.col == col:
            return Printed(cell.text, grid_no, row, col, page, candidates=cell.candidates)
        place = cell.row, cell.col
        if place not in covering:
            covering[place] = Printed(cell.text, grid_no, *place, page, False, cell.candidates)
        return covering[place]

    return [Row([printed(cell, r, c) for c, cell in enumerate(line)]) for r, line in enumerate(grid.matrix())]
