"""Of several disclosures of the same budget, which is in force."""

from __future__ import annotations

from datetime import datetime

import polars as pl
import pytest

from pipelines.across.revisions import revisions

_Row = tuple[str, str, int, str, str | None]  # document, department, year, stage, revision
COLUMNS = ("document_id", "department_id", "fiscal_year", "stage", "revision")


def _in_force(rows: list[_Row], read_at: dict[str, int], money: set[str]) -> dict[str, tuple[bool, str | None]]:
    documents = pl.DataFrame(rows, schema=list(COLUMNS), orient="row", schema_overrides={"revision": pl.String})
    documents = documents.with_columns(part_no=pl.lit(1, pl.Int64), is_current=pl.lit(True), supersedes=pl.lit(""))
    days = pl.DataFrame(
        [(id_, datetime(2026, 1, day)) for id_, day in read_at.items()],  # noqa: DTZ001
        schema={"document_id": pl.String, "extracted_at": pl.Datetime("us")},
        orient="row",
    )
    lines = pl.DataFrame({"document_id": sorted(money)}, schema={"document_id": pl.String})
    found = revisions(documents, days, lines.with_columns(part_no=pl.lit(1, pl.Int64)))
    assert found.columns == documents.columns
    return {id_: (now, old) for id_, now, old in found.select("document_id", "is_current", "supersedes").iter_rows()}


A = ("a", "body", 2024, "budget", None)
B = ("b", "body", 2024, "budget", None)
REVISED = ("r", "body", 2024, "budget", "调整")


@pytest.mark.parametrize(
    ("rows", "read_at", "money", "current", "before"),
    [
        ([A, B], {"a": 2, "b": 1}, {"a", "b"}, "a", "b"),  # the one read last
        ([A, B], {"a": 1, "b": 1}, {"a", "b"}, "b", "a"),  # read at once: by id
        ([A, REVISED], {"a": 2, "r": 1}, {"a", "r"}, "r", "a"),  # what calls itself revised goes before
        ([A, REVISED], {"a": 1, "r": 2}, {"a"}, "a", "r"),  # but not where it prints no money
    ],
)
def test_one_is_in_force_and_supersedes_the_one_before(
    rows: list[_Row], read_at: dict[str, int], money: set[str], current: str, before: str
) -> None:
    found = _in_force(rows, read_at, money)
    assert found == {current: (True, before), before: (False, None)}


def test_other_years_stages_and_bodies_stand_by_themselves() -> None:
    others = [
        ("y", "body", 2023, "budget", None),
        ("f", "body", 2024, "final", None),
        ("o", "other", 2024, "budget", None),
    ]
    rows = [A, *others]
    found = _in_force(rows, {row[0]: 1 for row in rows}, {row[0] for row in rows})
    assert found == {row[0]: (True, None) for row in rows}


def test_the_order_they_come_in_does_not_matter() -> None:
    read_at, money = {"a": 1, "b": 2, "r": 1}, {"a", "b", "r"}
    assert _in_force([A, B, REVISED], read_at, money) == _in_force([REVISED, B, A], read_at, money)
