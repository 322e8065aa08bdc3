"""Parts the text lists against the whole it gives and the same figure said twice (N4).

A list of many items is judged by what rounding can be expected to do, not by its worst case: the errors of n figures
printed to a step u spread with u * sqrt(n / 12), and beyond three times that the digits were not rounded from figures
that add up.  For few items the worst case, n * u / 2, is smaller and holds.
Counts (of vehicles) are not rounded: they have no tolerance.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconcile.money import EXACT
from pipelines.reconcile.narrative.frames import Seen, equations
from pipelines.reconcile.rule import Narrative

_SPREAD = 3
_NEAR = 20  # a list within a twentieth of its whole is meant to be complete


def parts(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """A whole of ``rule.total`` = the sum of its listed parts of ``rule.subjects``.

    ``rule.complete`` are the subjects without which the list says nothing; where none are named, the list must come
    near its whole.  A part that is itself listed with ``rule.inner`` parts counts as their sum.
    """
    amounts = _finest(seen.claims.filter(pl.col("kind").is_in(["amount", "count"]) & pl.col("value").is_not_null()))
    inner = _inner_sums(amounts, rule)
    listed = amounts.filter(pl.col("subject").is_in(rule.subjects)).join(inner, on="line_id", how="left")
    # a list announced and then gone through item by item gives each of them twice
    again = pl.struct("of_line_id", "subject", "subject_name").is_first_distinct() | (pl.col("kind") == "count")
    listed = listed.with_columns(value=pl.coalesce("inner_value", "value")).filter(again)
    sums = listed.group_by("of_line_id", "document_id", "part_no").agg(
        rhs=pl.col("value").sum(),
        steps=pl.col("step").sum(),
        step=pl.col("step").max(),
        n=pl.len(),
        given=pl.col("subject").unique(),
        counted=(pl.col("kind") == "count").all(),
        names=pl.col("subject_name").drop_nulls(),
        rhs_lines=pl.col("line_id"),
    )
    whole = amounts.filter(pl.col("subject").is_in(rule.total)).select(
        of_line_id="line_id", lhs="value", own_step="step", node="subject"
    )
    rows = whole.join(sums, on="of_line_id", how="inner").filter(pl.col("n") > 1)
    worst = (pl.col("steps") + pl.col("own_step")) / 2
    count = (pl.col("n") + 1).cast(pl.Float64)
    likely = pl.max_horizontal("step", "own_step") * (_SPREAD * (count / 12).sqrt()).cast(EXACT)
    near = (pl.col("lhs") - pl.col("rhs")).abs() * _NEAR <= pl.col("lhs").abs()
    complete = [pl.col("given").list.contains(one) for one in rule.complete]
    applies = pl.all_horizontal(complete) if complete else near
    if rule.complete_name:
        applies = pl.col("names").list.eval(pl.element().str.contains(rule.complete_name)).list.any()
    rounding = pl.when("counted").then(pl.lit(0).cast(EXACT)).otherwise(pl.min_horizontal(worst, likely))
    return equations(rows.with_columns(tolerance=rounding, lhs_lines=pl.concat_list("of_line_id"), applies=applies))


def _finest(amounts: pl.DataFrame) -> pl.DataFrame:
    """Zeros at the end are often cut (13.8): a passage is printed to the step of its finest figure."""
    place = ["document_id", "part_no", "paragraph_no", "unit"]
    return amounts.with_columns(step=pl.col("step").min().over(place))


def _inner_sums(amounts: pl.DataFrame, rule: Narrative) -> pl.DataFrame:
    """Parts that list parts of their own, all of ``rule.inner``, with the sum of those."""
    own = (
        amounts.filter(pl.col("subject").is_in(rule.inner))
        .group_by(line_id="of_line_id")
        .agg(inner_value=pl.col("value").sum(), n=pl.col("subject").n_unique())
    )
    return own.filter(pl.col("n") == max(len(rule.inner), 1)).drop("n")


def twice(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """The same figure said twice is the same; figures the tables confirm are left to the rules about tables."""
    key = ["document_id", "part_no", "subject", "fund_source", "flow", "fiscal_year", "stage"]
    rows = seen.claims.filter(
        (pl.col("kind") == "amount") & pl.col("subject").is_in(rule.subjects) & pl.col("is_certain")
    )
    rows = rows.with_columns(
        first=pl.col("value").first().over(key),
        first_step=pl.col("step").first().over(key),
        first_line=pl.col("line_id").first().over(key),
    ).filter((pl.col("line_id") != pl.col("first_line")) & pl.col("verdict").is_null())
    return equations(
        rows.with_columns(
            node=pl.col("subject"),
            lhs=pl.col("first"),
            rhs=pl.col("value"),
            tolerance=(pl.col("step") + pl.col("first_step")) / 2,
            lhs_lines=pl.concat_list("first_line"),
            rhs_lines=pl.concat_list("line_id"),
        )
    )
