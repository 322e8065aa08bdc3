"""Which thin marks of ink are ruled lines: with ink all along them, and paper beside.

All marks of a page are measured at once, column by column: a page of text has thousands of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np

from pipelines.extract.ocr.picture import Gray

Array: TypeAlias = "np.ndarray[Any, Any]"
Whole: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"

_THICK = 3.5  # pt: thicker is a bar or a picture
_BESIDE = 1.3  # pt: beside a rule is paper
# Least share of its length with ink of its own, and most ink beside it: a row of characters has gaps and neighbours.
_UNBROKEN, _BROKEN = (0.9, 0.2), (0.55, 0.06)
_TOUCHED = (0.9, 0.06)  # least share with ink, and most ink on the clearer side: figures may stand against the other
_LONG = 3  # times the shortest: a broken rule, or one with figures against it, is at least so long
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

    def __init__(self, raw: Gray, solid: Gray, length: int, scale: float) -> None:
        """``raw`` is the ink (1) and ``solid`` the same with gaps closed and two rows higher; ``length`` in pixels."""
        count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
        self._raw, self._length, self._scale = raw, length, scale
        wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
        thick = stats[:, cv2.CC_STAT_AREA] / wide - 2
        thin = (thick <= _THICK * scale) & (high <= thick + 2 + _FLAT * np.maximum(1.0, wide / length) + scale)
        thin[0] = False
        self._ys, self._xs = np.nonzero(solid)
        self._of = labels[self._ys, self._xs]
        inside = thin[self._of]
        self._ys, self._xs, self._of = self._ys[inside], self._xs[inside], self._of[inside]
        labelled = np.flatnonzero(thin)
        self._number = np.zeros(count, dtype=np.int64)
        self._number[labelled] = np.arange(labelled.size)
        self._of = self._number[self._of]
        self._left, self._thick = stats[labelled, cv2.CC_STAT_LEFT], thick[labelled]
        self._wide: Whole = wide[labelled].astype(np.int64)
        self._start: Whole = np.cumsum(self._wide) - self._wide  # of its columns among those of all
        self._middle = np.zeros(0)

    def rules(self) -> tuple[list[Segment], Gray]:
        """The marks that are rules, and the pixels (255) of them."""
        mask = np.zeros_like(self._raw)
        if not self._wide.size:
            return [], mask
        covered, above, below = self._looks()
        beside, clearer = (above + below) / 2, np.minimum(above, below)
        whole = (covered >= _UNBROKEN[0]) & (beside <= _UNBROKEN[1])
        broken = (covered >= _BROKEN[0]) & (beside <= _BROKEN[1])
        touched = (covered >= _TOUCHED[0]) & (clearer <= _TOUCHED[1])
        is_rule = whole | ((broken | touched) & (self._wide > _LONG * self._length))
        kept = is_rule[self._of]
        mask[self._ys[kept], self._xs[kept]] = 255
        return [self._segment(int(n)) for n in np.flatnonzero(is_rule)], mask

    def _looks(self) -> tuple[Array, Array, Array]:
        """Shares for each mark: of its columns with ink, of the pixels above it that are ink, and below it."""
        total = int(self._wide.sum())
        at = (self._start - self._left)[self._of] + self._xs
        self._middle = np.bincount(at, self._ys, total) / np.bincount(at, minlength=total)
        own = np.bincount(at, self._raw[self._ys, self._xs], total) > 0
        off = np.repeat(self._thick / 2 + _BESIDE * self._scale, self._wide)
        columns = np.arange(total) + np.repeat(self._left - self._start, self._wide)
        above, below = (
            self._raw[np.clip(np.rint(row), 0, self._raw.shape[0] - 1).astype(np.int64), columns].astype(np.float64)
            for row in (self._middle - off, self._middle + off)
        )
        return self._mean(own.astype(np.float64)), self._mean(above), self._mean(below)

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
