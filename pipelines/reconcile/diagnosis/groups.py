"""Failing equations that belong together: they share a cell, or speak of the same row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipelines.model import groups
from pipelines.reconcile.diagnosis.model import System


def moved_key(system: System, e: int, residual: int) -> tuple[str, str, int, str, int]:
    """What two equations between statements share where a figure stands under the wrong row of one of them."""
    cell = system.cells[next(iter(system.equations[e].terms))]
    return ("moved", *cell.table[:2], system.equations[e].rule_id, abs(residual))


def connected(system: System, residuals: list[int], failing: Iterable[int]) -> list[list[int]]:
    """Groups of failing equations, in order of their first member.

    A row that is not printed leaves the sums above it short in every column: these equations share no cell, only the
    row of their left side.  A figure under the wrong row gives one row too little and another as much too much.
    """
    failing = sorted(failing)
    return groups.connected(_sharing(system, residuals, failing), members=failing)


def _sharing(system: System, residuals: list[int], failing: list[int]) -> Iterator[tuple[int, int]]:
    """Each equation with the first that shares something with it, for each thing they share."""
    first: dict[object, int] = {}
    for e in failing:
        for key in _keys(system, e, residuals[e]):
            yield e, first.setdefault(key, e)


def _keys(system: System, e: int, residual: int) -> list[object]:
    equation = system.equations[e]
    keys: list[object] = list(equation.terms)
    if equation.row is not None:
        keys.append(("row", equation.row))
    elif not equation.sums:
        keys.append(moved_key(system, e, residual))
    return keys
