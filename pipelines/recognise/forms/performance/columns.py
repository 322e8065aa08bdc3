"""Which column of a form's table is which, in the grid of the header and in the grids that go on from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from pipelines.model.document import Cell, Grid
from pipelines.recognise.forms.model import Edge, Line, R, first_filled, held_at


@dataclass(frozen=True, slots=True)
class Columns(Generic[R]):
    """Roles by column of the grid the header stands in, and by x where the format has geometry.

    ``row``: where the header begins; ``depth``: its rows; ``unknown``: heads that name no role.
    """

    grid: Grid
    roles: dict[int, R]
    edges: tuple[Edge[R], ...]
    row: int
    depth: int
    unknown: tuple[str, ...] = ()

    def is_header(self, line: Line, cell: Cell) -> bool:
        """Whether a cell over ``line`` is one of the header: text exports merge it down over blank cells."""
        return line.grid is self.grid and self.row <= cell.row < self.row + self.depth

    def cells(self, line: Line) -> dict[R, Cell]:
        """The cell over each role in ``line``."""
        over = ((self._role(line, column, cell), cell) for column, cell in line.covering)
        return first_filled((role, cell) for role, cell in over if role is not None)

    def same_grid(self, lines: Sequence[Line]) -> bool:
        """Whether the columns of another grid stand where these do: text beside the grid then separates nothing."""
        if not self.edges or lines[0].grid.cols < len(self.edges):
            return False
        boxes = [cell.box for _, cell in lines[0].covering if cell.box is not None]
        return all(any(map(edge.is_of, boxes)) for edge in self._leaves())

    def _leaves(self) -> list[Edge[R]]:
        """Edges of the heads that have no head below them."""
        return [edge for edge in self.edges if not any(map(edge.spans, self.edges))]

    def _role(self, line: Line, column: int, cell: Cell) -> R | None:
        if line.grid is self.grid:
            return self.roles.get(column)
        if self.edges and cell.box is not None:
            return held_at(self.edges, cell.box)
        dropped = max(self.grid.cols - line.grid.cols, 0)  # the label at the left
        return self.roles.get(column + dropped)
