"""What the narrative of the five seeds contradicts itself in, found by the rules alone; and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from expectations import load_rules
from pipelines.acquire import scan
from pipelines.conform import conform
from pipelines.extract import read
from pipelines.recognise import recognise
from pipelines.recognise.raw_rows import frames
from pipelines.reconcile.forms.evaluate import evaluate_forms
from pipelines.reconcile.forms.wording import form_findings
from pipelines.reconcile.narrative.evaluate import evaluate_narrative
from pipelines.reconcile.narrative.link import link
from pipelines.reconcile.narrative.wording import narrative_findings
from warehouse.reference.codebook import code_book


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
    core = conform({n: pl.concat([r[n] for r in read_now if n in r], how="diagonal_relaxed") for n in names})
    said = link(core["core.fact_claim"], core["core.fact_budget"], core["core.dim_document"])
    return core | {"core.fact_claim": said}


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


def test_findings_of_the_forms(core: dict[str, pl.DataFrame]) -> None:
    rules = load_rules()
    found = form_findings(evaluate_forms(core, rules), core, rules)
    yuan = 10_000
    assert sorted((r["rule_id"], r["provided"], r["expected"]) for r in found.iter_rows(named=True)) == [
        ("PROJECT-PLAN", 10_000, 100),  # seed 001: 2500%, 5000%, 7500%, 10000%
        ("PROJECT-TEXT", Decimal("0.90") * yuan, 20 * yuan),  # seed 001
        ("PROJECT-TEXT", 10 * yuan, 15 * yuan),  # seed 000
        ("PROJECT-TEXT", 218 * yuan, 220 * yuan),
        ("PROJECT-TEXT", 5060 * yuan, 4906 * yuan),
    ]
    plan = found.filter(pl.col("rule_id") == "PROJECT-PLAN")["message_zh"][0]
    assert "2500%、5000%、7500%、10000%" in plan


def test_what_the_forms_of_the_seeds_add_up_to(core: dict[str, pl.DataFrame]) -> None:
    results = evaluate_forms(core, load_rules()).results.filter(pl.col("verdict") == "pass")
    held = {(r["rule_id"], r["lhs"]) for r in results.iter_rows(named=True)}
    for wan in ("34286.8", "6139.52", "9821.3"):  # projects are project spending: seeds 000, 001, 003
        assert ("B13-PROJECTS", Decimal(wan) * 10_000) in held
    assert ("PROJECT-COSTS", Decimal("8340200.00")) in held  # seed 004: 728.02 basic and 106 project
    assert ("PROJECT-CARRYOVER", Decimal("132400.00")) in held  # seed 001: projects of 2023, brought forward 13.24
    assert {lhs for rule, lhs in held if rule == "ASSETS-TOTAL"} == {544700, 477400, 26695600}
    assert {lhs for rule, lhs in held if rule == "STAFF-TOTAL"} == {30, 31, 3, 2}


def test_claims_of_seed_001_are_linked_to_its_tables(core: dict[str, pl.DataFrame]) -> None:
    claims, facts = core["core.fact_claim"], core["core.fact_budget"]
    rows = claims.filter((pl.col("verdict") == "agrees") & (pl.col("amount_published") == "6518.64143万元"))
    assert set(rows["subject"]) == {"income_total", "spending_total", "budget_total"}
    linked = rows.join(facts.select(fact_line_id="line_id", printed="amount", statement="statement"), on="fact_line_id")
    assert linked.height == rows.height
    assert set(linked["printed"]) == {Decimal("65186400.00")}  # the tables print 6518.64 万元
    differs = claims.filter(pl.col("verdict") == "differs")
    assert set(differs["subject"]) == {"project_amount"}  # what the texts of projects say of them
