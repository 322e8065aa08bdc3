"""A waiver works to the end of its last day and covers what it names."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.reconcile.waivers import WAIVER_SCHEMA, in_force, no_waivers, waived

LAST = date(2026, 12, 31)


def waivers(**given: object) -> pl.DataFrame:
    row = {"waiver_id": "W2", "document_id": "d", "rule_id": "R1", "reason": "misprint", "owner": "team"}
    return pl.DataFrame([row | {"expiry": LAST} | given], schema=WAIVER_SCHEMA)


@pytest.mark.parametrize(
    ("today", "active"),
    [(date(2026, 12, 30), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)],
)
def test_the_last_day_still_counts(today: date, active: bool) -> None:
    assert in_force(waivers(), today)["is_active"].to_list() == [active]
    assert in_force(waivers(expiry=None), today)["is_active"].to_list() == [False]


RESULTS = pl.DataFrame(
    [
        ("r1", "R1", "d", 1, "total", "fail"),
        ("r2", "R1", "d", 1, "208/total", "fail"),
        ("r3", "R1", "d", 1, "210/total", "pass"),
        ("r4", "R2", "d", 1, "total", "fail"),
        ("r5", "R1", "e", 1, "total", "fail"),
        ("r6", "R1", "f", None, "total", "fail"),
    ],
    schema=["result_id", "rule_id", "document_id", "part_no", "node", "verdict"],
    orient="row",
)
DEPARTMENTS = pl.DataFrame(
    {"document_id": ["d", "e", "f"], "part_no": [1, 1, None], "department_id": ["x", "y", "x"]},
    schema_overrides={"part_no": pl.Int64},
)


def covered(**given: object) -> list[str]:
    return sorted(waived(RESULTS, DEPARTMENTS, waivers(**given), LAST)["result_id"].to_list())


def test_a_waiver_covers_failing_results_of_its_rule_and_place() -> None:
    assert covered() == ["r1", "r2"]
    assert covered(node="208/total") == ["r2"]
    assert covered(rule_id="R2") == ["r4"]
    assert covered(document_id=None, department_id="x") == ["r1", "r2", "r6"]  # with or without a part
    assert covered(document_id="e", department_id="x") == ["r5"]  # a document that is named is what it covers
    assert covered(document_id=None) == []  # names neither: covers nothing
    assert covered(expiry=date(2026, 12, 30)) == []


def test_no_waivers_cover_nothing() -> None:
    assert waived(RESULTS, DEPARTMENTS, no_waivers(), LAST).is_empty()
