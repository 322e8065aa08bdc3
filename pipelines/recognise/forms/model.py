"""What the readers of forms pass on: printed rows of grids, rows read by their columns, rows for raw.form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, Self, TypeVar

from pipelines.model.document import Box, Cell, Grid
from pipelines.model.form_words import Field, Kind
from pipelines.model.text import join_wrapped

Fields = dict[Field, str]
# in points
_REACH = 2.0  # how far the middle of a cell may stand outside the column it belongs to
_SAME = 3.0  # how far the ends of one column may differ from page to page
_INSIDE = 1.0  # how far a head may reach out of the one above it

R = TypeVar("R", bound=str)
T = TypeVar("T")


class Place(NamedTuple):
    """Where something is printed."""

    page: int
    grid_no: int
    row_no: int
    col_no: int

    @property
    def cell_id(self) -> str:
        """The cell in its document: grid, row, column."""
        return f"{self.grid_no}-{self.row_no}-{self.col_no}"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of raw.form: texts by field, amounts as plain digits in yuan."""

    kind: Kind
    place: Place
    table_no: int
    fields: Fields


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row of a grid.

    ``cells`` begin in it, ``filled`` are those of them with text; ``over`` is the cell over each column, ``covering``
    the same with the number of the column, where there is one.
    """

    grid: Grid
    row: int
    cells: tuple[Cell, ...]
    filled: tuple[Cell, ...]
    over: tuple[Cell | None, ...]
    covering: tuple[tuple[int, Cell], ...]

    def place(self, cell: Cell) -> Place:
        """Where ``cell`` stands."""
        return Place(self.grid.page, self.grid.grid_no, cell.row, cell.col)

    def begins(self, cell: Cell) -> bool:
        """Whether ``cell`` begins in this row, not in one above."""
        return cell.row == self.row


@dataclass(frozen=True, slots=True)
class RoleRow(Generic[R]):
    """A row read by its columns: the cell over each role, and its text with the rest of a row cut by a page."""

    line: Line
    cells: Mapping[R, Cell]
    texts: Mapping[R, str]

    def text(self, role: R) -> str:
        """The text of a role as printed, empty where there is none."""
        return self.texts.get(role, "")

    def words(self, role: R) -> str:
        """The text of a role, its wrapped lines joined."""
        return join_wrapped(self.text(role)).strip()

    def has(self, role: R) -> bool:
        """Whether anything is printed under a role."""
        return bool(self.text(role).strip())

    def own(self, role: R) -> Cell | None:
        """The cell of a role, ``None`` where it began in a row above."""
        cell = self.cells.get(role)
        return cell if cell is not None and self.line.begins(cell) else None

    def own_texts(self) -> dict[R, str]:
        """What is printed in cells that begin in this row, by role."""
        return {role: text for role, text in self.texts.items() if text.strip() and self.own(role) is not None}

    def with_rest(self, rest: RoleRow[R]) -> Self:
        """The row with the rest that a page cut off."""
        longer = {role: _joined(self.text(role).rstrip(), text) for role, text in rest.own_texts().items()}
        return replace(self, texts={**self.texts, **longer})


def _joined(before: str, text: str) -> str:
    return f"{before}\n{text}" if before else text


@dataclass(frozen=True, slots=True)
class Edge(Generic[T]):
    """What a column between ``x0`` and ``x1`` holds, for grids that go on without a header."""

    x0: float
    x1: float
    holds: T

    def covers(self, x: float) -> bool:
        """Whether ``x`` stands in the column."""
        return self.x0 - _REACH <= x <= self.x1 + _REACH

    def is_of(self, box: Box) -> bool:
        """Whether ``box`` stands where the column does."""
        return abs(box.x0 - self.x0) < _SAME and abs(box.x1 - self.x1) < _SAME

    def spans(self, other: Edge[T]) -> bool:
        """Whether ``other`` stands below this column."""
        return other is not self and self.x0 - _INSIDE <= other.x0 and other.x1 <= self.x1 + _INSIDE


def held_at(edges: Iterable[Edge[T]], box: Box | None) -> T | None:
    """What the column over the middle of ``box`` holds; nothing where the format has no geometry."""
    if box is None:
        return None
    middle = (box.x0 + box.x1) / 2
    return next((edge.holds for edge in edges if edge.covers(middle)), None)


def first_filled(cells: Iterable[tuple[R, Cell]]) -> dict[R, Cell]:
    """The cell of each role; where cells share a role the first one with text, else the first."""
    out: dict[R, Cell] = {}
    for role, cell in cells:
        known = out.setdefault(role, cell)
        if not known.text.strip() and cell.text.strip():
            out[role] = cell
    return out


def head_path(levels: Iterable[str]) -> str:
    """The heads over a column from the top, joined by ``/``: blanks left out, a merged head once.

    >>> head_path(["资金来源", "", "资金来源", "合计"])
    '资金来源/合计'
    """
    return "/".join(filter(None, dict.fromkeys(levels)))


def printed(fields: Mapping[Field, str | None]) -> Fields:
    """The fields that hold something."""
    return {field: text for field, text in fields.items() if text}


def flag(truth: object) -> str:
    """Truth as a field has it."""
    return "true" if truth else "false"


class Lines:
    """The printed rows of grids, each grid cut once however many readers look at it."""

    def __init__(self) -> None:
        self._known: dict[int, list[Line]] = {}

    def of(self, grid: Grid) -> list[Line]:
        """Every row of ``grid``."""
        if grid.grid_no not in self._known:
            self._known[grid.grid_no] = _lines(grid)
        return self._known[grid.grid_no]


def _lines(grid: Grid) -> list[Line]:
    starting: dict[int, list[Cell]] = {}
    for cell in sorted(grid.cells, key=_column):
        starting.setdefault(cell.row, []).append(cell)
    return [_line(grid, row, starting.get(row, []), over) for row, over in enumerate(grid.matrix())]


def _line(grid: Grid, row: int, cells: list[Cell], over: list[Cell | None]) -> Line:
    filled = tuple(cell for cell in cells if cell.text.strip())
    covering = tuple((column, cell) for column, cell in enumerate(over) if cell is not None)
    return Line(grid, row, tuple(cells), filled, tuple(over), covering)


def _column(cell: Cell) -> int:
    return cell.col
