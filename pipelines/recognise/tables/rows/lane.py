"""The columns of one lane by what they say of a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.model.column_roles import ColumnRole
from pipelines.recognise.model import Column, Columns, Headed
from pipelines.recognise.tables.columns.roles import lists_units

_NAME_ROLES = (
    ColumnRole.NAME_FUNCTIONAL,
    ColumnRole.NAME_ECONOMIC,
    ColumnRole.NAME_GOVERNMENT,
    ColumnRole.NAME,
    ColumnRole.PROJECT_NAME,
    ColumnRole.UNIT_NAME,
)
_OF_LISTS = (ColumnRole.NAME_FUNCTIONAL, ColumnRole.NAME_ECONOMIC, ColumnRole.NAME_GOVERNMENT)


@dataclass(frozen=True, slots=True)
class Lane:
    """One block of label and amounts; ``names`` are its name columns, the most telling first."""

    number: int
    columns: Columns
    amounts: Columns
    names: Columns
    groups: frozenset[int]  # name columns before the codes of names that follow them: they say what a row is among
    unit_name: Column | None
    unit_code: Column | None
    year: Column | None
    lists_units: bool  # its rows are budget units
    mixed: bool  # it names units and functions in one column


def lanes(headed: Headed) -> Iterator[Lane]:
    """The lanes of a table that hold figures, from the left."""
    for number in sorted({column.lane for column in headed.amounts}):
        yield lane_of(number, headed.lane(number))


def lane_of(number: int, columns: Columns) -> Lane:
    """``columns`` as one lane."""
    names = [column for column in columns if column.role in _NAME_ROLES]
    groups = _before_codes(columns, names)
    return Lane(
        number=number,
        columns=columns,
        amounts=tuple(column for column in columns if column.is_amount),
        names=tuple(sorted(names, key=lambda c: (c.index in groups, _NAME_ROLES.index(c.role)))),
        groups=groups,
        unit_name=_first(columns, ColumnRole.UNIT_NAME),
        unit_code=_first(columns, ColumnRole.UNIT_CODE),
        year=_first(columns, ColumnRole.YEAR),
        lists_units=lists_units(columns),
        mixed=any(column.mixed for column in names),
    )


def _before_codes(columns: Columns, names: list[Column]) -> frozenset[int]:
    """Plain name columns before a code column, where a name of the list of those codes stands behind it."""
    codes = [column.index for column in columns if column.role.startswith("code")]
    if not codes or not any(name.role in _OF_LISTS and name.index > codes[0] for name in names):
        return frozenset()
    return frozenset(name.index for name in names if name.role == ColumnRole.NAME and name.index < codes[0])


def _first(columns: Columns, role: str) -> Column | None:
    return next((column for column in columns if column.role == role), None)
