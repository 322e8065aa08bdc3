"""What kind of thing a cell of a text table holds: enough to line columns up, not to read money."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_AMOUNT = re.compile(r"^[-+(]?\d[\d,]*(\.\d+)?\)?%?$")
_DASHES = frozenset({"-", "--", "—", "——", "–", "−", "―", "－"})
_CODE_LENGTHS = (2, 3, 5, 7)
_INDEX_DIGITS = 2
_LEAST_INDEXES = 2  # numbers that make a row of them
_NOT_NUMBERED = 2  # cells of such a row that hold words: 栏次, and one more


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
    filled = [folded(text) for text in texts if text.strip()]
    numbers = [text for text in filled if text.isdecimal() and len(text) <= _INDEX_DIGITS]
    if len(numbers) < _LEAST_INDEXES or len(numbers) < len(filled) - _NOT_NUMBERED:
        return False
    return _count_up(numbers)


def is_amount_column(texts: list[str]) -> bool:
    """Whether the cells of a column are money: decimals, or whole numbers that are neither codes nor row numbers."""
    filled = [folded(text) for text in texts if text.strip() and not is_dash(text)]
    numbers = [*filter(is_number, filled)]
    if not filled or len(numbers) * 2 < len(filled):
        return False
    if any(map(is_amount, numbers)):
        return True
    return not (_are_codes(numbers) or _are_row_numbers(numbers))


def _are_codes(numbers: list[str]) -> bool:
    return all(text.isdecimal() and len(text) in _CODE_LENGTHS for text in numbers)


def _are_row_numbers(numbers: list[str]) -> bool:
    return all(text.isdecimal() for text in numbers) and _count_up(numbers)


def _count_up(numbers: list[str]) -> bool:
    """Whether whole numbers count up by one."""
    return all(int(following) - int(number) == 1 for number, following in pairwise(numbers))
