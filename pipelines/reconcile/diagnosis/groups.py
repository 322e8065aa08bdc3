"""Failing equations that belong together: they share a cell, or speak of the same row."""

from __future__ import annotations

from collections.abc import Iterable

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
    parent = {e: e for e in failing}

    def root(e: int) -> int:
        while parent[e] != e:
            parent[e] = parent[parent[e]]
            e = parent[e]
        return e

    met: dict[object, int] = {}
    for e in failing:
        equation = system.equations[e]
        keys: list[object] = list(equation.terms)
        if equation.row is not None:
            keys.append(("row", equation.row))
        elif not equation.sums:
            keys.append(moved_key(system, e, residuals[e]))
        for key in keys:
            if key in met:
                parent[root(e)] = root(met[key])
            else:
                met[key] = e
    groups: dict[int, list[int]] = {}
    for e in failing:
        groups.setdefault(root(e), []).append(e)
    return sorted(groups.values())
