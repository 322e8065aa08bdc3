"""An independent look at figures: digits of one face are equally wide, so the ink tells how many there are.

A recogniser that drops a digit, a minus or a point does so twice; the width of what it saw does not follow.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_FEWEST = 6  # figures on a page from which the widths of its characters can be told
_OFF = 0.4  # of a digit: a figure this much wider or narrower than its text is in doubt
_ROUNDS = 12  # of weighting down what does not fit
_USUAL = ((-0.5, 1.0, 0.0), (-0.5, 0.0, 1.0))  # a mark is half a digit wide, unless the page says otherwise
_MOST = 0.5  # share of misfits above which the figures are of several sizes, and nothing can be said


def misfits(texts: Sequence[str], widths: Sequence[int]) -> list[bool] | None:
    """Which figures are not as wide (in pixels) as their text should be, judged by all of the page.

    ``None`` where the figures are too few, or of different sizes, so that nothing can be said.
    """
    if len(texts) < _FEWEST:
        return None
    counts = np.array([*map(_counts, texts), *_USUAL], dtype=np.float64)
    wide = np.array([*widths, *(0.0 for _ in _USUAL)], dtype=np.float64)
    weight = np.ones(len(wide))
    for _ in range(_ROUNDS):  # least absolute deviations
        solved = np.linalg.lstsq(counts * weight[:, None], wide * weight, rcond=None)[0]
        off = np.abs(counts @ solved - wide)
        weight = 1 / np.sqrt(np.maximum(off, 0.5))
        weight[len(texts) :] = 1.0
    digit, off = float(solved[0]), off[: len(texts)]
    if digit <= 1.0 or (off > _OFF * digit).mean() > _MOST:
        return None
    return [bool(value > _OFF * digit) for value in off]


def _counts(text: str) -> tuple[int, int, int]:
    """Digits, points and commas, other marks; the margins at the ends are less than the tolerance."""
    digits = sum(c.isdigit() for c in text)
    points = sum(c in ".," for c in text)
    return digits, points, len(text) - digits - points
