"""Columns of a table without rules: what stands between the strips of white that run down its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from pipelines.extract.geometry.alignment import Stretch, covered
from pipelines.extract.unruled.words import Word
from pipelines.model.amounts import is_dash, is_figure

GAP = 4.0  # pt: white space that separates columns
PAD = 3.0  # pt: between a figure and the edge of its cell
_EVEN = 1.5  # pt: edges that are the same
_FEW = 3  # figures, and words, that tell two columns
_MOST = (4, 5)  # of the words of a column have the edge it keeps to


class Side(Enum):
    """The side of its cells that a column keeps to."""

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Strip:
    """One column of the body: the extent of its words, the side they keep to, and whether they are amounts."""

    x0: float
    x1: float
    side: Side = Side.NONE
    is_amounts: bool = False


def strips(rows: Sequence[Sequence[Word]]) -> list[Strip]:
    """The columns of ``rows``, left to right.

    Dashes that stand for nothing may keep to the other side of their cell than its figures do: such a strip is no
    column of its own.
    """
    spans = [half for span in covered(((w.x0, w.x1) for row in rows for w in row), GAP) for half in _halves(span, rows)]
    found = [_Found(*span) for span in spans]
    for n, row in enumerate(rows):
        for word in row:
            next(f for f in found if f.x0 <= word.middle <= f.x1).add(n, word)
    out: list[_Found] = []
    for strip in found:
        if out and strip.completes(out[-1]):
            out[-1] = out[-1].with_(strip)
        else:
            out.append(strip)
    return [Strip(f.x0, f.x1, f.side(), f.is_amounts()) for f in out]


def _halves(span: Stretch, rows: Sequence[Sequence[Word]]) -> list[Stretch]:
    """A stretch in two where all its figures end before all its words begin: two columns that all but touch."""
    here = [w for row in rows for w in row if span[0] <= w.middle <= span[1]]
    if any(is_dash(w.text) for w in here):
        return [span]
    ends = [w.x1 for w in here if is_figure(w.text)]
    begins = [w.x0 for w in here if not is_figure(w.text)]
    if min(len(ends), len(begins)) < _FEW or max(ends) > min(begins):
        return [span]
    return [(span[0], max(ends)), (min(begins), span[1])]


class _Found:
    def __init__(self, x0: float, x1: float) -> None:
        self.x0, self.x1 = x0, x1
        self.rows: set[int] = set()
        self.dashes: list[Word] = []
        self.words: list[Word] = []

    def add(self, row: int, word: Word) -> None:
        self.rows.add(row)
        (self.dashes if is_dash(word.text) else self.words).append(word)

    def side(self) -> Side:
        """The side on which most of its words are even; numbers without decimals that could be either are codes."""
        left, right = _even([w.x0 for w in self.words]), _even([w.x1 for w in self.words])
        if left and right:
            return Side.RIGHT if self.is_figures() and not self._are_whole() else Side.LEFT
        if right:
            return Side.RIGHT
        return Side.NONE if self.is_figures() and not left else Side.LEFT

    def is_amounts(self) -> bool:
        """Whether it prints figures, and not codes or the numbers of rows."""
        return self.is_figures() and not (self.words and self._are_whole() and self.side() is not Side.RIGHT)

    def _are_whole(self) -> bool:
        return all(w.text.isdigit() for w in self.words)

    def is_figures(self) -> bool:
        """Whether it prints more figures than words."""
        return 2 * sum(is_figure(w.text) for w in self.words) > len(self.words) or not self.words

    def completes(self, before: _Found) -> bool:
        """Whether one of the two is nothing but dashes, in the rows where the other has nothing."""
        if bool(before.words) == bool(self.words) or self.rows & before.rows:
            return False
        return (self if self.words else before).is_figures()

    def with_(self, after: _Found) -> _Found:
        """Both as one."""
        out = _Found(self.x0, after.x1)
        out.rows = self.rows | after.rows
        out.dashes, out.words = self.dashes + after.dashes, self.words + after.words
        return out


def _even(places: Sequence[float]) -> bool:
    middle = sorted(places)[len(places) // 2] if places else 0.0
    return sum(abs(place - middle) <= _EVEN for place in places) * _MOST[1] >= len(places) * _MOST[0] > 0
