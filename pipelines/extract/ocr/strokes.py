"""Which thin marks of ink are ruled lines: with ink all along them, and paper beside.

All marks of a page are measured at once, column by column: a page of text has thousands of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np

from pipelines.extract.ocr.marks import marks_of
from pipelines.extract.ocr.picture import Gray

Array: TypeAlias = "np.ndarray[Any, Any]"
Flags: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"
Whole: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"

_THICK = 3.5  # pt: thicker is a bar or a picture
_BESIDE = 1.3  # pt: beside a rule is paper
# Least share of its length with ink of its own, and most ink beside it: a row of characters has gaps and neighbours.
_UNBROKEN, _BROKEN = (0.9, 0.2), (0.55, 0.06)
_TOUCHED = (0.9, 0.06)  # least share with ink, and most ink on the clearer side: figures may stand against the other
# Least share of its length with ink, and of its pixels, and most ink beside it, of a long rule in low rows: print
# stands close by on both sides, but no row of characters has ink all along and all over.
_SOLID_ALONG, _SOLID_ALL, _CROWDED = 0.98, 0.9, 0.4
_LONG = 3  # times the shortest: a broken rule, or one with figures against it, is at least so long
_FAT, _FILLED = 3.0, 0.7  # px: what is thicker has ink all over, or it is a line of small print
_SHORT = 3  # times the shortest: a mark up to so long may be a stroke of a character, or of two in two rows,
_NEAR, _FLANKED = 4.0, 0.5  # where print stands this near (pt) on both sides along more than this share of it
_SOLID = 0.96  # share of its length with ink: a stroke has less
_LEAST_SEEN = 0.2  # of a rule, that no other crosses
_FLAT = 1.6  # a rule drifts this many pixels at most within its shortest length
REACH = 2 * _THICK  # pt across a rule: wide enough to see it whole


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight rule in pixels, ends from left to right or top to bottom."""

    x0: float
    y0: float
    x1: float
    y1: float
    thick: float

    @property
    def length(self) -> float:
        """Its longer extent."""
        return max(self.x1 - self.x0, self.y1 - self.y0)


