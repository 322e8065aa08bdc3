"""What the readers of forms pass on: rows for raw.form, and what a performance form holds while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.model.document import Cell, Grid
from pipelines.recognise.forms.money import Money


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed."""

    page: int
    grid_no: int
    row_no: int
    col_no: int


@dataclass(slots=True)
class FormRow:
    """One row of raw.form.  ``kind``: project, indicator, procurement, state_asset, staffing, profile.

    ``fields`` holds texts; amounts are plain digits in yuan.
    """

    kind: str
    place: Place
    table_no: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row of a grid: the cells that begin in it, and the cell over each column."""

    grid: Grid
    row: int
    cells: tuple[Cell, ...]
    over: tuple[Cell | None, ...]

    def place(self, cell: Cell) -> Place:
        """Where ``cell`` stands."""
        return Place(self.grid.page, self.grid.grid_no, cell.row, cell.col)


@dataclass(slots=True)
class Indicator:
    """One printed indicator row before its levels are filled: role -> cell over that column."""

    line: Line
    cells: dict[str, Cell]
    texts: dict[str, str]
    opens_grid: bool  # first row of a grid that goes on from the page before
    project: int = -1  # index of the project in a list of projects, else -1


@dataclass(slots=True)
class Form:
    """A performance form.  ``kind`` is project or department; ``money`` by (lane, field, mark)."""

    kind: str
    table_no: int
    title: str
    place: Place
    unit: str | None = None
    name: str | None = None
    name_printed: bool = False  # from a label, not from the title
    fields: dict[str, str] = field(default_factory=dict)
    money: dict[tuple[str, str, str], tuple[Money, Place]] = field(default_factory=dict)
    listed: list[tuple[str, Money, Place]] = field(default_factory=list)  # every amount of the head, by label
    tasks: list[tuple[Place, dict[str, str]]] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    projects: list[Form] = field(default_factory=list)  # of a form that lists projects
    places: dict[str, Place] = field(default_factory=dict)
    without_unit: bool = False  # prints figures of money whose unit is nowhere

    @property
    def is_empty(self) -> bool:
        """Nothing read yet."""
        return not (self.fields or self.money or self.tasks or self.indicators or self.projects)


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
    for cell in grid.cells:
        starting.setdefault(cell.row, []).append(cell)
    return [
        Line(grid, r, tuple(sorted(starting.get(r, ()), key=_column)), tuple(over))
        for r, over in enumerate(grid.matrix())
    ]


def _column(cell: Cell) -> int:
    return cell.col
