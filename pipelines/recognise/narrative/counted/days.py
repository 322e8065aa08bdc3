"""The day a stock is of: 截至2025年12月31日, 截至上年底."""

from __future__ import annotations

import calendar
import re
from datetime import date

from pipelines.recognise.narrative.counted import layout

YEAR_BEFORE = "year_before"  # the end of the year before the document's own
_LAST_MONTH, _LAST_DAY = 12, 31
_REACH = 12  # characters behind 截至 within which the day begins
_UNTIL = re.compile("截[至止]")


def day_in(text: str) -> str | None:
    """The last day ``text`` says its figures are of, in ISO form, or ``YEAR_BEFORE``; none where it says none.

    >>> day_in("截至2025年10月,某局共有车辆"), day_in("截止上年底,"), day_in("截至2025年底")
    ('2025-10-31', 'year_before', '2025-12-31')
    """
    places = list(_UNTIL.finditer(text))
    if not places:
        return None
    words = text[places[-1].end() :]
    for name, pattern in layout.days():
        found = pattern.search(words)
        if found is not None and found.start() <= _REACH:
            return YEAR_BEFORE if name == YEAR_BEFORE else _iso(found.groupdict())
    return None


def _iso(said: dict[str, str | None]) -> str | None:
    year, month = int(said["year"] or 0), int(said.get("month") or _LAST_MONTH)
    try:
        last = calendar.monthrange(year, month)[1]
        return date(year, month, int(said.get("day") or last)).isoformat()
    except (ValueError, calendar.IllegalMonthError):
        return None
