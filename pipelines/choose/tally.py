"""A quick count, without the registry, of the sums one table keeps: whether it needs another look, and which reading
of it may be the better one.

It knows only what holds in every layout: a row is the sum of the rows below it, a total that of the outermost rows,
合计 that of 基本支出 and 项目支出.  What is chosen in the end is decided by the registry (`pipelines.choose.judge`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import Any

from pipelines.model.measures import Measure
from pipelines.model.row_roles import BALANCES, TOTALS, RowRole
from pipelines.model.statements import Statement

Row = Mapping[str, Any]
Figure = tuple[Decimal, Decimal]  # value and step, in the printed unit
Key = tuple[Any, ...]

_MAX_BALANCES = 5
# of which a printed whole is made: whole, parts that are always there, parts that may be
_SPLITS: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        (Measure.TOTAL,),
        (Measure.BASIC, Measure.PROJECT),
        (Measure.OPERATING, Measure.REMITTED_TO_SUPERIOR, Measure.SUBSIDY_TO_AFFILIATES, Measure.RESERVE),
    ),
    ((Measure.BASIC, Measure.TOTAL), (Measure.PERSONNEL, Measure.PUBLIC), ()),
    ((Measure.TOTAL,), (Measure.ABROAD, Measure.VEHICLES, Measure.RECEPTION), ()),
    ((Measure.VEHICLES,), (Measure.VEHICLE_PURCHASE, Measure.VEHICLE_OPERATION), ()),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums with figures other than zero that hold, and that do not."""

    held: int = 0
    failed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.held + other.held, self.failed + other.failed)

    def beats(self, other: Tally) -> bool:
        """Strictly more sums held and strictly fewer failed."""
        return self.held > other.held and self.failed < other.failed


def tally(rows: Sequence[Row]) -> Tally:
    """The sums of one table (rows of raw.line)."""
    lines = _lines(rows)
    found = [_split(line.measures) for line in lines.values()]
    if rows and rows[0]["statement"] == Statement.THREE_PUBLIC:
        return sum(found, Tally())
    found += [_children(line, lines.values()) for line in lines.values()]
    blocks: dict[Any, list[_Line]] = defaultdict(list)
    for line in lines.values():
        blocks[line.block].append(line)
    found += [_total(line, block) for block in blocks.values() for line in block if line.role in TOTALS]
    return sum(found, Tally())


@dataclass(slots=True)
class _Line:
    number: int
    block: Any
    role: str
    parent: int | None
    columns: dict[Key, Figure] = field(default_factory=dict)  # by what is printed above it
    measures: dict[Key, Figure] = field(default_factory=dict)  # by what it was taken for


def _lines(rows: Iterable[Row]) -> dict[int, _Line]:
    out: dict[int, _Line] = {}
    for row in rows:
        number = row["line_no"]
        line = out.setdefault(number, _Line(number, row["block_no"], row["line_role"], row["parent_line_no"]))
        when = row["fiscal_year"], row["year_offset"], row["stage"]
        figure = Decimal(row["value"]), Decimal(1).scaleb(-int(row["decimals"]))
        column: Key = (row["column_title"] or row["col_no"], *when)
        while column in line.columns:
            column = (*column, "again")
        line.columns[column] = figure
        line.measures.setdefault((row["measure"], row["fund_source"], *when), figure)
    return out


def _children(parent: _Line, lines: Iterable[_Line]) -> Tally:
    below = [line for line in lines if line.parent == parent.number and line.role != RowRole.OF_WHICH]
    return _sums(parent, [below]) if below else Tally()


def _total(total: _Line, block: list[_Line]) -> Tally:
    """A total holds the outermost rows, or an inner total and what stands below it, with or without balances."""
    outer = [line for line in block if line.parent is None and line.role == "item"]
    if not outer:
        return Tally()
    ways = [outer]
    for inner in block:
        if inner.role == RowRole.CURRENT_TOTAL and inner is not total:
            ways.append([inner, *(line for line in outer if line.number > inner.number)])
    balances = [line for line in block if line.parent is None and line.role in BALANCES][:_MAX_BALANCES]
    some = [chosen for n in range(len(balances) + 1) for chosen in combinations(balances, n)]
    return _sums(total, [[*way, *chosen] for way in ways for chosen in some])


def _sums(whole: _Line, ways: list[list[_Line]]) -> Tally:
    """Per column of ``whole``: whether one of the sets of lines adds up to it."""
    held = failed = 0
    for column, figure in whole.columns.items():
        sets = [[line.columns[column] for line in way if column in line.columns] for way in ways]
        if not any(value for parts in sets for value, _ in parts):
            continue
        fits = any(_fits(figure, parts) for parts in sets if parts)
        held, failed = held + fits, failed + (not fits)
    return Tally(held, failed)


def _split(figures: Mapping[Key, Figure]) -> Tally:
    """Whether the columns of one row add up: per fund, year and stage."""
    groups: dict[Key, dict[str, Figure]] = defaultdict(dict)
    for (measure, *where), figure in figures.items():
        groups[tuple(where)][measure] = figure
    held = failed = 0
    for group in groups.values():
        for wholes, always, sometimes in _SPLITS:
            whole = next((group[name] for name in wholes if name in group), None)
            parts = [group[name] for name in (*always, *sometimes) if name in group]
            if whole is None or not any(name in group for name in always) or not any(value for value, _ in parts):
                continue
            complete = all(name in group for name in always)
            over = sum(value for value, _ in parts) > whole[0] and all(value >= 0 for value, _ in parts)
            fits = _fits(whole, parts)
            held, failed = held + fits, failed + (not fits and (complete or over))
    return Tally(held, failed)


def _fits(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Within rounding: half the steps of all figures."""
    steps = whole[1] + sum((step for _, step in parts), Decimal())
    return 2 * abs(whole[0] - sum((value for value, _ in parts), Decimal())) <= steps
