"""Other figures the same print may stand for: what typing, typesetting and reading get wrong.

Figures are whole numbers of the last printed digit (1,234.50 with two decimals is 123450).
"""

from __future__ import annotations

from functools import lru_cache

STRONG = ("sign", "decimal_shift", "transposed", "adjacent_row", "zero")
WEAK = ("adjacent_column", "digit", "dropped_digit", "extra_digit")
_SHIFTS = range(1, 5)


@lru_cache(maxsize=4096)
def readings(figure: int) -> dict[int, str]:
    """Other figure -> what would have gone wrong, the likelier kind first where two give the same figure."""
    found: dict[int, str] = {}
    sign, digits = (-1 if figure < 0 else 1), str(abs(figure))
    found[-figure] = "sign"
    for shift in _SHIFTS:
        found.setdefault(figure * 10**shift, "decimal_shift")
        if figure % 10**shift == 0:
            found.setdefault(figure // 10**shift, "decimal_shift")
    for i in range(len(digits) - 1):
        swapped = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
        found.setdefault(sign * int(swapped), "transposed")
    for i in range(len(digits)):
        found.setdefault(sign * int(digits[:i] + digits[i + 1 :] or "0"), "extra_digit")
        for digit in "0123456789":
            found.setdefault(sign * int(digits[:i] + digit + digits[i + 1 :]), "digit")
    for i in range(len(digits) + 1):
        for digit in "0123456789":
            found.setdefault(sign * int(digits[:i] + digit + digits[i:]), "dropped_digit")
    found.pop(figure, None)
    return found


def rank(kind: str) -> int:
    """0 a mistake that fits by itself, 1 one that fits many figures, 2 no known mistake."""
    return 0 if kind in STRONG else 1 if kind in WEAK else 2
