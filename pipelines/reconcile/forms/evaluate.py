"""All rules of the forms over all documents: results and terms like those of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from pipelines.reconcile.evaluate import RESULT_SCHEMA, TERM_SCHEMA, Evaluation
from pipelines.reconcile.forms import lists, notes, projects, sums
from pipelines.reconcile.forms.frames import PART, Known, known
from pipelines.reconcile.rule import Forms, Rule

CHECKS: dict[str, Callable[[Known], pl.DataFrame]] = {
    "project_text": projects.same_as_text,
    "project_plan": projects.plans,
    "project_funds": projects.funds,
    "project_table": projects.same_as_table,
    "project_rows": sums.table_rows,
    "project_spending": sums.within_spending,
    "project_carryover": sums.carried_over,
    "costs": sums.costs,
    "staffing": lists.staffing,
    "assets": lists.assets,
    "procurement": lists.procurement,
    "procurement_text": lists.procurement_text,
    "empty_tables": notes.empty_tables,
    "procurement_small": lists.procurement_small,
}


def evaluate_forms(core: Mapping[str, pl.DataFrame], rules: Sequence[Rule]) -> Evaluation:
    """Evaluate the rules of shape Forms.

    Args:
        core: core frames by table name (`pipelines.conform.conform`); without forms there is nothing to evaluate.
        rules: the registry; rules of other shapes are left alone.

    Returns:
        one result per equation.  Sides are in yuan, but for counts of staff and vehicles and for percentages.
    """
    own = [rule for rule in rules if isinstance(rule.shape, Forms)]
    if not own or "core.fact_project" not in core:
        return Evaluation(pl.DataFrame(schema=RESULT_SCHEMA), pl.DataFrame(schema=TERM_SCHEMA))
    frames = known(core)
    stages = frames.documents.select(*PART, document_stage="stage").unique(PART)
    rows = []
    for number, rule in enumerate(own):
        assert isinstance(rule.shape, Forms)
        found = CHECKS[rule.shape.check](frames).join(stages, on=PART, how="inner")
        rows.append(
            found.filter(pl.col("document_stage").is_in(rule.stages)).with_columns(
                rule_id=pl.lit(rule.id), severity=pl.lit(rule.severity), rule=pl.lit(number), bound=rule.op == "le"
            )
        )
    return _evaluation(pl.concat(rows))


def _evaluation(rows: pl.DataFrame) -> Evaluation:
    gap = pl.col("lhs") - pl.col("rhs")
    rows = rows.sort(*PART, "rule", pl.col("lhs_lines").list.join(","), pl.col("rhs_lines").list.join(","), "node")
    ordinal = pl.int_range(pl.len()).over(*PART, "rule_id").cast(pl.String)
    rows = rows.with_columns(
        result_id=pl.concat_str(
            pl.col("document_id").str.slice(0, 16), pl.col("part_no").cast(pl.String), "rule_id", ordinal, separator="-"
        ),
        table_no=pl.lit(None, pl.Int64),
        residual=gap,
        over=pl.when("bound").then(gap).otherwise(gap.abs()).round(2),
    ).with_columns(
        verdict=pl.when(~pl.col("applies"))
        .then(pl.lit("not_applicable"))
        .when((pl.col("over") == 0) | (pl.col("bound") & (pl.col("over") < 0)))
        .then(pl.lit("pass"))
        .when(pl.col("over") <= pl.col("tolerance"))
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
