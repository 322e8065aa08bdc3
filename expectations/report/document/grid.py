"""A table as it was printed, rebuilt from its non-empty cells and their spans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from expectations.report.document.load import CellRow

MAX_ROWS = 1_500  # a page stays quick to open; longer sheets say that they were cut
MAX_COLUMNS = 80


@dataclass(slots=True)
class Cell:
    """One cell to draw.  ``verdict`` is empty for text, else the worst of the equations the amount takes part in."""

    key: str
    text: str
    row_span: int = 1
    col_span: int = 1
    verdict: str = ""
    is_header: bool = False
    title: str = ""


@dataclass(slots=True)
class Grid:
    """One table on one page."""

    grid_no: int
    page: int
    rows: list[list[Cell]] = field(default_factory=list)
    cut: int = 0


def cell_key(grid_no: int, row_no: int, col_no: int) -> str:
    """The cell inside its document, as pages call it."""
    return f"{grid_no}-{row_no}-{col_no}"


def build_grid(
    grid_no: int,
    page: int,
    size: tuple[int, int],
    cells: Sequence[CellRow],
    verdicts: Mapping[str, str],
    titles: Mapping[str, str],
) -> Grid:
    """Lay ``cells`` out in ``size`` (rows, columns).

    A place no cell covers becomes an empty cell; of two cells that claim a place the first keeps it.  ``verdicts`` has
    an entry for every amount, by cell key; rows above the first amount are header.
    """
    placed = {(cell[2], cell[3]): cell for cell in cells}
    height = max([size[0], *(r + 1 for r, _ in placed)])
    width = min(max([size[1], *(c + 1 for _, c in placed)]), MAX_COLUMNS)
    first_amount = min((r for r, c in placed if cell_key(grid_no, r, c) in verdicts), default=0)
    taken: set[tuple[int, int]] = set()
    grid = Grid(grid_no, page, cut=max(0, height - MAX_ROWS))
    for r in range(min(height, MAX_ROWS)):
        row = []
        for c in range(width):
            if (r, c) in taken:
                continue
            key = cell_key(grid_no, r, c)
            found = placed.get((r, c))
            if found is None:
                row.append(Cell(key, "", is_header=r < first_amount))
                continue
            row_span, col_span = _free_span(found, width, taken)
            taken.update((r + i, c + j) for i in range(row_span) for j in range(col_span))
            row.append(
                Cell(key, found[6], row_span, col_span, verdicts.get(key, ""), r < first_amount, titles.get(key, ""))
            )
        grid.rows.append(row)
    return grid


def _free_span(cell: CellRow, width: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
    """The span of a cell, cut where another cell already covers the place."""
    r, c = cell[2], cell[3]
    col_span = 1
    while col_span < cell[5] and c + col_span < width and (r, c + col_span) not in taken:
        col_span += 1
    return max(1, min(cell[4], MAX_ROWS - r)), col_span
