"""What is said of a file of which nothing is known to be whose, or of which year."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.model.schema import empty_frame
from pipelines.reconcile.documents import document_rows

RESULTS = pl.DataFrame(schema={"document_id": pl.String, "verdict": pl.String})


def message(*findings: dict[str, object]) -> str:
    """The message of a file with one line that has no place, and these findings."""
    given: dict[str, list[dict[str, object]]] = {
        "raw.document": [{"document_id": "a", "pages": 2}],
        "raw.statement": [{"document_id": "a", "part_no": 1, "table_no": 1}],
        "raw.line": [{"document_id": "a", "line_id": "a-1"}],
        "raw.finding": [{"document_id": "a", "finding_no": n} | one for n, one in enumerate(findings, 1)],
        "raw.form": [],
    }
    raw = {name: pl.DataFrame(rows, schema=empty_frame(name).schema) for name, rows in given.items()}
    core, held, parts = map(empty_frame, ("core.fact_budget", "quarantine.fact_budget", "core.dim_document"))
    (row,) = document_rows(raw, core, held, RESULTS, parts, core).iter_rows(named=True)
    assert row["reason"] == "owner_or_year_unknown"
    return str(row["message_zh"])


@pytest.mark.parametrize(
    ("page", "kind", "is_named"), [(1, "print_dropped", True), (2, "print_dropped", False), (1, "poor_scan", False)]
)
def test_print_of_the_cover_that_was_not_read_is_named(page: int, kind: str, *, is_named: bool) -> None:
    said = message({"kind": kind, "page": page, "message_zh": "甲局二字未读出", "message_en": "two words"})
    assert ("甲局二字未读出" in said) is is_named
    assert "1 个金额未入库" in said


def test_without_such_print_nothing_is_added() -> None:
    assert message().endswith("预决算阶段")
