"""Forms are statements: one a kind and part, with its pages, numbered apart from the money statements."""

from __future__ import annotations

import json
from typing import Any

from pipelines.recognise.forms.statements import form_statements
from tests.recognise.forms.conftest import FormRows


def _row(kind: str, page: int, table_no: int, **fields: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "part_no": 1,
        "page": page,
        "table_no": table_no,
        "grid_no": page,
        "fields": json.dumps(fields),
    }


def test_one_a_kind_with_its_pages() -> None:
    rows = [
        _row("project", 3, 7, source="performance_form", unit="万元"),
        _row("indicator", 5, 8, project_name="甲"),
        _row("staffing", 1, 2),
        _row("profile", 1, 0, item="duty"),
    ]
    found = form_statements(rows, [1])
    assert [(r["statement"], r["table_no"], r["page_from"], r["page_to"]) for r in found] == [
        ("performance_project", 7, 3, 5),
        ("organisation", 2, 1, 1),
    ]


def test_kinds_that_share_a_table_are_numbered_apart() -> None:
    rows = [
        _row("indicator", 1, 4),
        _row("indicator", 1, 4, project_name="甲"),
        _row("project", 1, 4, source="project_table"),
    ]
    numbers = [r["table_no"] for r in form_statements(rows, [4, 9])]
    assert len(set(numbers)) == 3
    assert not set(numbers) & {4, 9}


def test_a_form_alone_is_a_statement(form_rows: FormRows) -> None:
    found = {r["statement"] for r in form_statements(form_rows("seeds/003_261c3b20d083d2db.txt"), [])}
    assert found == {"performance_department", "performance_project"}
