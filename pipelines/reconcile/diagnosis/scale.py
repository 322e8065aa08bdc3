"""A whole statement in the wrong unit: ten thousand times too large or too small against all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from pipelines.reconcile.diagnosis.model import Edit, System, TableKey

SCALE_COST = 1.2
FACTOR = 10_000


def _crossing(system: System, failing: Collection[int]) -> dict[TableKey, list[int]]:
    """Failing equations between tables, by table; one bound alone (<=) says nothing of a unit."""
    found: dict[TableKey, list[int]] = defaultdict(list)
    for e in failing:
        tables = {system.cells[cell].table for cell in system.equations[e].terms}
        if len(tables) > 1:
            for table in tables:
                found[table].append(e)
    return {t: own for t, own in found.items() if len(own) > 1 or not system.equations[own[0]].less}


def _scaled(system: System, table: TableKey, up: bool) -> Edit:
    cells = system.of_table[table]
    own = set(cells)
    changes, loosens = {}, {}
    for cell in cells:
        amount = system.cells[cell].amount
        changes[cell] = amount * (FACTOR - 1) if up else amount // FACTOR - amount
    for e in {e for cell in cells for e, _ in system.of_cell[cell]}:
        equation = system.equations[e]
        inside = sum(abs(k) * system.cells[c].step for c, k in equation.terms.items() if c in own) // 2
        if all(c in own for c in equation.terms):
            loosens[e] = equation.tolerance * FACTOR if up else equation.tolerance // FACTOR
        else:
            loosens[e] = equation.tolerance - inside + (inside * FACTOR if up else inside // FACTOR)
    place = max(cells, key=lambda cell: abs(system.cells[cell].amount))
    return Edit("unit", place, changes, SCALE_COST, loosens=loosens)


def scale_edits(system: System, failing: Collection[int]) -> Iterator[Edit]:
    """Every table that disagrees with others, ten thousand times larger and smaller."""
    for table in _crossing(system, failing):
        yield _scaled(system, table, up=True)
        yield _scaled(system, table, up=False)