class Strokes:
    """The connected marks of a picture that run across it and are thin."""

    def __init__(self, raw: Gray, crossed: Gray, solid: Gray, length: int, scale: float) -> None:
        """``raw`` is the ink (1) and ``solid`` the same with gaps closed and two rows higher; ``length`` in pixels.

        ``crossed``: the ink of what runs the other way, which hides a rule that crosses it.
        """
        left, top, across, down = cv2.boundingRect(solid)  # of a table, not of the page
        solid = np.ascontiguousarray(solid[top : top + down, left : left + across] if across else solid)
        marks = marks_of(solid)
        self._raw, self._crossed, self._length, self._scale = raw, crossed, length, scale
        wide, high = marks.wide, marks.high
        thick = marks.area / wide - 2
        thin = (thick <= _THICK * scale) & (high <= thick + 2 + _FLAT * np.maximum(1.0, wide / length) + scale)
        thin[0] = False
        inked = np.flatnonzero(solid.view(bool))
        self._of = marks.labels.ravel()[inked]
        inside = thin[self._of]
        self._of = self._of[inside]
        ys, xs = np.divmod(inked[inside], solid.shape[1])
        self._ys, self._xs = ys + top, xs + left
        labelled = np.flatnonzero(thin)
        self._number = np.zeros(len(thin), dtype=np.int64)
        self._number[labelled] = np.arange(labelled.size)
        self._of = self._number[self._of]
        self._left, self._thick = marks.stats[labelled, cv2.CC_STAT_LEFT] + left, thick[labelled]
        self._wide: Whole = wide[labelled].astype(np.int64)
        self._start: Whole = np.cumsum(self._wide) - self._wide  # of its columns among those of all
        self._middle = np.zeros(0)

    def rules(self) -> tuple[list[Segment], Gray]:
        """The marks that are rules, and the pixels (255) of them."""
        mask = np.zeros_like(self._raw)
        if not self._wide.size:
            return [], mask
        covered, filled, above, below = self._looks()
        beside, clearer = (above + below) / 2, np.minimum(above, below)
        whole = (covered >= _UNBROKEN[0]) & (beside <= _UNBROKEN[1])
        broken = (covered >= _BROKEN[0]) & (beside <= _BROKEN[1])
        touched = (covered >= _TOUCHED[0]) & (clearer <= _TOUCHED[1])
        crowded = (covered >= _SOLID_ALONG) & (filled >= _SOLID_ALL) & (beside <= _CROWDED)
        is_rule = whole | ((broken | touched | crowded) & (self._wide > _LONG * self._length))
        is_rule &= (self._thick <= _FAT) | (filled >= _FILLED)
        is_rule &= ~self._in_print(is_rule, covered)
        kept = is_rule[self._of]
        mask[self._ys[kept], self._xs[kept]] = 255
        return [self._segment(int(n)) for n in np.flatnonzero(is_rule)], mask

    def _in_print(self, is_rule: Flags, covered: Array) -> Flags:
        """Which short marks are strokes of characters that nearly reach from one rule to the next.

        They have print close by on both sides, or on one and a gap; and no other rule goes on where they stand.
        """
        short = is_rule & (self._wide < _SHORT * self._length)
        at = np.add.reduceat(self._middle, self._start) / self._wide
        out = np.zeros_like(is_rule)
        for n in np.flatnonzero(short):
            sides = self._flanked(int(n), -1), self._flanked(int(n), 1)
            out[n] = (min(sides) if covered[n] >= _SOLID else max(sides)) > _FLANKED
        others = at[is_rule & ~out]
        for n in np.flatnonzero(out):
            out[n] = not np.any(np.abs(others - at[n]) <= self._scale)
        return out

    def _flanked(self, n: int, side: int) -> float:
        """The share of the length of a mark with ink within half a character of it, on one side."""
        left, wide, start = int(self._left[n]), int(self._wide[n]), int(self._start[n])
        middle = float(self._middle[start : start + wide].mean())
        near = float(self._thick[n]) / 2 + _BESIDE * self._scale
        ends = sorted((middle + side * near, middle + side * (near + _NEAR * self._scale)))
        from_, to = (int(np.clip(round(end), 0, self._raw.shape[0])) for end in ends)
        columns = slice(left, left + wide)
        seen = ~self._crossed[from_:to, columns].any(axis=0)
        inked = self._raw[from_:to, columns].any(axis=0) & seen
        return float(inked.sum() / max(1, seen.sum()))

    def _looks(self) -> tuple[Array, Array, Array, Array]:
        """Shares for each mark: of its columns with ink, of its pixels, and of the pixels above it, and below it."""
        total = int(self._wide.sum())
        at = (self._start - self._left)[self._of] + self._xs
        self._middle = np.bincount(at, self._ys, total) / np.bincount(at, minlength=total)
        inked = np.bincount(at, self._raw[self._ys, self._xs], total)
        seen = (np.bincount(at, self._crossed[self._ys, self._xs], total) == 0).astype(np.float64)
        off = np.repeat(self._thick / 2 + _BESIDE * self._scale, self._wide)
        columns = np.arange(total) + np.repeat(self._left - self._start, self._wide)
        above, below = (
            self._raw[np.clip(np.rint(row), 0, self._raw.shape[0] - 1).astype(np.int64), columns].astype(np.float64)
            for row in (self._middle - off, self._middle + off)
        )
        uncrossed = np.maximum(self._mean(seen), _LEAST_SEEN)
        covered, filled = self._mean(seen * (inked > 0)), self._mean(seen * inked) / np.maximum(1.0, self._thick)
        return covered / uncrossed, filled / uncrossed, self._mean(above), self._mean(below)

    def _mean(self, columns: Array) -> Array:
        return np.asarray(np.add.reduceat(columns, self._start) / self._wide)

    def _segment(self, n: int) -> Segment:
        x, wide, start = int(self._left[n]), int(self._wide[n]), int(self._start[n])
        middles = self._middle[start : start + wide]
        end = max(1, min(self._length, wide) // 2)
        left, right = float(middles[:end].mean()), float(middles[-end:].mean())
        slope = (right - left) / max(wide - end, 1)
        thick = max(1.0, float(self._thick[n]))
        return Segment(x, left - slope * end / 2, x + wide - 1, right + slope * end / 2, thick)
