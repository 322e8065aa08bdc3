"""The smallest change that satisfies a group of failing equations: one, then two, then step by step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from pipelines.reconcile.diagnosis.cells import cell_edits, refined
from pipelines.reconcile.diagnosis.model import Edit, Effect, System, effect
from pipelines.reconcile.diagnosis.readings import rank
from pipelines.reconcile.diagnosis.rows import absent_edits, moved_edits, row_edits, swap_edits
from pipelines.reconcile.diagnosis.scale import scale_edits
from pipelines.reconcile.diagnosis.votes import Repeats

PAIR_STARTS = 24  # first changes from which a second one is sought
PAIR_EQUATIONS = 60  # larger groups are worked off one change at a time
MAX_CHANGES = 40


@dataclass(frozen=True, slots=True)
class Explanation:
    """One change, what it mends, and the other changes that would do as well."""

    effect: Effect
    rivals: tuple[Edit, ...]
    votes: int
    complete: bool  # with the changes before it, nothing of the group fails any more
    joint: int = 1  # how many changes were found together


def apply(system: System, residuals: list[int], edit: Edit, sign: int = 1) -> None:
    """Take a change into the residuals (and tolerances), or with `sign` -1 out of the residuals again."""
    for e, shift in edit.shifts(system).items():
        residuals[e] += sign * shift
    for e, tolerance in edit.loosens.items():
        system.equations[e] = replace(system.equations[e], tolerance=tolerance)


def hypotheses(
    system: System, residuals: list[int], failing: Collection[int], around: Collection[int]
) -> Iterator[Edit]:
    """Single changes that touch one of the failing equations; `around` are all that fail in the document."""
    cells = {cell for e in failing for cell in system.equations[e].terms}
    for cell in sorted(cells):
        yield from cell_edits(system, residuals, cell, failing)
    yield from row_edits(system, residuals, failing, around)
    if around:  # not for the second of two changes
        yield from absent_edits(system, residuals, failing, around)
        yield from moved_edits(system, residuals, failing)
        yield from swap_edits(system, failing)
        yield from scale_edits(system, failing)


def _effects(
    system: System, residuals: list[int], failing: Collection[int], around: Collection[int] = ()
) -> list[Effect]:
    tried = (effect(edit, system, residuals) for edit in hypotheses(system, residuals, failing, around))
    return [one for one in tried if one.fixed]


def _left(one: Effect, failing: Collection[int]) -> int:
    return len(failing) - len(one.fixed & set(failing)) + len(one.broken)


def _place(system: System, edit: Edit) -> int:
    """0 for a cell that stands on the left of an equation (a total), 1 for a part."""
    return 0 if any(edit.place in system.equations[e].left for e, _ in system.of_cell[edit.place]) else 1


def _settled(system: System, residuals: list[int], one: Effect) -> Effect:
    """The effect with the likeliest figure, unless that figure mends less."""
    other = effect(refined(system, one.edit), system, residuals)
    return other if other.fixed >= one.fixed and other.broken <= one.broken else one


def _remaining(system: System, residuals: list[int], one: Effect, failing: Collection[int]) -> int:
    """How much the failing equations still miss after a change: one of several errors leaves their sum smaller."""
    shifts = one.edit.shifts(system)
    return sum(abs(residuals[e] + shifts.get(e, 0)) for e in failing if e not in one.fixed)


def _choose(
    system: System, residuals: list[int], best: list[Effect], repeats: Repeats, failing: Collection[int]
) -> tuple[Effect, tuple[Edit, ...], int]:
    """The likeliest of equally small changes, those no less likely, and its votes."""
    best = [_settled(system, residuals, one) for one in best]
    weighed = []
    for i, one in enumerate(best):
        missing = _remaining(system, residuals, one, failing)
        votes = repeats.of(one.edit)
        weighed.append((missing, -votes, rank(one.edit.kind), _place(system, one.edit), i))
    weighed.sort()
    first = weighed[0]
    chosen = best[first[-1]]
    rivals = [best[w[-1]].edit for w in weighed[1:] if w[:3] == first[:3]]
    return chosen, tuple(one for one in rivals if one.place != chosen.edit.place), -first[1]


def _smallest(found: Iterable[Effect]) -> list[Effect]:
    found = list(found)
    cost = min(one.edit.cost for one in found)
    return [one for one in found if one.edit.cost == cost]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two changes that together satisfy a group."""

    first: Effect
    second: Effect

    @property
    def edits(self) -> tuple[Edit, Edit]:
        return self.first.edit, self.second.edit

    @property
    def cost(self) -> float:
        return self.first.edit.cost + self.second.edit.cost

    def weight(self, repeats: Repeats) -> tuple[float, int, int]:
        """The lower, the likelier."""
        return self.cost, -sum(repeats.of(e) for e in self.edits), sum(rank(e.kind) for e in self.edits)


