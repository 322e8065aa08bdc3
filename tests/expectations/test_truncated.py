"""A text that cuts digits off (1,237 for 1,237.67) is told from one that rounds and from one that is wrong."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.reconcile.narrative.evaluate import evaluate_narrative
from pipelines.reconcile.narrative.link import link
from tests.expectations.test_three_narrative import SCHEMA, Said
from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.support import RULES


@pytest.mark.parametrize(
    ("printed", "said", "verdict", "linked"),
    [
        ("1237.67", "1237.67", "pass", "agrees"),
        ("1237.67", "1238", "rounding", "agrees"),
        ("1237.67", "1237.7", "rounding", "agrees"),
        ("1237.67", "1237", "truncated", "agrees"),
        ("1237.67", "1237.6", "truncated", "agrees"),
        ("-1237.67", "-1237", "truncated", "agrees"),
        ("1237.67", "1236", "fail", "differs"),
        ("1237.67", "1239", "fail", "differs"),
        ("1237", "1235", "fail", "differs"),  # as many digits as the table: none was cut
        ("-1237.67", "1237", "fail", "differs"),
    ],
)
def test_only_what_lacks_its_last_digits_is_cut(printed: str, said: str, verdict: str, linked: str) -> None:
    document = Disclosure().table("expenditure", [Column("total")], [Row("合计", (printed,), role="total")])
    claims = pl.DataFrame([Said("a", "spending_total", said).row(document)], schema=SCHEMA)
    known = link(claims, document.facts(), document.documents())
    results = evaluate_narrative(known, document.facts(), document.documents(), RULES).results
    own = results.filter(pl.col("rule_id") == "N2-TOTAL")
    assert own["verdict"].to_list() == [verdict]
    assert known["verdict"].to_list() == [linked]
