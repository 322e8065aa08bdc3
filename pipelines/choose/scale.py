"""Tables whose figures cannot be in the unit printed with them: more than any such body spends, or next to nothing.

A sum of money says nothing of its unit; what a county's bureau can spend does.  Such a table takes another unit only
where the text or another table prints the same figures in it; else it is held back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.choose.model import Line
from pipelines.choose.units import UNITS, claimed, figures_of, tells
from pipelines.layouts.tables import strip_numbering
from pipelines.model.statements import Statement
from pipelines.model.text import compact
from pipelines.model.units import BEYOND, YUAN

# Statements whose largest figure is what a body takes in or spends.
WHOLE = frozenset({Statement.SUMMARY, Statement.REVENUE, Statement.EXPENDITURE, Statement.GENERAL_BUDGET})
_LEAST = Decimal(10_000)  # yuan a year: the smallest body with a budget of its own spends more
# Yuan a year by the level of the region: the largest bodies of a county, a prefecture, a province spend a third of it.
_MOST = {"county": Decimal(5) * 10**10, "prefecture": Decimal(2) * 10**11, "province": Decimal(10) ** 12}
_MOST_OF_THREE_PUBLIC = {"county": Decimal(2) * 10**8, "prefecture": Decimal(10) ** 9, "province": Decimal(10) ** 10}
_UNUSUAL = 20  # times less than the most, or more than the least, a text is believed that says otherwise
_BEYOND = 10  # times what the body spends in all
_CLAIMS = 2  # figures of the text that prove a unit, where it states none in the other


@dataclass(frozen=True, slots=True)
class Outsized:
    """Tables that are out of scale for one reason, and the unit their figures are proven to be in, if any."""

    tables: tuple[int, ...]
    unit: str | None


def outsized(
    tables: Mapping[int, Sequence[Line]], claims: Sequence[Mapping[str, object]], region: str | None
) -> Iterator[Outsized]:
    """Tables that are out of scale.

    ``tables``: lines by table number; ``claims``: rows of raw.claim; ``region``: the code of the body's region.
    """
    tops = {number: _top(rows) for number, rows in tables.items() if rows and YUAN.get(rows[0]["unit"])}
    whole = {number: top for number, top in tops.items() if tables[number][0]["statement"] in WHOLE}
    wrong = _wholes(whole, tops, tables, claims, region)
    if wrong is not None:
        yield wrong
        return
    spent = max(whole.values(), default=None)
    for number in tops.keys() - whole.keys():
        if _is_too_much(tables[number][0]["statement"], tops[number], spent, region):
            yield Outsized((number,), _by_tables(number, tables))


def _wholes(
    whole: Mapping[int, Decimal],
    tops: Collection[int],
    tables: Mapping[int, Sequence[Line]],
    claims: Sequence[Mapping[str, object]],
    region: str | None,
) -> Outsized | None:
    """Where a table of all income or spending is out of scale, it and all others of its unit."""
    for unusual, is_enough in ((_UNUSUAL, False), (1, True)):
        wrong = {tables[number][0]["unit"] for number, top in whole.items() if not _is_a_bodys(top, region, unusual)}
        together = tuple(number for number in tops if tables[number][0]["unit"] in wrong)
        unit = _by_text(together, tables, claims)
        if together and (is_enough or unit is not None):
            return Outsized(together, unit)
    return None


def _top(rows: Sequence[Line]) -> Decimal:
    return max(abs(Decimal(row["value"])) * YUAN[row["unit"]] for row in rows)


def _is_a_bodys(yuan: Decimal, region: str | None, unusual: int) -> bool:
    """Whether a body may spend so much, or by a factor ``unusual`` less than the most, more than the least."""
    if yuan == 0 or (yuan < _LEAST and region is None):  # whose place is not known may be anything small
        return True
    return _LEAST * unusual <= yuan <= _MOST[_level(region)] / unusual


def _is_too_much(statement: str, yuan: Decimal, spent: Decimal | None, region: str | None) -> bool:
    if yuan >= BEYOND or (spent is not None and 0 < spent * _BEYOND < yuan):
        return True
    return statement == Statement.THREE_PUBLIC and yuan > _MOST_OF_THREE_PUBLIC[_level(region)]


def _level(region: str | None) -> str:
    """The level of a region's code; a body of an unknown one may be of any."""
    if region is None or region.endswith("0000"):
        return "province"
    return "prefecture" if region.endswith("00") else "county"


def _by_text(
    together: Collection[int], tables: Mapping[int, Sequence[Line]], claims: Sequence[Mapping[str, object]]
) -> str | None:
    """The unit in which the text states figures of the tables, none of which it states in theirs."""
    stated = set(claimed(claims))
    if any(stated & figures_of(tables[number], tables[number][0]["unit"]) for number in together):
        return None
    for unit in UNITS:
        figures = {figure for number in together for figure in figures_of(tables[number], unit)}
        if len(stated & figures) >= _CLAIMS:
            return unit
    return None


def _by_tables(number: int, tables: Mapping[int, Sequence[Line]]) -> str | None:
    """The unit in which another table prints a row of the same name with the same figure."""
    others = {pair for other, rows in tables.items() if other != number and rows for pair in _named(rows, None)}
    own = tables[number]
    for unit in UNITS:
        if unit != own[0]["unit"] and others & set(_named(own, unit)):
            return unit
    return None


def _named(rows: Sequence[Line], unit: str | None) -> Iterator[tuple[str, Decimal]]:
    """Name and yuan of the rows, in ``unit`` or that of their own; zero says nothing."""
    for row in rows:
        factor = YUAN.get(unit or row["unit"] or "")
        value = Decimal(row["value"])
        name = strip_numbering(compact(row["line_name"] or ""))[1]
        if factor is not None and name and value and (tells(value) or len(name) > 2):
            yield name, value * factor
