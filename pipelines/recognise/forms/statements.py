"""Which statements the rows of forms make: one row a kind, with the pages it runs over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipelines.model.form_words import Field, Kind, ProfileItem, Source
from pipelines.model.statements import Statement

_OF_KIND: Mapping[str, Statement] = {
    Kind.PURCHASE: Statement.PURCHASE_OF_SERVICES,
    Kind.PROCUREMENT: Statement.PROCUREMENT,
    Kind.STATE_ASSET: Statement.STATE_ASSET,
    Kind.STAFFING: Statement.ORGANISATION,
}
_OF_PROFILE: Mapping[str, Statement] = {
    ProfileItem.UNIT: Statement.ORGANISATION,
    ProfileItem.GOAL: Statement.PERFORMANCE_DEPARTMENT,
    ProfileItem.TASK: Statement.PERFORMANCE_DEPARTMENT,
    ProfileItem.BUDGET: Statement.PERFORMANCE_DEPARTMENT,
}

Raw = dict[str, Any]


def form_statements(forms: Iterable[Raw], taken: Iterable[int]) -> list[Raw]:
    """Rows of raw.statement for raw.form: one for every kind of form in a part, however many forms of it there are.

    ``taken`` are table numbers of money statements; a kind whose tables are all taken (two on one sheet) is numbered
    after the last of all.
    """
    rows: dict[tuple[int, Statement], list[Raw]] = {}
    for row in forms:
        statement = _statement(row)
        if statement is not None:
            rows.setdefault((row["part_no"], statement), []).append(row)
    used = set(taken)
    last = max([*used, *(row["table_no"] for own in rows.values() for row in own)], default=0)
    found = []
    for (part_no, statement), own in rows.items():
        free = {row["table_no"] for row in own} - used
        last = last if free else last + 1
        number = min(free, default=last)
        used.add(number)
        found.append(_row(part_no, statement, number, own))
    return found


def _statement(row: Raw) -> Statement | None:
    """The statement a row belongs to; what is said in the text is of none."""
    if row["table_no"] == 0:
        return None
    fields = json.loads(row["fields"])
    match row["kind"]:
        case Kind.PROJECT:
            return Statement.PERFORMANCE_PROJECT if fields[Field.SOURCE] == Source.FORM else Statement.PROJECT
        case Kind.INDICATOR:
            is_of_project = Field.PROJECT_NAME in fields
            return Statement.PERFORMANCE_PROJECT if is_of_project else Statement.PERFORMANCE_DEPARTMENT
        case Kind.PROFILE:
            return _OF_PROFILE.get(fields.get(Field.ITEM, ""))
        case kind:
            return _OF_KIND.get(kind)


def _row(part_no: int, statement: Statement, table_no: int, own: Sequence[Raw]) -> Raw:
    pages = [row["page"] for row in own]
    units = (json.loads(row["fields"]).get(Field.UNIT) for row in own)
    return {
        "part_no": part_no,
        "table_no": table_no,
        "statement": statement.value,
        "title": None,
        "unit": next(filter(None, units), None),
        "page_from": min(pages),
        "page_to": max(pages),
        "grids": json.dumps(sorted({row["grid_no"] for row in own} - {0})),
        "columns": "[]",
        "is_empty": False,
    }
