"""Another money unit for a table, where its figures are those of other tables only in that unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from pipelines.choose.model import Line
from pipelines.model.units import YUAN

UNITS = ("元", "万元")  # what disclosures print; they differ by what no rounding hides
CLAIMS = 0  # stands for the narrative where tables are numbered
_STEP = Decimal(100)  # yuan: what 万元 with two decimals can tell apart
_DIGITS = 3  # significant digits from which two equal figures are the same figure
_MOST = 10  # the other unit must explain this many times more figures
_FIGURES = {True: 3, False: 2}  # agreeing figures that are needed: where a unit is printed, and where none is
_WITNESSES = {True: 2, False: 1}  # other tables (or the narrative) that they stand in


@dataclass(frozen=True, slots=True)
class Doubt:
    """A table whose figures speak for ``unit``: ``agreeing`` of them are printed elsewhere in that unit."""

    table_no: int
    unit: str
    agreeing: int


def doubts(
    tables: Mapping[int, Sequence[Line]], printed: Mapping[int, str | None], claims: Sequence[Mapping[str, object]]
) -> Iterator[Doubt]:
    """Tables whose unit cannot be right.

    ``tables``: lines by table number, those without a unit too.  ``printed``: the unit printed with each table,
    ``None`` where it has none of its own (then the one in force for it may be wrong without any print error).
    ``claims``: rows of raw.claim.
    """
    where: dict[Decimal, set[int]] = defaultdict(set)
    for number, rows in tables.items():
        for figure in figures_of(rows, rows[0]["unit"] if rows else None):
            where[figure].add(number)
    for figure in claimed(claims):
        where[figure].add(CLAIMS)
    for number, rows in tables.items():
        now = rows[0]["unit"] if rows else None
        for unit in UNITS:
            if unit == now:
                continue
            found = _agreeing(number, rows, unit, where)
            is_printed = printed.get(number) is not None
            enough = found[0] >= _FIGURES[is_printed] and found[1] >= _WITNESSES[is_printed]
            if enough and found[0] >= _MOST * _agreeing(number, rows, now, where)[0]:
                yield Doubt(number, unit, found[0])


def _agreeing(
    number: int, rows: Sequence[Line], unit: str | None, where: Mapping[Decimal, set[int]]
) -> tuple[int, int]:
    """How many figures of a table, taken in ``unit``, are printed elsewhere, and in how many places."""
    places: Counter[int] = Counter()
    count = 0
    for figure in figures_of(rows, unit):
        others = where.get(figure, set()) - {number}
        count += bool(others)
        places.update(others)
    return count, len(places)


def figures_of(rows: Sequence[Line], unit: str | None) -> set[Decimal]:
    """The figures of ``rows``, taken in ``unit``, that tell one sum from another; in hundreds of yuan."""
    if unit is None:
        return set()
    return {_rounded(value * YUAN[unit]) for row in rows if tells(value := Decimal(row["value"]))}


def claimed(claims: Sequence[Mapping[str, object]]) -> Iterator[Decimal]:
    """The figures that rows of raw.claim state, likewise."""
    for claim in claims:
        factor = YUAN.get(str(claim["unit"]))
        if factor is None or claim["value"] is None:
            continue
        value = Decimal(str(claim["value"]))
        if tells(value) and factor.scaleb(-int(str(claim["decimals"]))) <= _STEP:
            yield _rounded(value * factor)


def tells(value: Decimal) -> bool:
    """Whether two figures like it are one."""
    return len(value.normalize().as_tuple().digits) >= _DIGITS


def _rounded(yuan: Decimal) -> Decimal:
    return (yuan / _STEP).quantize(Decimal(1), ROUND_HALF_EVEN)
