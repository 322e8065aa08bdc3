"""The grids of one table read again from the page, each way by another rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pipelines.choose.by_columns import by_columns
from pipelines.choose.by_lines import by_lines
from pipelines.choose.model import Pages
from pipelines.document import Document, Grid

_READERS: dict[str, Callable[[Grid, Any], Grid | None]] = {"aligned": by_columns, "pdfplumber": by_lines}


def regrids(document: Document, grid_nos: Sequence[int], pages: Pages) -> dict[str, Document]:
    """``document`` with the grids ``grid_nos`` found anew, by reading (aligned, pdfplumber); numbers are kept.

    A reading that sees nothing else than the first one is left out.
    """
    found: dict[str, dict[int, Grid]] = {reading: {} for reading in _READERS}
    for grid in document.grids:
        page = pages.page(grid.page) if grid.grid_no in grid_nos and grid.box is not None else None
        for reading, read in _READERS.items() if page is not None else ():
            new = read(grid, page)
            if new is not None:
                found[reading][grid.grid_no] = new
    return {
        reading: replace(document, grids=[new.get(g.grid_no, g) for g in document.grids])
        for reading, new in found.items()
        if any(_texts(new[g.grid_no]) != _texts(g) for g in document.grids if g.grid_no in new)
    }


def _texts(grid: Grid) -> list[tuple[int, int, str]]:
    return sorted((c.row, c.col, "".join(c.text.split())) for c in grid.cells if c.text.strip())
