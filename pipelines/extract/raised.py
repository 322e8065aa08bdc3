"""Footnote marks: digits a document raises are kept apart from the figure or the name they stand behind.

``128.50`` with a raised ``1`` is 128.50, not 128.501.  Readers hand over raised text as ``Raised``; what is a mark
comes out in the superscript digits of Unicode, which whoever reads the figure leaves out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONGEST = 2  # digits of a note's number; more are the figure itself, printed high
_MARK = re.compile(rf"[\[(〔【]?(\d{{1,{_LONGEST}}})[\])〕】]?(?:[,、](?=\S))?")


class Raised(str):
    """Text printed above the line."""

    __slots__ = ()


def joined(parts: Iterable[str]) -> str:
    """The text of its parts, with marks in superscript digits.

    Raised text that follows nothing, or a decimal point, is the figure itself.

    >>> joined(["128.50", Raised("1")]), joined([Raised("128.50")]), joined(["128.", Raised("50")])
    ('128.50¹', '128.50', '128.50')
    """
    out = ""
    for raised, run in groupby(parts, key=lambda part: isinstance(part, Raised)):
        text = "".join(run)
        mark = _mark(text) if raised and _can_bear_one(out) else None
        out = out + text if mark is None else out.rstrip() + mark
    return out


def _can_bear_one(before: str) -> bool:
    return bool(before.strip()) and before[-1] not in ".,．，\t"


def _mark(text: str) -> str | None:
    """Raised text as a mark (1, [2], (3), ④, 1,2); ``None`` where it is none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if not plain or _MARK.sub("", plain):
        return None
    return "".join(_MARK.findall(plain)).translate(SUPERSCRIPTS)
