"""Entries in their places: numbered, on their side, in blocks of rows that add up among themselves."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.layouts.tables import income_source
from pipelines.model.flows import Flow
from pipelines.model.row_roles import BALANCES, TOTALS
from pipelines.recognise.model import Entry, Line


@dataclass(frozen=True, slots=True)
class LaneKind:
    """What the rows of a lane are: their side of the budget, their classification, and whether they are units."""

    side: str
    scheme: str | None
    lists_units: bool


def placed(entries: Sequence[Entry], kinds: Mapping[int, LaneKind]) -> list[Line]:
    """``entries`` as lines, numbered from 1; ``kinds`` tells of each lane what it is."""
    apart = _lanes_apart(entries, kinds)
    numbers: dict[Hashable, int] = {}
    lines = []
    for line_no, entry in enumerate(entries, 1):
        kind = kinds[entry.lane]
        lane = entry.lane if entry.lane in apart else (kind.side, kind.scheme)
        unit = None if kind.lists_units else (entry.unit_code, entry.unit_name)
        block = numbers.setdefault((lane, unit), len(numbers) + 1)
        lines.append(_line(entry, line_no, block, kind.side))
    return lines


def _lanes_apart(entries: Sequence[Entry], kinds: Mapping[int, LaneKind]) -> set[int]:
    """The lanes that add up by themselves: all of a two-sided table, and where several close with a total of their
    own, those."""
    if len({kind.side for kind in kinds.values()}) > 1:
        return set(kinds)
    closed = {entry.lane for entry in entries if entry.role in TOTALS}
    return closed if len(closed) > 1 else set()


def _line(entry: Entry, line_no: int, block: int, side: str) -> Line:
    names_source = side == Flow.REVENUE and not entry.codes
    return Line(
        lane=entry.lane,
        label=entry.label,
        key=entry.key,
        numbering=entry.numbering,
        codes=entry.codes,
        origin=entry.origin,
        role=entry.role,
        figures=entry.figures,
        unit_code=entry.unit_code,
        unit_name=entry.unit_name,
        year=entry.year,
        stage=entry.stage,
        indent=entry.indent,
        mixed=entry.mixed,
        line_no=line_no,
        block=block,
        flow=Flow.BALANCE if entry.role in BALANCES else side,
        fund_source=income_source(entry.key) if names_source else None,
    )
