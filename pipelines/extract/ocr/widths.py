"""An independent look at figures: digits of one face are equally wide, so the ink tells how many there are.

A recogniser that drops a digit, a minus or a point does so twice; the width of what it saw does not follow.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_FEWEST = 6  # figures on a page from which the widths of its characters can be told
_OFF = 0.4  # of a digit: a figure this much wider or narrower than its text is in doubt
_ROUNDS = 12  # of weighting down what does not fit
_MOST = 0.5  # share of misfits above which the figures are of several sizes, and nothing can be said


def misfits(texts: Sequence[str], widths: Sequence[int]) -> list[bool] | None:
    """Which figures are not as wide (in pixels) as their text should be, judged by all of the page.

    ``None`` where the figures are too few, or of different sizes, so that nothing can be said.
    """
    if len(texts) < _FEWEST:
        return None
    counts = np.array([_counts(text) for text in texts], dtype=np.float64)
    wide = np.array(widths, dtype=np.float64)
    weight = np.ones(len(texts))
    for _ in range(_ROUNDS):  # least absolute deviations
        solved = np.linalg.lstsq(counts * weight[:, None], wide * weight, rcond=None)[0]
        off = np.abs(counts @ solved - wide)
        weight = 1 / np.sqrt(np.maximum(off, 0.5))
    digit = float(solved[0])
    if digit <= 1.0 or (off > _OFF * digit).mean() > _MOST:
        return None
    return [bool(value > _OFF * digit) for value in off]


def _counts(text: str) -> tuple[int, int, int, int]:
    """Digits, points and commas, other marks, and one for the margins that no character has at its ends."""
    digits = sum(c.isdigit() for c in text)
    points = sum(c in ".," for c in text)
    return digits, points, len(text) - digits - points, 1
