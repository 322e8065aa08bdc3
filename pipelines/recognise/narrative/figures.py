"""Figures in compact text: money in 元, 万元, 亿元, percentages, counts of vehicles, and words for "unchanged"."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.recognise.narrative.layout import unchanged
from pipelines.recognise.narrative.model import Figure

_NUMBER = r"(?<![\d.,A-Za-z])-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# 万 alone is money only where nothing countable follows (0.39万(含…)); 为 before the unit is a known slip of the pen.
_UNIT = r"(?:为)?(亿元|万元|元(?!旦|月)|亿(?=[,;:。、)(]|$)|万(?=[,;:。、)(]|$)|%|辆)"
FIGURE = re.compile(f"({_NUMBER}){_UNIT}")
_WHOLE_UNIT = {"亿": "亿元", "万": "万元"}
_MAX_DIGITS = 15


def figures(text: str) -> list[Figure]:
    """Figures and statements of "unchanged" in compact ``text``, in their order.

    >>> [(f.value, f.unit) for f in figures("收入2,940.05万元,增长3.5%")]
    [(Decimal('2940.05'), '万元'), (Decimal('3.5'), '%')]
    """
    found = [one for one in (_figure(m) for m in FIGURE.finditer(text)) if one is not None]
    flat = [Figure(m.start(), m.end(), m.group(), None, 0, "") for m in unchanged().finditer(text)]
    return sorted([*found, *flat], key=lambda f: f.start) if flat else found


def _figure(match: re.Match[str]) -> Figure | None:
    plain = match.group(1).replace(",", "")
    whole, _, decimals = plain.lstrip("-").partition(".")
    if len(whole.lstrip("0")) > _MAX_DIGITS or len(decimals) > 10:
        return None
    unit = _WHOLE_UNIT.get(match.group(2), match.group(2))
    return Figure(match.start(), match.end(), match.group(), Decimal(plain), len(decimals), unit)
