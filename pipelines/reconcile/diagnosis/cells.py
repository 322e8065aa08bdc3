"""What one cell would have to be: the changes that mend failing equations with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from pipelines.reconcile.diagnosis.model import Edit, System
from pipelines.reconcile.diagnosis.readings import rank, readings
from pipelines.reconcile.diagnosis.rows import neighbours

FAR = 10**26  # beyond any amount
BEYOND = 100  # times the largest figure of a table: none of it
CHANGES_PER_CELL = 3
CELL_COST = 1.0
NEAR_STEPS = (4, 1)  # how far from the exact change a strong and a weak reading may lie, in printed steps

Interval = tuple[int, int, int]  # from, to, the exact change


def _intervals(system: System, residuals: list[int], cell: int, failing: Collection[int]) -> list[Interval]:
    """For every failing equation with the cell: the changes of the cell that satisfy it."""
    found = []
    for e, k in system.of_cell[cell]:
        if e not in failing:
            continue
        equation, residual = system.equations[e], residuals[e]
        ends = ((-residual - equation.tolerance) / k, (-residual + equation.tolerance) / k)
        low, high = int(min(ends)), int(max(ends))
        if equation.less:
            low, high = (-FAR, high) if k > 0 else (low, FAR)
        found.append((low, high, -residual // k))
    return found


def _overlaps(intervals: list[Interval]) -> Iterator[tuple[int, int, int, int]]:
    """How many intervals meet where: (count, from, to, an exact change inside), the most first."""
    regions = set()
    for start in {low for low, _, _ in intervals}:
        members = [one for one in intervals if one[0] <= start <= one[1]]
        low, high = max(one[0] for one in members), min(one[1] for one in members)
        exact = [one[2] for one in members if low <= one[2] <= high]
        regions.add((len(members), low, high, exact[0] if exact else (low + high) // 2))
    yield from sorted(regions, key=lambda one: -one[0])


def cell_edits(system: System, residuals: list[int], cell: int, failing: Collection[int]) -> Iterator[Edit]:
    """The changes of one cell worth trying."""
    given = set()
    intervals = _intervals(system, residuals, cell, failing)
    for _, low, high, exact in list(_overlaps(intervals))[:CHANGES_PER_CELL]:
        if exact and exact not in given and not _is_absurd(system, cell, exact):
            given.add(exact)
            kind = "zero" if system.cells[cell].amount + exact == 0 else "cell"
            room = (low, high) if high < FAR and low > -FAR else None
            yield Edit(kind, cell, {cell: exact}, CELL_COST, room=room)


def _is_absurd(system: System, cell: int, change: int) -> bool:
    """Whether the table cannot have meant that figure: below zero where it prints none (a lost sign aside), or far
    beyond its largest."""
    printed = system.cells[cell]
    implied = printed.amount + change
    if implied < 0 and implied != -printed.amount and printed.table not in system.signed:
        return True
    return abs(implied) > BEYOND * system.largest[printed.table]


def _reading(system: System, edit: Edit) -> tuple[int, str]:
    """The change near the exact one that a known mistake explains, and that mistake; else a printable one."""
    printed, exact = system.cells[edit.place], edit.changes[edit.place]
    step, (low, high) = printed.step, edit.room or (exact, exact)
    best: tuple[int, int, int, str] = (9, 0, 0, "")
    if printed.amount and printed.amount % step == 0:
        for figure, kind in readings(printed.amount // step).items():
            change = figure * step - printed.amount
            off, how = abs(change - exact), rank(kind)
            if low <= change <= high and off <= NEAR_STEPS[how] * step:
                best = min(best, (how, off, change, kind))
    if best[0] > 0:
        for other, kind in neighbours(system, edit.place):
            if printed.amount + exact == system.cells[other].amount:
                best = min(best, (rank(kind), 0, exact, kind))
    if best[0] < 9:
        return best[2], best[3]
    snapped = round((printed.amount + exact) / step) * step - printed.amount if step > 1 else exact
    return (snapped if low <= snapped <= high and snapped else exact), "cell"


def refined(system: System, edit: Edit) -> Edit:
    """A change of one cell with the figure a known mistake gives, where rounding leaves room for it."""
    if edit.kind != "cell":
        return edit
    change, kind = _reading(system, edit)
    return replace(edit, kind=kind, changes={edit.place: change})
