"""Figures of what is counted, each with the item of the sentence it stands in.

An item is what stands between two separators, without brackets that are closed; the figure in it is ``#``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipelines.model.units import YUAN, is_possible
from pipelines.recognise.narrative.figures import NUMBER
from pipelines.recognise.narrative.model import Figure, Kind

# What is counted, sums of money and percentages; a sum that goes on with 以上 is a threshold and belongs to a name.
_COUNTERS = r"台\((?:件、)?套\)|台/套|台、套|[台套件辆]|人次|[人名]|批次|[批次个项]"
_UNIT = rf"{_COUNTERS}|(?:万|亿)?(?:平方米|㎡)|亩|公顷|亿元|万元|元|%"
_FIGURE = re.compile(
    f"(?P<number>{NUMBER})(?:(?P<unit>{_UNIT})(?!(?:\\((?:含|不含)\\))?及?以[上下])"
    r"|(?<=[为是]0)(?=[,、;。)]|$))"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_SEPARATOR = re.compile(r"[,:、;。()]")
_CLAUSE = re.compile(r"[;。]")
_MAX_DIGITS = 15
_PERCENT = "%"
_PLAIN = str.maketrans({"㎡": "平方米"})


@dataclass(frozen=True, slots=True)
class Item:
    """A figure with the words of its item.

    ``text``: the item, the figure as ``#`` before its unit; ``before``: the words of it before the figure;
    ``clause``: the clause as far as the item goes; ``said``: the sentence up to the figure; ``opened``: where the
    bracket around it begins, -1 where it stands in none.
    """

    figure: Figure
    text: str
    before: str
    clause: str
    said: str
    opened: int

    @property
    def is_money(self) -> bool:
        """Whether the figure is a sum of money."""
        return self.figure.unit in YUAN

    @property
    def kind(self) -> Kind:
        """What the unit makes of the figure."""
        if self.figure.unit == _PERCENT:
            return Kind.SHARE
        return Kind.AMOUNT if self.is_money else Kind.COUNT


def items(text: str) -> Iterator[Item]:
    """The figures of a compact sentence in order.

    >>> [(i.figure.value, i.text) for i in items("共有车辆5辆,单价100万元(含)以上设备(不含车辆)0台(套)。")]
    [(Decimal('5'), '共有车辆#辆'), (Decimal('0'), '单价100万元以上设备#台')]
    """
    found = [one for one in _FIGURE.finditer(text) if _is_possible(one)]
    for place, one in enumerate(found):
        following = found[place + 1].start() if place + 1 < len(found) else len(text)
        said = text[: one.start()]
        before = _SEPARATOR.split(_BRACKETS.sub("", said))[-1]
        behind = _SEPARATOR.split(text[one.end() : following])[0]
        unit = (one["unit"] or "").translate(_PLAIN)
        clause = _CLAUSE.split(said)[-1] + one.group() + behind
        yield Item(_figure(one, unit), f"{before}#{_shortest(unit)}{behind}", before, clause, said, _opened(said))


def _is_possible(found: re.Match[str]) -> bool:
    unit = (found["unit"] or "").translate(_PLAIN)
    number = found["number"].replace(",", "")
    return len(number) <= _MAX_DIGITS and is_possible(Decimal(number), unit)


def _figure(found: re.Match[str], unit: str) -> Figure:
    plain = found["number"].replace(",", "")
    return Figure(found.start(), found.end(), found.group(), Decimal(plain), len(plain.partition(".")[2]), unit)


def _opened(said: str) -> int:
    """Where the innermost bracket begins that ``said`` leaves open.

    >>> _opened("编制60人(其中行政"), _opened("设备(不含车辆)")
    (5, -1)
    """
    begun: list[int] = []
    for place, mark in enumerate(said):
        if mark == "(":
            begun.append(place)
        elif mark == ")" and begun:
            begun.pop()
    return begun[-1] if begun else -1


def _shortest(unit: str) -> str:
    """``台(套)`` as ``台``: other ways to write a counter say nothing more."""
    return re.split(r"[(/、]", unit)[0]
