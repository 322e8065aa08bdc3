"""Whether other figures in some cells, and in those alone, would make every equation of a table hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from pipelines.reconcile.locate.table import Equation, Table

_LARGE = 40_000  # coefficients: what is left after the simple steps is solved exactly up to this size


@dataclass(slots=True)
class _Row:
    """An equation in the changes of the cells asked about: their sum, by coefficient, must be ``wanted``."""

    terms: dict[str, Fraction]
    wanted: Fraction
    tolerance: Fraction


def explains(table: Table, cells: Collection[str]) -> bool:
    """Whether changes of ``cells`` alone make all failing equations hold and leave all others holding.

    Equations that fail without holding anything back bind nobody; those that hold within rounding hold exactly.
    Where it cannot be told, it does not.
    """
    asked = set(cells)
    if not asked or any(asked.isdisjoint(one.terms) for one in table.failing):
        return False
    touched = {
        id(one): one for line_id in asked for one in table.around.get(line_id, ()) if one.fails or not one.residual
    }
    return _solvable(_without_free([_row(one, asked) for one in touched.values()]))


def _row(equation: Equation, asked: set[str]) -> _Row:
    terms = {line_id: Fraction(k) for line_id, k in equation.terms.items() if line_id in asked}
    wanted = Fraction(-equation.residual) if equation.fails else Fraction(0)
    return _Row(terms, wanted, equation.tolerance)


def _without_free(rows: list[_Row]) -> list[_Row]:
    """Without the equations in which a cell stands that is in no other: it takes up whatever they need."""
    left = dict(enumerate(rows))
    at: dict[str, set[int]] = defaultdict(set)
    for number, row in left.items():
        for line_id in row.terms:
            at[line_id].add(number)
    open_ = [line_id for line_id, numbers in at.items() if len(numbers) == 1]
    while open_:
        for number in list(at[open_.pop()]):
            for line_id in left.pop(number).terms:
                at[line_id].discard(number)
                if len(at[line_id]) == 1:
                    open_.append(line_id)
    return list(left.values())


def _solvable(rows: list[_Row]) -> bool:
    """Whether linear equations have a solution, each to its tolerance."""
    if not any(row.wanted for row in rows):
        return True
    if len(rows) * len({line_id for row in rows for line_id in row.terms}) > _LARGE:
        return False
    left = list(rows)
    while left:
        row = left.pop()
        terms = {line_id: k for line_id, k in row.terms.items() if k}
        if not terms:
            if abs(row.wanted) > row.tolerance:
                return False
            continue
        pivot = min(terms)
        left = [_reduced(other, row, pivot) for other in left]
    return True


def _reduced(other: _Row, row: _Row, pivot: str) -> _Row:
    """``other`` without the cell ``pivot``, which ``row`` gives."""
    if not other.terms.get(pivot):
        return other
    factor = other.terms[pivot] / row.terms[pivot]
    terms = dict(other.terms)
    for line_id, k in row.terms.items():
        terms[line_id] = terms.get(line_id, Fraction(0)) - factor * k
    terms.pop(pivot)
    return _Row(terms, other.wanted - factor * row.wanted, other.tolerance + abs(factor) * row.tolerance)