def _starts(effects: list[Effect]) -> list[Effect]:
    """First changes from which a second one is sought; a wrong unit is no half of an explanation."""
    single = [one for one in effects if one.edit.kind != "unit"]
    return sorted(single, key=lambda one: (-one.gain, one.edit.cost, -len(one.fixed)))[:PAIR_STARTS]


def _seconds(system: System, residuals: list[int], failing: set[int], first: Effect) -> list[Effect]:
    """The changes that after ``first`` leave nothing of the group failing, and break nothing."""
    remaining = (failing - first.fixed) | first.broken
    apply(system, residuals, first.edit)
    try:
        tried = _effects(system, residuals, remaining)
    finally:
        apply(system, residuals, first.edit, sign=-1)
    return [one for one in tried if one.edit.kind != "unit" and one.fixed >= remaining and not one.broken]


def _pairs(system: System, residuals: list[int], failing: set[int], effects: list[Effect]) -> list[_Pair]:
    """The pairs that satisfy the group, of those that change the same cells alike the cheapest."""
    found: dict[frozenset[tuple[int, int]], _Pair] = {}
    for first in _starts(effects):
        for second in _seconds(system, residuals, failing, first):
            pair = _Pair(first, second)
            changed = frozenset([*first.edit.changes.items(), *second.edit.changes.items()])
            if changed not in found or pair.cost < found[changed].cost:
                found[changed] = pair
    return list(found.values())


def _likeliest(pairs: list[_Pair], failing: set[int], repeats: Repeats) -> list[Explanation]:
    """The two explanations of the likeliest pair; none of no pairs."""
    if not pairs:
        return []
    best, *others = sorted(pairs, key=lambda one: one.weight(repeats))
    equal = [one for one in others if one.weight(repeats) == best.weight(repeats)]
    own = {edit.place for edit in best.edits}
    rivals = tuple(edit for one in equal for edit in one.edits if edit.place not in own)
    first = Effect(best.first.edit, best.first.fixed & failing, frozenset())
    return [Explanation(one, rivals, repeats.of(one.edit), True, 2) for one in (first, best.second)]


def explain_units(system: System, residuals: list[int]) -> list[Explanation]:
    """Statements in the wrong unit; `residuals` and tolerances take the right one in.

    Such a statement disagrees with others in many equations that share no cell, so it is sought before all else.
    """
    found = []
    for _ in range(MAX_CHANGES):
        failing = [e for e, equation in enumerate(system.equations) if equation.fails(residuals[e])]
        tried = [effect(edit, system, residuals) for edit in scale_edits(system, failing)]
        tried = [one for one in tried if len(one.fixed) > 1 and not one.broken]
        if not tried:
            break
        most = max(one.gain for one in tried)
        best = [one for one in tried if one.gain == most]
        apply(system, residuals, best[0].edit)
        found.append(Explanation(best[0], tuple(one.edit for one in best[1:]), 0, True))
    return found


def _widest(effects: list[Effect], failing: set[int]) -> list[Effect]:
    """The changes that mend most, of those that satisfy the group by themselves if there are any."""
    gains = _whole(effects, failing) or [one for one in effects if one.gain > 0]
    most = max((one.gain for one in gains), default=0)
    return [one for one in gains if one.gain == most]  # a missing row may mend more than the group


def _whole(effects: list[Effect], failing: set[int]) -> list[Effect]:
    """The changes that satisfy the group by themselves."""
    return [one for one in effects if _left(one, failing) == 0]


def explain(
    system: System, residuals: list[int], group: Collection[int], around: Collection[int], repeats: Repeats
) -> list[Explanation]:
    """The changes that satisfy a group of failing equations, the likeliest first; `residuals` take them in."""
    failing = {e for e in group if system.equations[e].fails(residuals[e])}
    found: list[Explanation] = []
    while failing and len(found) < MAX_CHANGES:
        still = [e for e in around if system.equations[e].fails(residuals[e])]
        effects = _effects(system, residuals, failing, still)
        if len(failing) <= PAIR_EQUATIONS and not _whole(effects, failing):
            pair = _likeliest(_pairs(system, residuals, failing, effects), failing, repeats)
            for one in pair:
                apply(system, residuals, one.effect.edit)
            if pair:
                return found + pair
        best = _widest(effects, failing)
        if not best:
            break
        chosen, rivals, votes = _choose(system, residuals, _smallest(best), repeats, failing)
        apply(system, residuals, chosen.edit)
        failing = (failing - chosen.fixed) | chosen.broken
        found.append(Explanation(chosen, rivals, votes, not failing))
    return found
