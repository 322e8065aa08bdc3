"""How far the amounts of forms are vouched for: by the rules of the forms that hold or fail with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.model.judgements import PASSED, Assurance, Severity, Verdict
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.rule import Forms, Rule

VOUCHED = ("core.fact_project", "core.fact_procurement", "core.fact_state_asset")


def vouched_forms(
    core: Mapping[str, pl.DataFrame], evaluation: Evaluation, rules: Sequence[Rule]
) -> dict[str, pl.DataFrame]:
    """`VOUCHED` frames with `assurance`: disputed (an equation with the amount fails), consistent (one holds, none
    fails) or unchecked.

    Rules of severity info say "worth a look": they dispute nothing, and vouch for nothing.
    """
    wanted = [rule.id for rule in rules if isinstance(rule.shape, Forms) and rule.severity != Severity.INFO]
    judged = evaluation.results.filter(pl.col("rule_id").is_in(wanted)).select("result_id", "verdict")
    lines = evaluation.terms.join(judged, on="result_id", how="inner")
    failing = lines.filter(pl.col("verdict") == Verdict.FAIL)["line_id"].unique().implode()
    holding = lines.filter(pl.col("verdict").is_in(PASSED))["line_id"].unique().implode()
    word = (
        pl.when(pl.col("line_id").is_in(failing))
        .then(pl.lit(Assurance.DISPUTED))
        .when(pl.col("line_id").is_in(holding))
        .then(pl.lit(Assurance.CONSISTENT))
        .otherwise(pl.lit(Assurance.UNCHECKED))
    )
    return {name: core[name].with_columns(assurance=word) for name in VOUCHED if name in core}
