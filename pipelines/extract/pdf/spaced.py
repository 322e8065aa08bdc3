"""Figures set with space inside: every character by itself, or thousands parted by a narrow gap.

Only the places of the characters tell a figure from two: the white is the same everywhere, or narrow and after groups
of three.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.extract.pdf.chars import Char

EVEN = 0.12  # em: gaps, or steps from one character to the next, that differ less are the same
NARROW = 0.45  # em: more between thousands is the white between two figures
THIN = "\u2009"  # what is set between thousands

_SPACED = re.compile(r"^[-－—]? ?\d[\d,.]* [\d,. ]*\d$", re.MULTILINE)
_ONE_POINT = re.compile(r"[-－—]?\d+(?:,\d{3})*\.\d+")
_THOUSANDS = re.compile(r"[-－—]?\d{1,3}(?:(?: \d{3})+\.\d{1,6}|(?: \d{3}){2,})")


def may_be_spaced(text: str) -> bool:
    """Whether a line of ``text`` may be one figure with space inside."""
    return _SPACED.search(text) is not None


def closed(text: str, chars: Sequence[Char]) -> str:
    """The text of a line with its spaces gone, or thin, where it is one figure; ``chars`` are its characters in order.

    >>> row = [Char(0, 14.0 * n, 14.0 * n + 5, 10, c) for n, c in enumerate("45.27")]
    >>> closed("4 5 . 2 7", row)
    '45.27'
    """
    if not _SPACED.fullmatch(text):
        return text
    size = max(char.size for char in chars)
    if _ONE_POINT.fullmatch(text.replace(" ", "")) and _is_even(chars, EVEN * size):
        return text.replace(" ", "")
    gaps = [b.x0 - a.x1 for a, b in pairwise(chars)]
    if _THOUSANDS.fullmatch(text) and max(gaps) <= NARROW * size:
        return text.replace(" ", THIN)
    return text


def _is_even(chars: Sequence[Char], tolerance: float) -> bool:
    """Whether characters are set apart by the same white, or at the same steps."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(chars)]
    steps = [b.x0 - a.x0 for a, b in pairwise(chars)]
    apart = min(gaps) > 0
    return apart and (max(gaps) - min(gaps) <= tolerance or max(steps) - min(steps) <= tolerance)
