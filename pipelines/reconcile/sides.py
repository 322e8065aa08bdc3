"""From both sides of equations between the text, the forms and the tables to results and terms like the tables' own."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipelines.model.judgements import Verdict
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.ids import with_result_ids
from pipelines.reconcile.keys import PART
from pipelines.reconcile.money import EXACT
from pipelines.reconcile.rule import Rule


def evaluation(found: Iterable[tuple[Rule, pl.DataFrame]], documents: pl.DataFrame) -> Evaluation:
    """Judge the equations of each rule in the documents of its stages.

    Args:
        found: rule and its equations: document_id, part_no, statement, node, lhs, rhs, tolerance (exact decimals),
            applies, lhs_lines and rhs_lines (lists of line ids), and cut where one side may be cut short.
        documents: core.dim_document.
    """
    stages = documents.select(*PART, document_stage="stage").unique(PART)
    rows = [_of(rule, number, equations, stages) for number, (rule, equations) in enumerate(found)]
    if not rows:
        return Evaluation.empty()
    results = _judged(pl.concat(rows))
    terms = pl.concat([_terms(results, "lhs", 1), _terms(results, "rhs", -1)]).unique(maintain_order=True)
    return Evaluation.of(results, terms)


def _of(rule: Rule, number: int, equations: pl.DataFrame, stages: pl.DataFrame) -> pl.DataFrame:
    if "cut" not in equations.columns:
        equations = equations.with_columns(cut=pl.lit(value=False))
    placed = equations.join(stages, on=PART, how="inner").filter(pl.col("document_stage").is_in(rule.stages))
    return placed.with_columns(
        rule_id=pl.lit(rule.id), severity=pl.lit(rule.severity), rule=pl.lit(number), bound=rule.op == "le"
    )


def _judged(rows: pl.DataFrame) -> pl.DataFrame:
    gap = pl.col("lhs") - pl.col("rhs")
    lines = (pl.col(f"{side}_lines").list.sort().list.join(" ") for side in ("lhs", "rhs"))
    rows = rows.with_columns(table_no=pl.lit(None, pl.Int64), place=pl.concat_str(*lines, separator=" = "))
    rows = with_result_ids(rows.sort(*PART, "rule", "place", "node"))
    beyond = pl.when("bound").then(gap).otherwise(gap.abs())
    return rows.with_columns(
        residual=gap,
        # judged in the digits that are stored, so that whoever compares them sees the same
        over=beyond.cast(pl.Decimal(38, 2)).cast(EXACT),
        tolerance=pl.col("tolerance").cast(pl.Decimal(20, 6)).cast(EXACT),
    ).with_columns(
        verdict=pl.when(~pl.col("applies"))
        .then(pl.lit(Verdict.NOT_APPLICABLE))
        .when((pl.col("over") == 0) | (pl.col("bound") & (pl.col("over") < 0)))
        .then(pl.lit(Verdict.PASS))
        .when(pl.col("over") <= pl.col("tolerance"))
        .then(pl.lit(Verdict.ROUNDING))
        .when("cut")
        .then(pl.lit(Verdict.TRUNCATED))
        .otherwise(pl.lit(Verdict.FAIL))
    )


def _terms(rows: pl.DataFrame, side: str, sign: int) -> pl.DataFrame:
    return (
        rows.select("result_id", line_id=f"{side}_lines", coefficient=pl.lit(sign), side=pl.lit(side))
        .explode("line_id")
        .drop_nulls("line_id")
    )
