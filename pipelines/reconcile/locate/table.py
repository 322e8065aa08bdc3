"""One table as its equations see it: printed cells, the rows and columns they stand in, the equations between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeVar

K = TypeVar("K")
V = TypeVar("V")
Shape = Literal["row", "children", "classes", "other"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed amount, in cents; ``column`` are the coordinates of its amount column."""

    line_id: str
    line_no: int
    parent_no: int | None
    column: tuple[object, ...]
    unit: str
    block: int
    amount: int


@dataclass(frozen=True, slots=True)
class Equation:
    """Sum of coefficient x amount = ``residual`` cents, which ought to be nothing.

    shape     row: all its cells stand in one row; children: a row and the rows below it; classes: a total and the
              outermost rows of its block; other: anything else
    head      the row of its left side, None where that is not one row
    terms     line_id -> coefficient
    fails     whether it fails, and a failure of it holds its statement back
    """

    shape: Shape
    head: int | None
    terms: Mapping[str, int]
    residual: int
    tolerance: Fraction
    fails: bool

    def shift(self, line_id: str) -> Fraction:
        """What would have to be added to a cell for the equation to hold."""
        return Fraction(-self.residual, self.terms[line_id])


@dataclass(frozen=True)
class Table:
    """``own``: the equations that this table alone decides; ``between``: those with other statements."""

    cells: Mapping[str, Cell]
    own: tuple[Equation, ...]
    between: tuple[Equation, ...]

    @cached_property
    def failing(self) -> tuple[Equation, ...]:
        """The failing equations that hold the table back."""
        return tuple(one for one in self.own if one.fails)

    @cached_property
    def rows(self) -> Mapping[int, frozenset[str]]:
        """line_no -> its cells."""
        return _grouped((cell.line_no, cell.line_id) for cell in self.cells.values())

    @cached_property
    def columns(self) -> Mapping[tuple[object, ...], frozenset[str]]:
        """Coordinates -> the cells of that amount column."""
        return _grouped((cell.column, cell.line_id) for cell in self.cells.values())

    @cached_property
    def blocks(self) -> Mapping[int, frozenset[str]]:
        """Block -> its cells: rows that add up with one another."""
        return _grouped((cell.block, cell.line_id) for cell in self.cells.values())

    @cached_property
    def units(self) -> Mapping[str, frozenset[str]]:
        """Budget unit ("" where none is printed) -> its cells."""
        return _grouped((cell.unit, cell.line_id) for cell in self.cells.values())

    @cached_property
    def around(self) -> Mapping[str, tuple[Equation, ...]]:
        """line_id -> the equations of this table it is in."""
        found: dict[str, list[Equation]] = defaultdict(list)
        for equation in self.own:
            for line_id in equation.terms:
                found[line_id].append(equation)
        return {line_id: tuple(equations) for line_id, equations in found.items()}

    def below(self, line_no: int) -> frozenset[str]:
        """The cells of a row and of every row below it."""
        found: set[str] = set()
        open_, seen = [line_no], set()
        while open_:
            one = open_.pop()
            if one in seen:
                continue
            seen.add(one)
            found |= self.rows.get(one, frozenset())
            open_ += self._children.get(one, ())
        return frozenset(found)

    @cached_property
    def _children(self) -> Mapping[int, frozenset[int]]:
        return _grouped((cell.parent_no, cell.line_no) for cell in self.cells.values() if cell.parent_no is not None)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, frozenset[V]]:
    found: dict[K, set[V]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}
