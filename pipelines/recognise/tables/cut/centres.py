"""Where the middle of every column of a grid stands, for formats that have geometry."""

from __future__ import annotations

from pipelines.model.document import Cell, Grid


def centres_of(grid: Grid) -> list[float] | None:
    """x of the middle of each column; ``None`` where cells have no place."""
    edges: list[set[float]] = [set() for _ in range(grid.cols)]
    for cell in grid.cells:
        if cell.box is None:
            return None
        if cell.col_span == 1 and cell.col < grid.cols:
            edges[cell.col].add((cell.box.x0 + cell.box.x1) / 2)
    # merged cells tell only of a column in which no cell stands alone
    spans = [] if all(edges) else _spans(grid.cells, grid.cols)
    return [sorted(e)[len(e) // 2] if e else spans[c] for c, e in enumerate(edges)]


def _spans(cells: list[Cell], cols: int) -> list[float]:
    out = [0.0] * cols
    for cell in cells:
        if cell.box is None:
            continue
        width = (cell.box.x1 - cell.box.x0) / max(1, cell.col_span)
        for c in range(cell.col, min(cols, cell.col + cell.col_span)):
            if not out[c]:
                out[c] = cell.box.x0 + (c - cell.col + 0.5) * width
    return out
