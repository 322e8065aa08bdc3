"""Which column of the indicators is which, in the grid of the header and in the grids that go on from it."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.model.document import Cell, Grid
from pipelines.model.text import compact
from pipelines.recognise.forms.model import Line
from pipelines.recognise.forms.vocabulary import column_role, task_role

_WORD = "指标"  # in the head of every table of indicators
_NEEDED = ({"level_2", "level_3", "level_1"}, {"target", "actual"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Roles by column of the grid the header stands in, and by x where the format has geometry."""

    grid: Grid
    roles: dict[int, str]
    edges: tuple[tuple[float, float, str], ...]
    row: int  # where the header begins
    depth: int  # rows of the header

    def is_header(self, line: Line, cell: Cell) -> bool:
        """Whether a cell over ``line`` is one of the header: text exports merge it down over blank cells."""
        return line.grid is self.grid and self.row <= cell.row < self.row + self.depth

    def cells(self, line: Line) -> dict[str, Cell]:
        """The cell over each role in ``line``; where two cells share a role the first filled one."""
        out: dict[str, Cell] = {}
        for column, cell in enumerate(line.over):
            if cell is None:
                continue
            role = self._role(line, column, cell)
            if role is not None and (role not in out or (not out[role].text.strip() and cell.text.strip())):
                out[role] = cell
        return out

    def same_grid(self, lines: list[Line]) -> bool:
        """Whether the columns of another grid stand where these do: text beside the grid then separates nothing."""
        if not self.edges or not lines or lines[0].grid.cols < len(self.edges):
            return False
        spans = {(c.box.x0, c.box.x1) for c in lines[0].over if c is not None and c.box is not None}
        return all(any(abs(a - x0) < 3 and abs(b - x1) < 3 for a, b in spans) for x0, x1, _ in self.leaves)

    @property
    def leaves(self) -> tuple[tuple[float, float, str], ...]:
        """Edges of the heads that have no head below them."""
        return tuple(
            e for e in self.edges if not any(o is not e and e[0] - 1 <= o[0] and o[1] <= e[1] + 1 for o in self.edges)
        )

    def _role(self, line: Line, column: int, cell: Cell) -> str | None:
        if line.grid is self.grid:
            return self.roles.get(column)
        if self.edges and cell.box is not None:
            middle = (cell.box.x0 + cell.box.x1) / 2
            inside = [role for x0, x1, role in self.edges if x0 - 2 <= middle <= x1 + 2]
            if inside:
                return inside[0]
            return None
        if line.grid.cols >= self.grid.cols:
            return self.roles.get(column)
        return self.roles.get(column + self.grid.cols - line.grid.cols)  # the label at the left has been dropped


def indicator_columns(lines: list[Line], at: int) -> Columns | None:
    """The header of indicators that begins at row ``at``, or ``None``."""
    line = lines[at]
    filled = [c for c in line.cells if c.text.strip()]
    if len(filled) < 3 or not any(_WORD in compact(c.text) for c in filled):
        return None
    found = {column_role(c.text) for c in filled}
    last = not found & {"level_3"}
    if last:
        found |= {column_role(c.text, last=True) for c in filled if c.col > 0}
    if not all(found & needed for needed in _NEEDED):
        return None
    depth = _depth(lines, at, max((c.row_span for c in filled if column_role(c.text)), default=1), last)
    roles: dict[int, str] = {}
    for below in lines[at : at + depth]:
        for cell in below.cells:
            role = column_role(cell.text, last=last and cell.col > 0)
            if role is not None:
                roles.update(dict.fromkeys(range(cell.col, cell.col + cell.col_span), role))
    return Columns(line.grid, roles, _edges(lines[at : at + depth], last), line.row, depth)


def _depth(lines: list[Line], at: int, span: int, last: bool) -> int:
    """Rows of the header: those below the first that print nothing but heads of columns."""
    depth = 1
    while depth < span and at + depth < len(lines):
        filled = [c for c in lines[at + depth].cells if c.text.strip()]
        if not filled or any(column_role(c.text, last=last) is None for c in filled):
            break
        depth += 1
    return depth


def _edges(lines: list[Line], last: bool) -> tuple[tuple[float, float, str], ...]:
    out = []
    for line in lines:
        for cell in line.cells:
            role = column_role(cell.text, last=last and cell.col > 0)
            if role is not None:
                if cell.box is None:
                    return ()
                out.append((cell.box.x0, cell.box.x1, role))
    return tuple(out)


def task_columns(lines: list[Line], at: int) -> Columns | None:
    """The header of a department's yearly tasks that begins at row ``at``, or ``None``."""
    line = lines[at]
    roles = {task_role(compact(c.text)) for c in line.cells}
    if not {"name", "content"} <= roles:
        return None
    depth = max((c.row_span for c in line.cells if task_role(compact(c.text)) in {"name", "content"}), default=1)
    out: dict[int, str] = {}
    for column in range(line.grid.cols):
        path: list[str] = []
        for below in lines[at : at + depth]:
            cell = below.over[column]
            text = compact(cell.text) if cell else ""
            for mark in ("(万元)", "(元)"):
                text = text.replace(mark, "")
            if text and text not in path:
                path.append(text)
        role = task_role("/".join(path)) or (task_role(path[-1]) if path else None)
        if role is not None:
            out[column] = role
    return Columns(line.grid, out, (), line.row, depth)
