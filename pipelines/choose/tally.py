"""A quick count, without the registry, of the sums one table keeps: whether it needs another look, and which reading
of it may be the better one.

It knows only what holds in every layout: a row is the sum of the rows below it, a total that of the outermost rows,
合计 that of 基本支出 and 项目支出.  What is chosen in the end is decided by the registry (`pipelines.choose.judge`).
The splits stand in the registry too.  They are said again because its rules want facts of a whole document, conformed
and in yuan, and there are none while the readings of one table are compared; a test holds them to the registry's trees.
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


def _total(total: _Line, block: Sequence[_Line]) -> Tally:
    """A total holds the outermost rows, or an inner total and what stands below it, with or without balances."""
    outermost = [line for line in block if line.parent is None]
    items = [line for line in outermost if line.role == RowRole.ITEM]
    if not items:
        return Tally()
    balances = [line for line in outermost if line.role in BALANCES][:_MAX_BALANCES]
    ways = [[*way, *chosen] for way in _ways(total, block, items) for chosen in _selections(balances)]
    return _sums(total, ways)


def _ways(total: _Line, block: Sequence[_Line], items: list[_Line]) -> list[list[_Line]]:
    """What a total may be the sum of: the items, or an inner total and the items below it."""
    inner = [line for line in block if line.role == RowRole.CURRENT_TOTAL and line is not total]
    return [items, *([line, *(item for item in items if item.number > line.number)] for line in inner)]


def _selections(lines: Sequence[_Line]) -> list[tuple[_Line, ...]]:
    """Every selection of ``lines``, none of them included."""
    return [chosen for count in range(len(lines) + 1) for chosen in combinations(lines, count)]


def _sums(whole: _Line, ways: list[list[_Line]]) -> Tally:
    """Per column of ``whole``: whether one of the sets of lines adds up to it."""
    held = failed = 0
    for column, figure in whole.columns.items():
        sets = [[line.columns[column] for line in way if column in line.columns] for way in ways]
        if not any(map(_any_figure, sets)):
            continue
        fits = any(_fits(figure, parts) for parts in sets if parts)
        held, failed = held + fits, failed + (not fits)
    return Tally(held, failed)


@dataclass(frozen=True, slots=True)
class Split:
    """Measures of which a printed whole is made: names of the whole, parts always there, parts that may be."""

    wholes: tuple[str, ...]
    always: tuple[str, ...]
    sometimes: tuple[str, ...] = ()

    def tally(self, group: Mapping[str, Figure]) -> Tally:
        """Whether the figures of one fund, year and stage add up; parts that are missing may explain a difference."""
        wholes = [group[name] for name in self.wholes if name in group]
        parts = [group[name] for name in (*self.always, *self.sometimes) if name in group]
        present = [name for name in self.always if name in group]
        if not (wholes and present and _any_figure(parts)):
            return Tally()
        if _fits(wholes[0], parts):
            return Tally(held=1)
        is_complete = len(present) == len(self.always)
        return Tally(failed=int(is_complete or _exceed(parts, wholes[0])))


SPLITS = (
    Split(
        (Measure.TOTAL,),
        (Measure.BASIC, Measure.PROJECT),
        (Measure.OPERATING, Measure.REMITTED_TO_SUPERIOR, Measure.SUBSIDY_TO_AFFILIATES, Measure.RESERVE),
    ),
    Split((Measure.BASIC, Measure.TOTAL), (Measure.PERSONNEL, Measure.PUBLIC)),
    Split((Measure.TOTAL,), (Measure.ABROAD, Measure.VEHICLES, Measure.RECEPTION)),
    Split((Measure.VEHICLES,), (Measure.VEHICLE_PURCHASE, Measure.VEHICLE_OPERATION)),
)


def _split(figures: Mapping[Key, Figure]) -> Tally:
    """Whether the columns of one row add up: per fund, year and stage."""
    groups: dict[Key, dict[str, Figure]] = defaultdict(dict)
    for (measure, *where), figure in figures.items():
        groups[tuple(where)][measure] = figure
    return sum((split.tally(group) for group in groups.values() for split in SPLITS), Tally())


def _any_figure(parts: Iterable[Figure]) -> bool:
    """Whether a figure other than zero is among ``parts``."""
    return any(value for value, _ in parts)


def _exceed(parts: Sequence[Figure], whole: Figure) -> bool:
    """Whether parts, none of which is negative, sum to more than the whole: no missing part explains that."""
    values = [value for value, _ in parts]
    return sum(values) > whole[0] and min(values) >= 0


def _fits(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Within rounding: half the steps of all figures."""
    steps = whole[1] + sum((step for _, step in parts), Decimal())
    return 2 * abs(whole[0] - sum((value for value, _ in parts), Decimal())) <= steps
