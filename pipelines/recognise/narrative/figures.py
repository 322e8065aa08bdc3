"""Figures in compact text: money in 元, 万元, 亿元, percentages, counts of vehicles, and words for "unchanged"."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.model.units import is_possible
from pipelines.recognise.narrative.layout import unchanged
from pipelines.recognise.narrative.model import Figure

NUMBER = r"(?<![\d.,A-Za-z])-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# 万 alone is money only where nothing countable follows (0.39万(含…)); 为 before the unit is a known slip of the pen.
_UNIT = r"(?:为)?(?P<unit>亿元|万元|元(?!旦|月|/)|亿(?=[,;:。、)(]|$)|万(?=[,;:。、)(]|$)|%|辆)"
_FIGURE = re.compile(f"(?P<number>{NUMBER}){_UNIT}")
# 0 right behind the name of a sum of money needs no unit (事业收入0;)
_BARE_ZERO = re.compile(
    r"(?:收入|支出|经费|拨款|资金|结余)(?:预算|决算)?(?:数|总额|合计)?(?:为|是|:)?(?P<zero>0(?:\.0+)?)(?=[,;。、)]|$)"
)
_WHOLE_UNIT = {"亿": "亿元", "万": "万元"}
_ZERO_UNIT = "万元"
_MAX_DIGITS, _MAX_DECIMALS = 15, 10


def figures(text: str) -> list[Figure]:
    """Figures and statements of "unchanged" in compact ``text``, in their order.

    >>> [(f.value, f.unit) for f in figures("收入2,940.05万元,增长3.5%")]
    [(Decimal('2940.05'), '万元'), (Decimal('3.5'), '%')]
    """
    numbers = [_figure(found) for found in _FIGURE.finditer(text)]
    zeros = [_zero(found) for found in _BARE_ZERO.finditer(text)]
    in_words = [Figure.in_words(found.start(), found.group()) for found in unchanged().finditer(text)]
    stated = [figure for figure in (*numbers, *zeros, *in_words) if figure is not None]
    return sorted(stated, key=lambda figure: figure.start)


def _figure(found: re.Match[str]) -> Figure | None:
    """The figure, or none where it has more digits than money can have."""
    plain = found["number"].replace(",", "")
    whole, _, decimals = plain.lstrip("-").partition(".")
    if len(whole.lstrip("0")) > _MAX_DIGITS or len(decimals) > _MAX_DECIMALS:
        return None
    unit = _WHOLE_UNIT.get(found["unit"], found["unit"])
    if not is_possible(Decimal(plain), unit):
        return None
    return Figure(found.start(), found.end(), found.group(), Decimal(plain), len(decimals), unit)


def _zero(found: re.Match[str]) -> Figure:
    """A printed 0 without unit, in the unit that sums are printed in."""
    text = found["zero"]
    _, _, decimals = text.partition(".")
    return Figure(found.start("zero"), found.end(), text, Decimal(0), len(decimals), _ZERO_UNIT)
