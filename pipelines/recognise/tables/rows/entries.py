"""Rows of a table to labelled entries, one lane after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.layouts.tables import row_role
from pipelines.model.row_roles import RowRole
from pipelines.model.text import compact
from pipelines.recognise.model import Entry, Headed, Row
from pipelines.recognise.tables.rows.lane import Lane, lanes
from pipelines.recognise.tables.rows.reading import Reading, names_stage, read_rows
from pipelines.recognise.tables.rows.undoubled import without_doubles
from pipelines.recognise.tables.rows.units import Unit, is_unit, units_of_rows, with_total_of_units

_OF_WHICH = re.compile(r"^(其中|减)[:,]?")


def entries(headed: Headed) -> list[Entry]:
    """The labelled rows of a table, lane by lane, blank rows left out."""
    rows = without_doubles(headed)
    return [entry for lane in lanes(headed) for entry in _of_lane(rows, lane)]


def _of_lane(rows: Sequence[Row], lane: Lane) -> list[Entry]:
    found = list(_entries(rows, lane))
    return with_total_of_units(found) if lane.lists_units else found


def _entries(rows: Sequence[Row], lane: Lane) -> Iterator[Entry]:
    readings = read_rows(rows, lane)
    for row, unit in zip(readings, units_of_rows(readings, lane), strict=True):
        lacks_year = lane.year is not None and row.year is None
        if not row.is_blank and not lacks_year:
            yield _entry(row, unit, lane, is_only=len(rows) == 1)


def _entry(row: Reading, unit: Unit, lane: Lane, is_only: bool) -> Entry:
    own_unit = row.unit_code or row.code_of_unit
    unit_code = own_unit if lane.mixed else unit.code or row.unit_code
    return Entry(
        lane=lane.number,
        label=row.label,
        key=row.key,
        numbering=row.numbering,
        codes=row.codes,
        origin=row.origin if row.codes else None,
        role=_role(row, lane, is_only),
        figures=row.figures,
        unit_code=unit_code or None,
        unit_name=None if lane.mixed else unit.name,
        year=row.year,
        stage=row.stage,
        indent=row.indent,
        mixed=lane.mixed,
    )


def _role(row: Reading, lane: Lane, is_only: bool) -> str:
    if names_stage(row.key) or is_unit(row, lane):
        return RowRole.TOTAL
    named = _role_by_name(row) if not row.codes else None
    if named is not None:
        return named
    return RowRole.TOTAL if _is_unnamed_total(row, lane, is_only) else RowRole.ITEM


def _role_by_name(row: Reading) -> str | None:
    return RowRole.OF_WHICH if _OF_WHICH.match(compact(row.label)) else row_role(row.key)


def _is_unnamed_total(row: Reading, lane: Lane, is_only: bool) -> bool:
    """Whether a row is the only one and has no name column, or names its unit only."""
    if is_only and not lane.names:
        return True
    names_unit = bool(row.unit_name) and compact(row.label) == compact(row.unit_name)
    return names_unit and not row.codes and not lane.lists_units
