"""Values as text: exact decimals, the width of a string in a terminal, CSV text no spreadsheet takes for a formula."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from rich.cells import cell_len

# A cell that starts so is run as a formula by spreadsheets; full-width forms too, in East Asian locales.
FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Figures and lone dashes as documents print them are no formulas, and changing them would change the data.
HARMLESS = re.compile(r"[+\-－＋]?[\d０-９][\d０-９,，.．]*[%％]?|[-－]+")


def plain(value: object) -> str:
    """A value as text: a Decimal with all its digits and no exponent, NULL as the empty string."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def defused(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would run it as a formula."""
    if text.startswith(FORMULA_START) and not HARMLESS.fullmatch(text):
        return "'" + text
    return text


def one_line(text: str) -> str:
    """The text on one line and without control characters, which could otherwise drive the reader's terminal."""
    spaced = re.sub(r"\s*[\r\n]+\s*", " ", text).replace("\t", " ")
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf"))


def clipped(text: str, limit: int) -> str:
    """The text cut to ``limit`` terminal columns, with … where something was cut."""
    if cell_len(text) <= limit:
        return text
    out, used = [], 1
    for char in text:
        used += cell_len(char)
        if used > limit:
            break
        out.append(char)
    return "".join(out) + "…"
