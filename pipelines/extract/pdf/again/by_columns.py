"""A grid with more columns than it has rulings: parted where its figures stand apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.extract.geometry.alignment import covered
from pipelines.extract.pdf.again.pages import Sight
from pipelines.extract.pdf.again.words import inside, text_of
from pipelines.extract.unruled.words import Word
from pipelines.model.document import Box, Cell, Grid

NEAR = 3.0  # pt: edges that are the same on two pages
GAP = 4.0  # pt: white space that runs down a column and parts it
_FIGURE = re.compile(r"[-－—]?\d[\d,，]*(?:[.．]\d+)?|[-－—/]")


def by_columns(grids: Sequence[tuple[Grid, Sight]]) -> dict[int, Grid]:
    """The grids of one table, each with the sight of its page, with more columns; rows stay.

    A column is parted where white space runs down between its figures on all pages.  Empty where no column is, or
    where the pages of the table would come out with different columns.
    """
    words = {grid.grid_no: inside(page.words, grid.box) for grid, page in grids if grid.box is not None}
    groups: list[list[Grid]] = []
    for grid, _ in grids:
        alike = next((g for g in groups if _same_columns(g[0], grid)), None)
        if alike is None:
            groups.append([grid])
        else:
            alike.append(grid)
    starts = [_starts(group, words) for group in groups]
    if len({tuple(len(edges) for edges in found) for found in starts}) != 1 or all(len(e) == 1 for e in starts[0]):
        return {}
    return {
        grid.grid_no: _with_columns(grid, words[grid.grid_no], found)
        for group, found in zip(groups, starts, strict=True)
        for grid in group
    }


def _same_columns(one: Grid, other: Grid) -> bool:
    ours, theirs = _edges(one), _edges(other)
    return len(ours) == len(theirs) and all(
        abs(a[0] - b[0]) <= NEAR and abs(a[1] - b[1]) <= NEAR for a, b in zip(ours, theirs, strict=True)
    )


def _starts(group: Sequence[Grid], words: Mapping[int, Sequence[Word]]) -> list[list[float]]:
    """Per column of grids with the same columns, the left edges of those it is parted into."""
    out: list[list[float]] = []
    around = [w for grid in group for w in words[grid.grid_no] if not _FIGURE.fullmatch(w.text)]
    for x0, x1 in _edges(group[0]):
        rows = [row for grid in group for row in _figures(words[grid.grid_no], x0, x1, grid)]
        out.append([x0, *_white(rows, around)])
    return out


def _with_columns(grid: Grid, words: Sequence[Word], starts: Sequence[Sequence[float]]) -> Grid:
    xs = [x for edges in starts for x in edges]
    first = [sum(len(edges) for edges in starts[:c]) for c in range(len(starts) + 1)]
    cells = [new for cell in grid.cells for new in _parted(cell, words, xs, first)]
    return replace(grid, cols=len(xs), cells=cells, method="aligned")


def _edges(grid: Grid) -> list[tuple[float, float]]:
    """Left and right edge of every column, from the cells that cover one column only."""
    spans: dict[int, tuple[float, float]] = {}
    for cell in grid.cells:
        if cell.box is not None and cell.col_span == 1:
            spans.setdefault(cell.col, (cell.box.x0, cell.box.x1))
    out: list[tuple[float, float]] = []
    for col in range(grid.cols):
        before = out[-1][1] if out else grid.box.x0 if grid.box else 0.0
        out.append(spans.get(col, (before, before)))
    return out


def _figures(words: Sequence[Word], x0: float, x1: float, grid: Grid) -> list[list[Word]]:
    """Per row of a column its figures, where it holds nothing but figures."""
    rows: dict[tuple[float, float], list[Word]] = defaultdict(list)
    bands = sorted({(c.box.top, c.box.bottom) for c in grid.cells if c.box is not None and c.row_span == 1})
    for word in words:
        if x0 <= word.middle < x1:
            middle = (word.top + word.bottom) / 2
            band = next((b for b in bands if b[0] <= middle < b[1]), None)
            if band is not None:
                rows[band].append(word)
    return [row for row in rows.values() if all(_FIGURE.fullmatch(w.text) for w in row)]


def _white(rows: Sequence[Sequence[Word]], around: Sequence[Word]) -> list[float]:
    """An edge in each of the white strips that run down between the figures of all rows."""
    if not any(len(row) > 1 for row in rows):
        return []
    figures = covered(((word.x0, word.x1) for row in rows for word in row), GAP)
    return [_between(left[1], right[0], around) for left, right in pairwise(figures)]


def _between(low: float, high: float, around: Sequence[Word]) -> float:
    """An edge in the strip from ``low`` to ``high``, in its widest part that no word of the header runs into."""
    inside = [w for w in around if w.x1 > low and w.x0 < high and not (w.x0 <= low and w.x1 >= high)]
    stops = sorted([(w.x0, w.x1) for w in inside])
    free: list[tuple[float, float]] = []
    at = low
    for x0, x1 in [*stops, (high, high)]:
        if x0 > at:
            free.append((at, min(x0, high)))
        at = max(at, x1)
    start, end = max(free, key=lambda f: f[1] - f[0], default=(low, high))
    return (start + end) / 2


def _parted(cell: Cell, words: Sequence[Word], xs: Sequence[float], first: Sequence[int]) -> list[Cell]:
    """``cell`` on the new columns: in one piece where a word of it crosses a new edge, else one cell a column."""
    start, end = first[cell.col], first[min(cell.col + cell.col_span, len(first) - 1)]
    whole = replace(cell, col=start, col_span=end - start)
    box = cell.box
    if cell.col_span > 1 or end - start == 1 or box is None:
        return [whole]
    here = inside(words, box)
    inner = xs[start + 1 : end]
    if any(w.x0 < edge - 1 and w.x1 > edge + 1 for w in here for edge in inner):
        return [whole]
    out = []
    for n in range(start, end):
        x0, x1 = (box.x0 if n == start else xs[n]), (xs[n + 1] if n + 1 < end else box.x1)
        own = [w for w in here if x0 <= w.middle < x1]
        out.append(Cell(cell.row, n, text_of(own), cell.row_span, 1, Box(x0, box.top, x1, box.bottom)))
    return out
