"""Rows of an RTF table on common columns: each row says where the right edges of its cells are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.extract.geometry.alignment import runs
from pipelines.model.document import Cell

_NEAR = 30.0  # twips (a twentieth of a point) within which edges are the same


@dataclass(frozen=True, slots=True)
class Edge:
    """The right edge of a cell, and whether the cell goes on from the one above or to its left."""

    right: int
    goes_down: bool = False
    goes_right: bool = False


@dataclass(slots=True)
class Row:
    """The texts of a row's cells and its edges from left to right."""

    left: int = 0
    edges: list[Edge] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def table_cells(rows: Sequence[Row]) -> list[Cell]:
    """The cells of a table, merged ones once."""
    at = _positions(edge for row in rows for edge in [row.left, *(e.right for e in row.edges)])
    cells: list[Cell] = []
    above: dict[int, Cell] = {}  # by first column: what the row above holds there
    for number, row in enumerate(rows):
        above = _row_cells(number, row, at, above, cells)
    return cells


def _positions(edges: Iterable[int]) -> list[float]:
    """Where columns begin and end, from the left: the last of each run of edges that are the same."""
    return [float(run[-1]) for run in runs(sorted(edges), _NEAR, at=float)]


def _row_cells(
    number: int, row: Row, at: Sequence[float], above: dict[int, Cell], cells: list[Cell]
) -> dict[int, Cell]:
    """Append the cells of one row; gives what the next row can continue."""
    current: dict[int, Cell] = {}
    col = _column(at, row.left)
    for i, text in enumerate(row.texts):
        edge = row.edges[i] if i < len(row.edges) else None
        end = max(col + 1, _column(at, edge.right)) if edge else col + 1
        upper = above.get(col)
        if edge and edge.goes_right and current:
            last = current[max(current)]
            last.col_span += end - col
        elif edge and edge.goes_down and upper is not None:
            upper.row_span = number - upper.row + 1
            current[col] = upper
        else:
            cell = Cell(number, col, text, 1, end - col)
            cells.append(cell)
            current[col] = cell
        col = end
    return current


def _column(at: Sequence[float], edge: int) -> int:
    """The column that begins at an edge."""
    return max(0, bisect_right(at, edge + _NEAR) - 1)
