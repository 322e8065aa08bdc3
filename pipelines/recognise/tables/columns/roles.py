"""What the columns of one lane say together."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.model.column_roles import ColumnRole
from pipelines.recognise.model import Column

_UNIT_ROLES = frozenset({ColumnRole.UNIT_NAME, ColumnRole.UNIT_CODE})


def lists_units(lane: Iterable[Column]) -> bool:
    """Whether the rows of a lane are budget units, not codes of units."""
    roles = {column.role for column in lane}
    return bool(roles & _UNIT_ROLES) and not any(role.startswith(("code", "name")) for role in roles)
