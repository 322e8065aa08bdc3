"""The header of a table without rules: which columns it adds, and which columns each of its words stands over.

A header is as wide as its words while the figures below it keep to one side, so its middle may lie over the next
column; a column without a figure has nothing but its header.  Words are given to columns in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

Span = tuple[float, float]  # left and right edge
_MANY = 3000  # ways to leave words out: more are not looked at


def with_empty_columns(columns: Sequence[Span], words: Sequence[Span]) -> list[Span]:
    """``columns`` (where the body has words) with one for every header word that has none below it.

    The words left over are those whose leaving puts the others nearest to their columns.
    """
    extra = len(words) - len(columns)
    if extra <= 0:
        return list(columns)
    best: tuple[float, tuple[int, ...]] | None = None
    for tried, alone in enumerate(combinations(range(len(words)), extra)):
        if tried > _MANY:
            return list(columns)
        kept = [w for i, w in enumerate(words) if i not in alone]
        apart = sum(_apart(w, c) for w, c in zip(kept, columns, strict=True))
        inside = sum(_shared(words[i], c) for i in alone for c in columns)
        if best is None or apart + inside < best[0]:
            best = apart + inside, alone
    assert best is not None
    return sorted([*columns, *(words[i] for i in best[1])])


def over(columns: Sequence[Span], words: Sequence[Span], whole: bool = False) -> list[tuple[int, int]]:
    """First column and number of columns of each word of a header row.

    As many words as columns stand one over each.  Fewer are given runs of neighbouring columns so that the middle of
    every run is near the middle of its word; columns may be left to another row unless the row has them all
    (``whole``: every column has a word of its own below).
    """
    count = len(columns)
    if len(words) >= count:
        return [(min(n, count - 1), 1) for n in range(len(words))]
    best: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])] * (count + 1)  # by columns used up
    for word in words:
        reached: list[tuple[float, list[tuple[int, int]]]] = [(float("inf"), [])] * (count + 1)
        for start in range(count):
            for end in range(start + 1, count + 1):
                if best[start][0] == float("inf"):
                    continue
                cost = best[start][0] + _off_middle(word, columns[start], columns[end - 1], whole)
                if cost < reached[end][0]:
                    reached[end] = cost, [*best[start][1], (start, end - start)]
        for end in range(1, count + 1) if not whole else ():  # columns passed over
            reached[end] = min(reached[end], reached[end - 1], key=lambda t: t[0])
        best = reached
    return best[count][1]


def bounds(columns: Sequence[Span]) -> list[float]:
    """Boundaries between columns: the middle of the white between them."""
    return [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]


def _off_middle(word: Span, first: Span, last: Span, whole: bool) -> float:
    if first == last and not whole:
        return _apart(word, first)
    return abs((word[0] + word[1]) / 2 - (first[0] + last[1]) / 2)


def _apart(one: Span, other: Span) -> float:
    return max(one[0] - other[1], other[0] - one[1], 0.0)


def _shared(one: Span, other: Span) -> float:
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0.0)
