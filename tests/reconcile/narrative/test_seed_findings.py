"""What the narrative of the five seeds contradicts itself in, found by the rules alone; and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from assets.codebook import code_book
from expectations import load_rules
from pipelines.acquire import scan
from pipelines.conform import conform
from pipelines.extract import read
from pipelines.process import frames
from pipelines.recognise import recognise
from pipelines.reconcile.narrative.evaluate import evaluate_narrative
from pipelines.reconcile.narrative.wording import narrative_findings


@pytest.fixture(scope="module")
def core(shared: Path) -> dict[str, pl.DataFrame]:
    """Core frames of the five seeds."""
    sources, _ = scan([str(shared / "seeds")])
    read_now = []
    for source in sources:
        document = read(source)
        rows = frames(source, document, recognise(document, code_book()), "text/plain")
        stamp = pl.lit(datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None), pl.Datetime("us"))
        rows["raw.document"] = rows["raw.document"].with_columns(extracted_at=stamp)
        read_now.append(rows)
    names = {name for rows in read_now for name in rows}
    return conform({n: pl.concat([r[n] for r in read_now if n in r], how="diagonal_relaxed") for n in names})


def test_findings(core: dict[str, pl.DataFrame]) -> None:
    claims, facts, rules = core["core.fact_claim"], core["core.fact_budget"], load_rules()
    evaluation = evaluate_narrative(claims, facts, core["core.dim_document"], rules)
    found = narrative_findings(evaluation, claims, facts, rules)
    by_rule = {r["rule_id"]: (r["provided"], r["expected"]) for r in found.iter_rows(named=True)}
    assert by_rule == {
        "N5-VEHICLES": (Decimal("0.00"), Decimal("32000.00")),
        "N6-ITEMS": (Decimal("138000.00"), Decimal("137600.00")),
    }
    assert found.height == 2
    assert found["message_zh"].str.contains("第1页").all()


def test_claims_of_seed_001_are_linked_to_its_tables(core: dict[str, pl.DataFrame]) -> None:
    claims, facts = core["core.fact_claim"], core["core.fact_budget"]
    rows = claims.filter((pl.col("verdict") == "agrees") & (pl.col("amount_published") == "6518.64143万元"))
    assert set(rows["subject"]) == {"income_total", "spending_total", "budget_total"}
    linked = rows.join(facts.select(fact_line_id="line_id", printed="amount", statement="statement"), on="fact_line_id")
    assert linked.height == rows.height
    assert set(linked["printed"]) == {Decimal("65186400.00")}  # the tables print 6518.64 万元
    assert not (claims["verdict"] == "differs").any()
