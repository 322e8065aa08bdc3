"""The verdict on every figure of the text, or why there is none: core.fact_claim and quality.claim_count."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.model.judgements import LEFT_OUT, PASSED, Assurance, ClaimVerdict, Unjudged, Verdict
from pipelines.model.schema import frame_schema
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.rule import Narrative, Rule

_COUNT = frame_schema("quality.claim_count")
_NONE = "none"
_ASSURANCE = {ClaimVerdict.AGREES: Assurance.CONSISTENT, ClaimVerdict.DIFFERS: Assurance.DISPUTED}


def judged_claims(
    claims: pl.DataFrame, evaluation: Evaluation, documents: pl.DataFrame, rules: Sequence[Rule]
) -> pl.DataFrame:
    """`claims` with a verdict wherever the tables or the text's other figures give one, and `unjudged` elsewhere.

    Args:
        claims: core.fact_claim, linked (`pipelines.reconcile.narrative.link`): what agrees with or differs from a cell
            stays so.
        evaluation: results and terms of all rules over them.
        documents: core.dim_document.
        rules: the registry; that a weak rule holds is no verdict, that it fails is one.
    """
    weak = [rule.id for rule in rules if isinstance(rule.shape, Narrative) and rule.shape.weak]
    results = evaluation.results.select("result_id", "rule_id", "verdict")
    terms = evaluation.terms.join(claims.select("line_id"), on="line_id", how="semi").join(results, on="result_id")
    strong = pl.col("verdict").is_in([*PASSED, *LEFT_OUT]) & ~pl.col("rule_id").is_in(weak)
    holding = terms.filter(strong)["line_id"].unique().implode()
    failing = terms.filter(pl.col("verdict") == Verdict.FAIL)["line_id"].unique().implode()
    by_the_text = (
        pl.when(pl.col("line_id").is_in(holding))
        .then(pl.lit(ClaimVerdict.AGREES))
        .when(pl.col("line_id").is_in(failing))
        .then(pl.lit(ClaimVerdict.DIFFERS))
    )
    told = claims.with_columns(verdict=pl.coalesce("verdict", by_the_text))
    assurance = pl.col("verdict").replace_strict(_ASSURANCE, default=Assurance.UNCHECKED, return_dtype=pl.String)
    return told.with_columns(assurance=assurance, unjudged=_reason(told, documents)).drop("cells")


def _reason(claims: pl.DataFrame, documents: pl.DataFrame) -> pl.Series:
    """Why each claim without a verdict has none."""
    own = documents.select("document_id", "part_no", own_year=pl.col("fiscal_year").cast(pl.Int64))
    own = own.unique(["document_id", "part_no"], keep="first")
    placed = claims.join(own, on=["document_id", "part_no"], how="left", maintain_order="left")
    kind = pl.col("kind")
    amount = kind == "amount"
    reason = (
        pl.when(pl.col("verdict").is_not_null())
        .then(pl.lit(None, pl.String))
        .when(amount & (pl.col("fiscal_year") != pl.col("own_year")))
        .then(pl.lit(Unjudged.OTHER_YEAR))
        .when(amount & (pl.col("cells") > 0))
        .then(pl.lit(Unjudged.MONEY_UNSURE))
        .when(amount | (kind == "none"))
        .then(pl.lit(Unjudged.NO_CELL))
        .when(kind.is_in(["change", "change_percent"]))
        .then(pl.lit(Unjudged.NO_BASE))
        .when(kind.is_in(["share", "completion"]))
        .then(pl.lit(Unjudged.NO_WHOLE))
        .otherwise(pl.lit(Unjudged.ALONE))
    )
    return placed.select(unjudged=reason)["unjudged"]


def claim_counts(claims: pl.DataFrame) -> pl.DataFrame:
    """quality.claim_count of judged `claims`."""
    counted = claims.with_columns(verdict=pl.col("verdict").fill_null(_NONE), reason=pl.col("unjudged").fill_null(""))
    key = ["document_id", "part_no", "kind", "verdict", "reason"]
    return counted.group_by(key).agg(claims=pl.len()).sort(key).select(pl.col(n).cast(t) for n, t in _COUNT.items())
