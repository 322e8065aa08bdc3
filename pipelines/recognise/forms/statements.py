"""Which statements the rows of forms make: one row a kind, with the pages it runs over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

_STATEMENTS = {
    "purchase": "purchase_of_services",
    "procurement": "procurement",
    "state_asset": "state_asset",
    "staffing": "organisation",
}
_OF_PROFILE = {"unit": "organisation", "goal": "performance_department", "task": "performance_department"}
_OF_PROFILE |= {"budget": "performance_department"}


def form_statements(forms: Iterable[dict[str, Any]], taken: Iterable[int]) -> list[dict[str, Any]]:
    """Rows of raw.statement for raw.form: one for every kind of form in a part, however many forms of it there are.

    ``taken`` are table numbers of money statements; a kind whose tables are all taken (two on one sheet) is numbered
    after the last of all.
    """
    rows: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in forms:
        statement = _statement(row)
        if statement is not None:
            rows.setdefault((row["part_no"], statement), []).append(row)
    used = set(taken)
    last = max([*used, *(row["table_no"] for own in rows.values() for row in own)], default=0)
    found = []
    for (part_no, statement), own in rows.items():
        number = next((n for n in sorted({row["table_no"] for row in own}) if n not in used), None)
        if number is None:
            last = number = last + 1
        used.add(number)
        found.append(_row(part_no, statement, number, own))
    return found


def _statement(row: dict[str, Any]) -> str | None:
    fields = json.loads(row["fields"])
    kind = row["kind"]
    if row["table_no"] == 0:  # said in the text
        return None
    if kind == "project":
        return "performance_project" if fields["source"] == "performance_form" else "project"
    if kind == "indicator":
        return "performance_project" if "project_name" in fields else "performance_department"
    return _OF_PROFILE.get(fields.get("item", "")) if kind == "profile" else _STATEMENTS.get(kind)


def _row(part_no: int, statement: str, table_no: int, own: Sequence[dict[str, Any]]) -> dict[str, Any]:
    pages = [row["page"] for row in own]
    return {
        "part_no": part_no,
        "table_no": table_no,
        "statement": statement,
        "title": None,
        "unit": next((unit for row in own if (unit := json.loads(row["fields"]).get("unit"))), None),
        "page_from": min(pages),
        "page_to": max(pages),
        "grids": json.dumps(sorted({row["grid_no"] for row in own} - {0})),
        "columns": "[]",
        "is_empty": False,
    }
