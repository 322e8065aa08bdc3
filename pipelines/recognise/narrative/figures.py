"""Figures in compact text: money in 元, 万元, 亿元, percentages, counts of vehicles, and words for "unchanged"."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.recognise.narrative.layout import unchanged
from pipelines.recognise.narrative.model import Figure

_NUMBER = r"(?<![\d.,A-Za-z])-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# 万 alone is money only where nothing countable follows (0.39万(含…)); 为 before the unit is a known slip of the pen.
_UNIT = r"(?:为)?(?P<unit>亿元|万元|元(?!旦|月|/)|亿(?=[,;:。、)(]|$)|万(?=[,;:。、)(]|$)|%|辆)"
_FIGURE = re.compile(f"(?P<number>{_NUMBER}){_UNIT}")
_WHOLE_UNIT = {"亿": "亿元", "万": "万元"}
_MAX_DIGITS, _MAX_DECIMALS = 15, 10


def figures(text: str) -> list[Figure]:
    """Figures and statements of "unchanged" in compact ``text``, in their order.

    >>> [(f.value, f.unit) for f in figures("收入2,940.05万元,增长3.5%")]
    [(Decimal('2940.05'), '万元'), (Decimal('3.5'), '%')]
    """
    numbers = [_figure(found) for found in _FIGURE.finditer(text)]
    in_words = [Figure.in_words(found.start(), found.group()) for found in unchanged().finditer(text)]
    stated = [figure for figure in (*numbers, *in_words) if figure is not None]
    return sorted(stated, key=lambda figure: figure.start)


def _figure(found: re.Match[str]) -> Figure | None:
    """The figure, or none where it has more digits than money can have."""
    plain = found["number"].replace(",", "")
    whole, _, decimals = plain.lstrip("-").partition(".")
    if len(whole.lstrip("0")) > _MAX_DIGITS or len(decimals) > _MAX_DECIMALS:
        return None
    unit = _WHOLE_UNIT.get(found["unit"], found["unit"])
    return Figure(found.start(), found.end(), found.group(), Decimal(plain), len(decimals), unit)
