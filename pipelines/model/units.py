"""Money units: yuan in one of each.  The one place that knows them; patterns and factors are made of it."""

from __future__ import annotations

import re
from decimal import Decimal

YUAN: dict[str, Decimal] = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}

# Yuan: seven times what the country produces in a year.  What is more is no figure of a budget nor of its text, and a
# thousand of less fit DECIMAL(20,2).
BEYOND = Decimal(10) ** 15

# Other ways to write them.
ALIASES = {
    "万": "万元",
    "亿": "亿元",
    "圆": "元",
    "佰元": "百元",
    "仟元": "千元",
    "萬元": "万元",
    "佰万元": "百万元",
    "仟万元": "千万元",
    "wan元": "万元",
    "w元": "万元",
}


def yuan_in(unit: str | None) -> int:
    """Yuan in one ``unit``; what is no money unit (辆, %) or not known counts as it stands: 1."""
    return int(YUAN.get(unit or "", 1))


def is_possible(value: Decimal, unit: str | None) -> bool:
    """Whether a figure is below what any budget holds; a count below as many."""
    return abs(value) * yuan_in(unit) < BEYOND


def _pattern() -> str:
    """Any unit; 十万元 after a numeral is a number of 万元 (五十万元), not a unit."""
    compound = [unit for unit in YUAN if unit.endswith("万元") and unit != "万元"]
    plain = [unit for unit in YUAN if unit not in compound]
    longest_first = sorted(plain, key=len, reverse=True)
    return f"(?<![一二三四五六七八九十百几数])(?:{'|'.join(compound)})|{'|'.join(map(re.escape, longest_first))}"


UNIT_PATTERN = _pattern()  # without a group of its own, for use inside one


def _word_pattern() -> str:
    """Any unit however it is written: a lone 万 where no word goes on (万宁市), none of which a part is unknown."""
    lone = [alias for alias in ALIASES if len(alias) == 1]
    others = sorted(ALIASES.keys() - set(lone), key=len, reverse=True)
    words = f"{UNIT_PATTERN}|{'|'.join(others)}|(?:{'|'.join(lone)})(?![\u4e00-\u9fff])"
    return f"(?<![拾佰仟])(?<![A-Za-z](?<!RMB)(?<!CNY))(?:{words})"


UNIT_WORD_PATTERN = _word_pattern()  # without a group of its own


def unit_of(word: str) -> str:
    """The unit that ``word`` of `UNIT_WORD_PATTERN` stands for."""
    return ALIASES.get(word, word)
