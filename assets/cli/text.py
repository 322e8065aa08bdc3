"""How text from documents is shown: as data, never as terminal codes, markup or spreadsheet formulas."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+%?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def printable(text: str) -> str:
    """``text`` without control characters (escape sequences could drive a terminal)."""
    return _CONTROL.sub("", text).replace("\t", " ")


def csv_safe(text: str) -> str:
    """``text`` with an apostrophe before what a spreadsheet would run as a formula; numbers stay as they are."""
    if text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
