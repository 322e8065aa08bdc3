"""The budget unit each row of a lane belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.model.row_roles import RowRole
from pipelines.model.text import compact
from pipelines.recognise.model import Entry
from pipelines.recognise.tables.row_texts import role_of
from pipelines.recognise.tables.rows.adding_up import adds_up
from pipelines.recognise.tables.rows.lane import Lane
from pipelines.recognise.tables.rows.reading import Reading


@dataclass(frozen=True, slots=True)
class Unit:
    """A budget unit as far as it is printed."""

    code: str | None = None
    name: str | None = None


_NONE = Unit()


def units_of_rows(rows: Sequence[Reading], lane: Lane) -> Iterator[Unit]:
    """The unit of each of ``rows``: the one it names, else that of the row above."""
    on_every_row = _on_every_row(rows, lane)
    unit = _NONE
    for row in rows:
        named = named_unit(row, lane)
        if named is not None:
            unit = named
        elif on_every_row and _is_total_of_all(row):
            unit = _NONE
        yield unit


def named_unit(row: Reading, lane: Lane) -> Unit | None:
    """The unit a row names: by a code that is no classification's, or in columns of their own."""
    if is_unit(row, lane):
        return Unit(row.code_of_unit, row.label or None)
    if lane.lists_units or not (row.unit_name or row.unit_code) or role_of(compact(row.unit_name)):
        return None
    return Unit(row.unit_code or None, row.unit_name or None)


def is_unit(row: Reading, lane: Lane) -> bool:
    """Whether a row has the code of a unit and no other: its figures are the unit's totals."""
    return bool(row.code_of_unit) and not row.codes and not lane.mixed


def _is_total_of_all(row: Reading) -> bool:
    """Whether a row is the total of all units, where every other row prints its unit."""
    return not row.unit_name and not row.unit_code and role_of(row.key) == RowRole.TOTAL


def _on_every_row(rows: Sequence[Reading], lane: Lane) -> bool:
    """Whether a unit is printed (not merged downwards) on nearly every row."""
    printed = sum(bool(row.unit_name if lane.unit_name is not None else row.unit_code) for row in rows)
    return printed > 2 and printed >= len(rows) - 1


def with_total_of_units(entries: Sequence[Entry]) -> list[Entry]:
    """A table of budget units without a 合计 row: a lone unit is the total, and so is a first row that the others
    add up to (the department before its units), each year by itself."""
    printed = [entry for entry in entries if entry.figures]
    if not printed or any(entry.role != RowRole.ITEM for entry in printed):
        return list(entries)
    unnamed = _unnamed_total(printed)
    totals = [unnamed] if unnamed is not None else _first_of_years(printed)
    return [_as_total(entry) if any(entry is total for total in totals) else entry for entry in entries]


def _first_of_years(printed: Sequence[Entry]) -> list[Entry]:
    """The rows of the unit named first, one a year, where those below it add up to it in any year."""
    of_years: defaultdict[int | None, list[Entry]] = defaultdict(list)
    for entry in printed:
        of_years[entry.year].append(entry)
    begun = [rows for rows in of_years.values() if rows[0].key == printed[0].key]
    return [rows[0] for rows in begun] if any(_is_sum_of(first, others) for first, *others in begun) else []


def _unnamed_total(printed: Sequence[Entry]) -> Entry | None:
    """The one row without name and code where every other has a code, and those inside no other add up to it."""
    unnamed = [entry for entry in printed if not entry.label and not entry.unit_code]
    codes = {entry.unit_code: entry for entry in printed if entry.unit_code}
    if len(unnamed) != 1 or len(codes) != len(printed) - 1:
        return None
    outer = [entry for code, entry in codes.items() if not any(code[:n] in codes for n in range(1, len(code)))]
    return unnamed[0] if outer and _is_sum_of(unnamed[0], outer) else None


def _as_total(entry: Entry) -> Entry:
    return entry._replace(role=RowRole.TOTAL)


def _is_sum_of(first: Entry, others: Sequence[Entry]) -> bool:
    """Whether ``others`` print nothing in the first column of ``first``, or what adds up to its figure."""
    whole = first.figures[0]
    parts = [figure.amount for entry in others for figure in entry.figures if figure.column is whole.column]
    return not parts or adds_up(whole.amount, parts)
