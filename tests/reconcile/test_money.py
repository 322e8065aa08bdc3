"""Exact arithmetic, and corrections of printed figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from pipelines.reconcile.corrections import CORRECTION_SCHEMA, apply_corrections, no_corrections
from pipelines.reconcile.money import cents, micro, yuan, yuan_of_half_micro
from tests.reconcile.changli import changli
from tests.reconcile.support import cell


def test_yuan_and_back() -> None:
    amounts = [Decimal("0.01"), Decimal("-0.05"), Decimal("999999999999999999.99"), None]
    frame = pl.DataFrame({"a": amounts}, schema={"a": pl.Decimal(20, 2)}).with_columns(c=cents("a"))
    assert frame["c"].to_list() == [1, -5, 99999999999999999999, None]
    assert frame.select(yuan("c"))["c"].to_list() == amounts


def test_steps_are_millionths_and_a_missing_one_is_a_cent() -> None:
    steps = [Decimal("0.000001"), Decimal(100), None]
    frame = pl.DataFrame({"s": steps}, schema={"s": pl.Decimal(20, 6)})
    assert frame.select(micro("s"))["s"].to_list() == [1, 100_000_000, 10_000]
    halves = pl.DataFrame({"h": [3, 200, 2_000_001]})
    assert [str(v) for v in halves.select(yuan_of_half_micro("h"))["h"]] == ["0.000001", "0.000100", "1.000000"]


def correction(**given: object) -> pl.DataFrame:
    row = {"correction_id": "C2", "document_id": "1" * 64, "printed": Decimal("65186400.00"), "owner": "team",
           "corrected": Decimal("65186500.00"), "reason": "misprint", "accepted": date(2026, 1, 1)}  # fmt: skip
    return pl.DataFrame([row | given], schema=CORRECTION_SCHEMA)


LINE = cell(changli(), "summary", "收入总计")


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"line_id": LINE}, "applied"),
        ({"line_id": LINE, "accepted": None}, "suggested"),
        ({"line_id": "gone"}, "not_found"),
        ({"line_id": LINE, "document_id": "2" * 64}, "not_found"),
        ({"line_id": LINE, "printed": Decimal("1.00")}, "other_figure"),
        ({"statement": "summary", "node": "收入总计", "measure": "total"}, "applied"),
        ({"statement": "summary", "node": "没有此行", "measure": "total"}, "not_found"),
        ({"statement": "expenditure", "node": "收入总计", "measure": "total"}, "not_found"),
    ],
)
def test_only_an_accepted_correction_of_the_printed_figure_is_applied(given: dict[str, object], status: str) -> None:
    before = changli().facts()
    after, told = apply_corrections(before, correction(**given))
    assert told["status"].to_list() == [status]
    changed = before.filter(after["amount"] != before["amount"])["line_id"].to_list()
    assert changed == ([LINE] if status == "applied" else [])
    if changed:
        row = after.filter(pl.col("line_id") == LINE)
        assert row["amount"].to_list() == [Decimal("65186500.00")]
        assert row["amount_published"].equals(before.filter(pl.col("line_id") == LINE)["amount_published"])


def test_no_corrections_change_nothing() -> None:
    facts = changli().facts()
    after, told = apply_corrections(facts, no_corrections())
    assert after.equals(facts)
    assert told.is_empty()
