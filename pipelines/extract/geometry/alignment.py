"""Places along one direction: which are the same, and what of the direction is covered.

Every reader that finds a table by how its text stands works with these two, each on what its format knows: right edges
of figures (extract/unruled/aligned.py), figures of a ruled column (extract/pdf/again/by_columns.py), spans placed by a
style sheet (extract/html/align.py).  What they differ in is what they take for a row, and that depends on the format:
PDF gives words of known width, HTML left edges with widths only guessed.  extract/text/spans.py has no places at all,
only rows of unequal length, and shares nothing with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
Stretch = tuple[float, float]  # from, to


def runs(items: Iterable[T], near: float, at: Callable[[T], float]) -> list[list[T]]:
    """``items``, sorted by their place ``at``, in runs: each at most ``near`` from the one before.

    >>> runs([1.0, 2.5, 9.0], near=2.0, at=float)
    [[1.0, 2.5], [9.0]]
    """
    out: list[list[T]] = []
    for item in items:
        if out and at(item) - at(out[-1][-1]) <= near:
            out[-1].append(item)
        else:
            out.append([item])
    return out


def covered(stretches: Iterable[Stretch], gap: float) -> list[Stretch]:
    """What ``stretches`` cover: those that overlap, touch or leave less than ``gap`` between them are one.

    >>> covered([(0, 2), (2, 5), (9, 10)], gap=4.0)
    [(0, 5), (9, 10)]
    """
    out: list[Stretch] = []
    for start, end in sorted(stretches):
        if out and (start <= out[-1][1] or start - out[-1][1] < gap):
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
