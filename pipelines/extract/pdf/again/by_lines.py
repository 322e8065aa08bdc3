"""A grid as the rulings of a page make it, with a wider tolerance than the first reader's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.pdf.again.pages import Sight
from pipelines.extract.pdf.again.words import inside, text_of
from pipelines.extract.unruled.words import Word
from pipelines.model.document import Box, Cell, Grid

OVERLAP = 0.6  # of the area of a grid: less is another table


def by_lines(grids: Sequence[tuple[Grid, Sight]]) -> dict[int, Grid]:
    """The grids of one table, each with the sight of its page, as its rulings make them.

    Empty where one of them is not found: a table is taken from one reading.
    """
    found = [_by_lines(grid, page) for grid, page in grids]
    return {new.grid_no: new for new in found if new is not None} if all(new is not None for new in found) else {}


def _by_lines(grid: Grid, page: Sight) -> Grid | None:
    assert grid.box is not None
    for box, cells in page.tables:
        if _overlap(grid.box, box) >= OVERLAP:
            return _of_boxes(grid, cells, inside(page.words, grid.box))
    return None


def _overlap(one: Box, other: Box) -> float:
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    area = max((one.x1 - one.x0) * (one.bottom - one.top), (other.x1 - other.x0) * (other.bottom - other.top))
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _of_boxes(grid: Grid, boxes: Sequence[Box], words: Sequence[Word]) -> Grid | None:
    xs = sorted({round(b.x0, 1) for b in boxes})
    ys = sorted({round(b.top, 1) for b in boxes})
    cells = []
    for box in boxes:
        row, col = bisect_right(ys, round(box.top, 1)) - 1, bisect_right(xs, round(box.x0, 1)) - 1
        rows = sum(box.top - 0.1 < y < box.bottom - 1 for y in ys)
        cols = sum(box.x0 - 0.1 < x < box.x1 - 1 for x in xs)
        own = inside(words, box)
        cells.append(Cell(row, col, text_of(own), max(1, rows), max(1, cols), box))
    return replace(grid, rows=len(ys), cols=len(xs), cells=cells, method="pdfplumber") if cells else None
