"""Years as titles print them: 2026年度, (2021年度), 2026(年度), 二〇二六年."""

from __future__ import annotations

import re

_DIGITS = {numeral: str(value) for value, numeral in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○O0Οо", "0")

# Not followed by a month (2024年8月 is a date) and not the start of a span of years.
YEAR = (
    r"(?:[(〔\[]?(20[0-4]\d|二[〇零○O0Ο][〇零○O0Ο一二三四五六七八九]{2})[)〕\]]?[(〔\[]?年(?:度)?[)〕\]]?"
    r"(?!\d{1,2}月|[一二三四五六七八九十]{1,3}月))"
)
YEAR_PATTERN = re.compile(YEAR)
YEAR_LINE = re.compile(rf"^[(\[〔]?{YEAR}[)\]〕]?$")
YEAR_LABEL = re.compile(r"(?:预算年度|决算年度|会计年度|财政年度|年度|预算年份|年份)[:(]?(20[0-4]\d)(?:年度?)?\)?$")


def year_value(text: str) -> str:
    """Digits of a printed year.

    >>> year_value("二〇二六")
    '2026'
    """
    if text.isdigit():
        return text
    return "".join(_DIGITS.get(numeral, numeral) for numeral in text)
