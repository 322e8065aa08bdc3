"""The arithmetic and its judgement: both sides, residual, tolerance, verdict.

Tolerance is rounding theory: a figure printed to a step u is within u/2 of the truth, so a
sum of c_i x_i is within sum |c_i| u_i / 2 of zero.  A blank counted as zero has the step of its column.
"""

from __future__ import annotations

import polars as pl

from pipelines.model.judgements import Verdict
from pipelines.reconcile.draft import Draft
from pipelines.reconcile.money import MICRO_PER_CENT


def _sums(draft: Draft, cells: pl.DataFrame) -> pl.DataFrame:
    """Per equation: sums of both sides in cents, number of terms of each, sum of steps."""
    money = pl.col("coefficient").cast(pl.Int128) * pl.col("cents")
    left = pl.col("side") == "lhs"
    return (
        draft.terms.join(cells.select("cell", "cents", "step", "unknown"), on="cell")
        .group_by("eq")
        .agg(
            lhs=money.filter(left).sum(),
            rhs=money.filter(~left).sum(),
            lhs_n=left.sum(),
            rhs_n=(~left).sum(),
            open=pl.col("unknown").any(),
            steps=(pl.col("coefficient").abs().cast(pl.Int128) * pl.col("step")).sum(),
        )
    )


def judged(draft: Draft, cells: pl.DataFrame, less_or_equal: list[bool]) -> pl.DataFrame:
    """Equations with lhs, rhs, residual (cents), doubled tolerance (`slack`, millionths of a yuan) and verdict.

    `less_or_equal[rule]` says which rules are inequalities (lhs <= rhs).  `open`: a figure in it is in doubt, so that
    nothing can be said of it.
    """
    kinds = pl.DataFrame(
        {"rule": range(len(less_or_equal)), "le": less_or_equal}, schema={"rule": pl.UInt16, "le": pl.Boolean}
    )
    found = draft.equations.join(_sums(draft, cells), on="eq", how="left").join(kinds, on="rule")
    found = found.with_columns(pl.col("lhs_n", "rhs_n", "steps", "lhs", "rhs").fill_null(0)).with_columns(
        open=pl.col("open").fill_null(value=False),
        residual=pl.col("lhs") - pl.col("rhs"),
        slack=pl.col("steps") + pl.col("blank_steps"),
    )
    over = pl.when("le").then(pl.col("residual").clip(lower_bound=0)).otherwise(pl.col("residual").abs())
    verdict = (
        pl.when("open")
        .then(pl.lit(Verdict.NOT_EVALUABLE))
        .when(pl.col("force").is_not_null())
        .then("force")
        .when(over == 0)
        .then(pl.lit(Verdict.PASS))
        .when(2 * MICRO_PER_CENT * over <= pl.col("slack"))
        .then(pl.lit(Verdict.ROUNDING))
        .when((pl.col("lhs_n") == 0) & ~pl.col("lhs_elsewhere"))
        .then(pl.lit(Verdict.NOT_EVALUABLE))
        .when((pl.col("rhs_n") == 0) & ~pl.col("rhs_elsewhere"))
        .then(pl.lit(Verdict.NOT_EVALUABLE))
        .otherwise(pl.lit(Verdict.FAIL))
    )
    return found.with_columns(verdict=verdict).drop("le", "steps").sort("eq")
