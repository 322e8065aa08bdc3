"""All rules of the narrative over all documents: results and terms like those of the tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from pipelines.reconcile.evaluate import RESULT_SCHEMA, TERM_SCHEMA, Evaluation
from pipelines.reconcile.narrative import rates, sums, tables
from pipelines.reconcile.narrative.frames import EXACT, Seen, seen
from pipelines.reconcile.rule import Narrative, Rule

CHECKS: dict[str, Callable[[Seen, Narrative], pl.DataFrame]] = {
    "table": tables.same_as_table,
    "empty": tables.empty_tables,
    "years": tables.years,
    "share": rates.shares,
    "completion": rates.completions,
    "change": rates.changes,
    "direction": rates.directions,
    "parts": sums.parts,
    "twice": sums.twice,
}


def evaluate_narrative(
    claims: pl.DataFrame, facts: pl.DataFrame, documents: pl.DataFrame, rules: Sequence[Rule]
) -> Evaluation:
    """Evaluate the rules of shape Narrative.

    Args:
        claims: core.fact_claim, linked (`pipelines.reconcile.narrative.link`).
        facts: core.fact_budget.
        documents: core.dim_document.
        rules: the registry; rules of other shapes are left alone.

    Returns:
        one result per equation.  Sides are in yuan, but for counts of vehicles and years.
    """
    own = [rule for rule in rules if isinstance(rule.shape, Narrative)]
    if not own or claims.is_empty():
        return Evaluation(pl.DataFrame(schema=RESULT_SCHEMA), pl.DataFrame(schema=TERM_SCHEMA))
    known = seen(claims, facts, documents)
    stages = documents.select("document_id", "part_no", document_stage="stage").unique(["document_id", "part_no"])
    rows = []
    for number, rule in enumerate(own):
        assert isinstance(rule.shape, Narrative)
        found = CHECKS[rule.shape.check](known, rule.shape).join(stages, on=["document_id", "part_no"], how="inner")
        rows.append(
            found.filter(pl.col("document_stage").is_in(rule.stages)).with_columns(
                rule_id=pl.lit(rule.id), severity=pl.lit(rule.severity), rule=pl.lit(number)
            )
        )
    return _evaluation(pl.concat(rows))


def _evaluation(rows: pl.DataFrame) -> Evaluation:
    gap = pl.col("lhs") - pl.col("rhs")
    rows = rows.sort("document_id", "part_no", "rule", pl.col("lhs_lines").list.join(","), "node")
    ordinal = pl.int_range(pl.len()).over("document_id", "part_no", "rule_id").cast(pl.String)
    rows = rows.with_columns(
        result_id=pl.concat_str(
            pl.col("document_id").str.slice(0, 16), pl.col("part_no").cast(pl.String), "rule_id", ordinal, separator="-"
        ),
        table_no=pl.lit(None, pl.Int64),
        statement=pl.lit("narrative"),
        residual=gap,
        # judged in the digits that are stored, so that whoever compares them sees the same
        over=gap.abs().cast(pl.Decimal(38, 2)).cast(EXACT),
        tolerance=pl.col("tolerance").cast(pl.Decimal(20, 6)),
    ).with_columns(
        verdict=pl.when(~pl.col("applies"))
        .then(pl.lit("not_applicable"))
        .when(pl.col("over") == 0)
        .then(pl.lit("pass"))
        .when(pl.col("over") <= pl.col("tolerance").cast(EXACT))
        .then(pl.lit("rounding"))
        .otherwise(pl.lit("fail"))
    )
    terms = pl.concat([_terms(rows, "lhs", 1), _terms(rows, "rhs", -1)]).unique(maintain_order=True)
    return Evaluation(
        rows.select(pl.col(name).cast(kind) for name, kind in RESULT_SCHEMA.items()),
        terms.select(pl.col(name).cast(kind) for name, kind in TERM_SCHEMA.items()),
    )


def _terms(rows: pl.DataFrame, side: str, sign: int) -> pl.DataFrame:
    return (
        rows.select("result_id", line_id=f"{side}_lines", coefficient=pl.lit(sign), side=pl.lit(side))
        .explode("line_id")
        .drop_nulls("line_id")
    )
