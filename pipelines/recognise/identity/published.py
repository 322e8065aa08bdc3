"""The day of publication, where a document prints it."""

from __future__ import annotations

import re
from datetime import date

from pipelines.recognise.identity import layout
from pipelines.recognise.identity.flat import FlatText

_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")


def published_on(text: FlatText) -> date | None:
    """The day a line of ``text`` gives for its publication; None where none does, or several differ."""
    for pattern in layout.published_patterns():
        days = {day for line in text.count if (found := pattern.search(line)) and (day := _day(found.group()))}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _day(words: str) -> date | None:
    found = _DAY.search(words)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:  # 2024年2月31日
        return None
