"""Shortcuts of the identity tests."""

from __future__ import annotations

import polars as pl

from expectations.registry import load_rules
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.evaluation import Evaluation
from tests.reconcile.builder import Disclosure, changed

RULES = load_rules()
BY_ID = {rule.id: rule for rule in RULES}


def evaluated(document: Disclosure, changes: dict[str, str] | None = None) -> Evaluation:
    """All rules on one document, some amounts (yuan, by line_id) changed."""
    facts = document.facts()
    return evaluate(changed(facts, changes) if changes else facts, document.documents(), RULES)


def cell(document: Disclosure, statement: str, name: str, column: int = 0, role: str | None = None) -> str:
    """line_id of the cell in the row with this code or printed name, by column number."""
    facts = document.facts()
    code = pl.coalesce("functional_code", "economic_code", "line_name")
    found = facts.filter(
        (pl.col("statement") == statement)
        & ((code == name) | (pl.col("line_name") == name))
        & (pl.col("col_no") == column)
        & ((pl.col("line_role") == role) if role else pl.lit(True))
    )
    assert found.height >= 1, (statement, name, column)
    return str(found["line_id"][0])


def nodes(evaluation: Evaluation, verdict: str) -> set[tuple[str, str]]:
    """(rule, node) of the results with a verdict."""
    found = evaluation.results.filter(pl.col("verdict") == verdict)
    return set(found.select("rule_id", "node").iter_rows())


def verdict(evaluation: Evaluation, rule: str, node: str) -> str:
    """The verdict of one equation."""
    found = evaluation.results.filter((pl.col("rule_id") == rule) & (pl.col("node") == node))["verdict"].to_list()
    assert len(found) == 1, (rule, node, found)
    return str(found[0])
