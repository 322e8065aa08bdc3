"""Planted errors in real documents: flagged, and the right cell named (scripts/mutation_report.py measures all)."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from expectations import load_rules
from pipelines.reconcile.evaluate import evaluate
from tests.kit.mutation.documents import OWN_ERRORS, read, unexplained
from tests.kit.mutation.measure import outcomes
from tests.kit.mutation_report import tally

DOCUMENTS = (
    "seeds/001_dcb022360a949ccc.txt",
    "seeds/002_4062fb8f71933e71.txt",
    "corpus/山东_烟台/退役军人事务局_2026年部门预算.html",
    "corpus/江苏_无锡/信访局_2026年部门预算.pdf",
)
SEED = 20260301
RULES = [rule for rule in load_rules() if rule.of_tables]


@pytest.fixture(scope="module")
def core(shared: Path) -> dict[str, pl.DataFrame]:
    """The documents as recognised."""
    return read([shared / name for name in DOCUMENTS])


def test_documents_fail_only_by_their_own_errors(core: dict[str, pl.DataFrame]) -> None:
    results = evaluate(core["core.fact_budget"], core["core.dim_document"], RULES).results
    assert unexplained(results, core["document"]) == []


def test_every_error_of_a_document_says_why() -> None:
    known = pl.read_csv(OWN_ERRORS)
    assert known.columns == ["document", "statement", "node", "why"]
    assert known.null_count().sum_horizontal().item() == 0
    assert known.select("document", "statement", "node").is_unique().all()


def test_planted_errors_are_flagged_and_the_right_cell_named_first(core: dict[str, pl.DataFrame]) -> None:
    found = list(outcomes(core["core.fact_budget"], core["core.dim_document"], RULES, per_kind=2, seed=SEED))
    counts = tally(found)["all"]
    assert counts["planted"] == len(DOCUMENTS) * 7 * 2
    assert counts["breaks"] >= 45
    assert counts["flagged"] >= 0.95 * counts["breaks"]
    assert counts["determined"] >= 30
    assert counts["named"] >= 0.85 * counts["determined"]
