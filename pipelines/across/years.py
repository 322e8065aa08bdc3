"""Rules that compare the disclosures of a department: a year with the next, final accounts with their budget."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.model.judgements import Verdict
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.evaluation import Evaluation, together
from pipelines.reconcile.ids import with_result_ids
from pipelines.reconcile.keys import PART
from pipelines.reconcile.rule import Figures, Rule


def statements_compared(rules: Sequence[Rule]) -> list[str]:
    """The statements whose facts `compare` needs."""
    sides = (side for rule in rules if isinstance(rule.shape, Figures) for side in (*rule.shape.lhs, *rule.shape.rhs))
    return sorted({name for selector in sides for name in selector.statement})


def compare(facts: pl.DataFrame, documents: pl.DataFrame, rules: Sequence[Rule], judged: pl.DataFrame) -> Evaluation:
    """Results and terms of the rules across disclosures.

    Args:
        facts: core.fact_budget and what is in quarantine, of `statements_compared`.
        documents: core.dim_document, with `is_current` as it stands among all.
        rules: those with `across`; the others are left alone.
        judged: document_id, part_no of every disclosure with figures.

    Returns:
        one result per equation, and one `not_applicable` for every disclosure a rule reads without finding any.
    """
    own = [rule for rule in rules if rule.across]
    found = evaluate(facts, documents, own)
    stages = judged.join(documents.select(*PART, "stage"), on=PART)
    silent = [_silent(rule, stages, found.results) for rule in own]
    return together([found, *silent])


def _silent(rule: Rule, disclosures: pl.DataFrame, results: pl.DataFrame) -> Evaluation:
    """That the rule says nothing of disclosures whose statements hold nothing it compares."""
    spoken = results.filter(pl.col("rule_id") == rule.id)
    rows = disclosures.filter(pl.col("stage").is_in(rule.stages)).join(spoken, on=PART, how="anti").sort(PART)
    rows = rows.with_columns(
        rule_id=pl.lit(rule.id),
        severity=pl.lit(rule.severity),
        statement=pl.lit(rule.statements[0] if rule.statements else ""),
        node=pl.lit(""),
        place=pl.lit(None, pl.String),
        verdict=pl.lit(Verdict.NOT_APPLICABLE),
        table_no=pl.lit(None, pl.Int64),
        **{name: pl.lit(None) for name in ("lhs", "rhs", "residual", "tolerance")},
    )
    return Evaluation.of(with_result_ids(rows), Evaluation.empty().terms)
