"""What a ruled table does not have: a side that lies on the edge of the page or nobody drew, rules under a stamp."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from pipelines.extract.geometry.alignment import runs
from pipelines.extract.geometry.lattice import TOLERANCE, Axis, Rule, Rulings, axis

_TOGETHER = 3  # so many rules that end together end at a side
_HIDDEN = 120.0  # pt of a rule that a stamp may hide: the widest are 42 mm
_MEETS = 1.2  # pt between the end of a rule and the one it ends at
_BROKEN = 20.0  # pt: a rule that goes on after so little has not ended; a stamp hides some of it


def closed(found: Rulings) -> Rulings:
    """The rules of a page, whole where they broke off, and a side wherever three or more end together, none stands
    there, and others cross them.
    """
    across = [*found.horizontal, *_breaks(axis(found.horizontal), found.vertical)]
    down = [*found.vertical, *_breaks(axis(found.vertical), found.horizontal)]
    sides = list(_sides(axis(across), down))
    return Rulings([*across, *_sides(axis([*down, *sides]), across)], [*down, *sides])


def _breaks(rules: Axis, crossing: list[Rule]) -> Iterator[Rule]:
    """What lacks between two rules in one line that end nowhere: a stamp was there."""
    for at, intervals in zip(rules.at, rules.intervals, strict=True):
        for (_, end), (start, _) in pairwise(intervals):
            if start - end < _HIDDEN and not any(
                abs(rule[0] - place) <= _MEETS and rule[1] - TOLERANCE <= at <= rule[2] + TOLERANCE
                for rule in crossing
                for place in (end, start)
            ):
                yield at, end, start


def _sides(ending: Axis, crossing: list[Rule]) -> Iterator[Rule]:
    """The stretches of side between neighbouring rules that end together, at either end."""
    for end in (1, 2):
        for group in runs(sorted(_ends(ending, end), key=itemgetter(end)), TOLERANCE, at=itemgetter(end)):
            at = sum(rule[end] for rule in group) / len(group)
            for linked in _linked(sorted(group), crossing):
                if len(linked) >= _TOGETHER:
                    for above, below in pairwise(linked):
                        if not _stands(at, above, below, crossing):
                            yield at, above, below


def _ends(rules: Axis, end: int) -> Iterator[Rule]:
    """The rules that end there (1: first, 2: last), each as far as it goes without a break worth the name."""
    for at, intervals in zip(rules.at, rules.intervals, strict=True):
        for n, (start, stop) in enumerate(intervals):
            goes_on = (
                (n > 0 and start - intervals[n - 1][1] < _BROKEN)
                if end == 1
                else (n + 1 < len(intervals) and intervals[n + 1][0] - stop < _BROKEN)
            )
            if not goes_on:
                yield at, start, stop


def _linked(group: list[Rule], crossing: list[Rule]) -> Iterator[list[float]]:
    """Where the rules of a group lie, in runs of those that a rule across them links to the next."""
    run = [group[0][0]]
    for one, other in pairwise(group):
        low, high = max(one[1], other[1]), min(one[2], other[2])
        inside = (rule for rule in crossing if low + TOLERANCE < rule[0] < high - TOLERANCE)
        if not any(_covers(rule, one[0], other[0]) for rule in inside):
            yield run
            run = []
        run.append(other[0])
    yield run


def _stands(at: float, start: float, end: float, rules: list[Rule]) -> bool:
    """Whether a rule is there already, or a part of it."""
    return any(
        abs(rule[0] - at) <= 2 * TOLERANCE and min(rule[2], end) - max(rule[1], start) > TOLERANCE for rule in rules
    )


def _covers(rule: Rule, start: float, end: float) -> bool:
    return rule[1] <= start + TOLERANCE and rule[2] >= end - TOLERANCE
