"""Cells and equations as plain numbers: what the search for wrong cells works on.

Amounts, residuals and tolerances are whole millionths of a yuan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MICRO = 1_000_000
TableKey = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed amount and its place."""

    line_id: str
    table: TableKey  # document_id, part_no, table_no
    statement: str
    line_no: int
    name: str
    code: str
    series: tuple[str | int | None, ...]  # the amount column it stands in
    column_title: str
    grid_no: int
    row_no: int
    col_no: int
    page: int
    amount: int
    step: int
    unit: int  # yuan per printed unit
    text: str


@dataclass(frozen=True, slots=True)
class Equation:
    """sum of coefficient x amount = 0 (or <= 0) within `tolerance`; `row` is the line its left side stands on."""

    rule_id: str
    node: str
    terms: Mapping[int, int]  # number of the cell -> coefficient
    tolerance: int
    less: bool  # <= instead of =
    sums: bool  # a total against the lines it is made of, inside one table
    row: tuple[TableKey, int] | None
    left: tuple[int, ...]
    sides: tuple[tuple[str, ...], tuple[str, ...]]  # statements its rule reads on the left and on the right

    def short(self, residual: int) -> tuple[str, ...]:
        """The statements on the side that is too small: where a row may be missing."""
        return self.sides[residual > 0]

    def fails(self, residual: int) -> bool:
        """Whether a residual is beyond the tolerance."""
        return residual > self.tolerance if self.less else abs(residual) > self.tolerance


@dataclass(slots=True)
class System:
    """All equations around what fails, and for every cell the equations it is in."""

    cells: list[Cell]
    equations: list[Equation]
    borne_out: frozenset[int] = frozenset()  # cells of the text that the text's own sums, all right, vouch for
    number: dict[str, int] = field(default_factory=dict)  # line_id -> cell
    of_cell: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    of_table: dict[TableKey, list[int]] = field(default_factory=lambda: defaultdict(list))
    of_row: dict[tuple[TableKey, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    at: dict[tuple[TableKey, int, int, int], int] = field(default_factory=dict)  # table, grid, row, column
    largest: dict[TableKey, int] = field(default_factory=lambda: defaultdict(int))  # without sign
    signed: set[TableKey] = field(default_factory=set)  # tables that print a figure below zero

    def index(self) -> None:
        """Fill the look-ups from `cells` and `equations`."""
        for i, cell in enumerate(self.cells):
            self.number[cell.line_id] = i
            self.of_table[cell.table].append(i)
            self.of_row[(cell.table, cell.line_no)].append(i)
            self.at[(cell.table, cell.grid_no, cell.row_no, cell.col_no)] = i
            self.largest[cell.table] = max(self.largest[cell.table], abs(cell.amount))
            if cell.amount < 0:
                self.signed.add(cell.table)
        for e, equation in enumerate(self.equations):
            for cell_no, coefficient in equation.terms.items():
                self.of_cell[cell_no].append((e, coefficient))

    def residuals(self) -> list[int]:
        """Of every equation as printed."""
        amounts = [cell.amount for cell in self.cells]
        return [sum(k * amounts[c] for c, k in equation.terms.items()) for equation in self.equations]


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that may be wrong: cells by how much they change, equations a missing row would mend.

    `kind`: cell, swap, missing_row, extra_row, unit.  `place` is the cell a reader is shown first.
    """

    kind: str
    place: int
    changes: Mapping[int, int]
    cost: float
    mends: Mapping[int, int] = field(default_factory=dict)  # equation -> what it lacks
    loosens: Mapping[int, int] = field(default_factory=dict)  # equation -> its tolerance with this change
    room: tuple[int, int] | None = None  # of a cell: any change between these satisfies the same equations

    def shifts(self, system: System) -> dict[int, int]:
        """Equation -> how its residual moves."""
        moved: dict[int, int] = defaultdict(int, self.mends)
        for cell, change in self.changes.items():
            for e, coefficient in system.of_cell[cell]:
                moved[e] += coefficient * change
        return dict(moved)


@dataclass(frozen=True, slots=True)
class Effect:
    """What an edit does to the equations."""

    edit: Edit
    fixed: frozenset[int]
    broken: frozenset[int]

    @property
    def gain(self) -> int:
        """Failing equations mended less equations broken."""
        return len(self.fixed) - len(self.broken)


def effect(edit: Edit, system: System, residuals: list[int], among: Iterable[int] | None = None) -> Effect:
    """Which failing equations an edit mends and which it breaks."""
    fixed, broken = set(), set()
    for e, shift in edit.shifts(system).items():
        equation, before = system.equations[e], residuals[e]
        after = before + shift
        tolerance = edit.loosens.get(e, equation.tolerance)
        bad_before = equation.fails(before)
        bad_after = after > tolerance if equation.less else abs(after) > tolerance
        if bad_before and not bad_after:
            fixed.add(e)
        elif bad_after and not bad_before:
            broken.add(e)
    return Effect(edit, frozenset(fixed), frozenset(broken))
