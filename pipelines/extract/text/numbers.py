"""What kind of thing a cell of a text table holds: enough to line columns up, not to read money."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_AMOUNT = re.compile(r"^[-+(]?\d[\d,]*(\.\d+)?\)?%?$")
_DASHES = frozenset({"-", "--", "—", "——", "–", "−", "―", "－"})
_CODE_LENGTHS = (2, 3, 5, 7)


def folded(text: str) -> str:
    """Half-width, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_number(text: str) -> bool:
    """A figure, and nothing else, in the cell."""
    return bool(_AMOUNT.match(folded(text).replace("−", "-").replace("－", "-")))


def is_dash(text: str) -> bool:
    """A lone dash: nothing, the way many tables print it."""
    return folded(text) in _DASHES


def is_amount(text: str) -> bool:
    """A number with decimals or thousands: cannot be a code or a row number."""
    return is_number(text) and any(mark in folded(text) for mark in ".,%")


def is_index_row(texts: list[str]) -> bool:
    """The row that numbers the columns: 栏次 | 1 | 2 | 3, or ** | 1 | 2; at least two numbers, counting up by one."""
    filled = [folded(t) for t in texts if t.strip()]
    numbers = [int(t) for t in filled if t.isdecimal() and len(t) <= 2]
    if len(numbers) < 2 or len(numbers) < len(filled) - 2:
        return False
    return all(b - a == 1 for a, b in pairwise(numbers))


def is_amount_column(texts: list[str]) -> bool:
    """Whether the cells of a column are money: decimals, or whole numbers that are neither codes nor row numbers."""
    filled = [folded(t) for t in texts if t.strip() and not is_dash(t)]
    numbers = [t for t in filled if is_number(t)]
    if not filled or len(numbers) * 2 < len(filled):
        return False
    if any(is_amount(t) for t in numbers):
        return True
    codes = all(len(t) in _CODE_LENGTHS and t.isdecimal() for t in numbers)
    counting = [int(t) for t in numbers if t.isdecimal()]
    serial = len(counting) == len(numbers) and all(b - a == 1 for a, b in pairwise(counting))
    return not codes and not serial
