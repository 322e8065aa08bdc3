"""The grids of one table read again from the page, each way by another rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.extract.pdf.again.by_columns import by_columns
from pipelines.extract.pdf.again.by_lines import by_lines
from pipelines.extract.pdf.again.pages import Sight
from pipelines.model.document import Document, Grid

_READERS: dict[str, Callable[[Sequence[tuple[Grid, Sight]]], dict[int, Grid]]] = {
    "aligned": by_columns,
    "pdfplumber": by_lines,
}


def regrids(document: Document, grid_nos: Sequence[int], sight: Callable[[int], Sight | None]) -> dict[str, Document]:
    """``document`` with the grids ``grid_nos`` of one table found anew, by reading; numbers are kept.

    ``sight`` gives the page of a number.

    A reading that sees nothing else than the first one, or not all of the grids, is left out.
    """
    of_table = [grid for grid in document.grids if grid.grid_no in grid_nos]
    pages = [(grid, sight(grid.page)) for grid in of_table if grid.box is not None]
    with_pages = [(grid, page) for grid, page in pages if page is not None]
    if len(with_pages) != len(grid_nos):
        return {}
    out = {}
    for reading, read in _READERS.items():
        new = read(with_pages)
        if any(_texts(new[grid.grid_no]) != _texts(grid) for grid in of_table if grid.grid_no in new):
            out[reading] = replace(document, grids=[new.get(g.grid_no, g) for g in document.grids])
    return out


def _texts(grid: Grid) -> list[tuple[int, int, str]]:
    return sorted((c.row, c.col, "".join(c.text.split())) for c in grid.cells if c.text.strip())
