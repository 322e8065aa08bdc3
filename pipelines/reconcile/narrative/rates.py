"""Percentages recomputed from the figures beside them and directions against them (N10).

A percentage printed to a step u says the quotient is within u/2; the figures it is worked out from are themselves
printed to a step.  Bases of zero, and bases the text does not name, are skipped.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconcile.money import EXACT
from pipelines.reconcile.narrative.frames import Seen, equations, named_node, other
from pipelines.reconcile.rule import Narrative

_HUNDRED = pl.lit(100).cast(EXACT)


def of_claims(seen: Seen, kind: str) -> pl.DataFrame:
    """Percentages of one kind with the claims they are of and worked out from."""
    return (
        seen.claims.filter((pl.col("kind") == kind) & pl.col("value").is_not_null())
        .join(other(seen.claims, "of"), on="of_line_id", how="inner")
        .join(other(seen.claims, "base"), on="base_line_id", how="inner")
        .filter(pl.col("base_is_certain") & pl.col("of_value").is_not_null() & pl.col("base_value").is_not_null())
        .with_columns(node=named_node())
    )


def part_of_whole(rows: pl.DataFrame) -> pl.DataFrame:
    """part = percent of whole, for shares and completion rates; ``base_line_id`` may be a list of the whole's parts."""
    rate, rate_step = pl.col("value") / 100, pl.col("step") / 100
    slack = pl.col("base_value").abs() * rate_step + rate.abs() * pl.col("base_step") + pl.col("of_step")
    return equations(
        rows.filter(pl.col("base_value") != 0).with_columns(
            lhs=pl.col("of_value"),
            rhs=(pl.col("base_value") * rate),
            tolerance=slack / 2,
            lhs_lines=pl.concat_list("of_line_id"),
            rhs_lines=pl.concat_list("line_id", "base_line_id"),
        )
    )


def completions(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """完成预算的 N%: what was carried out is that share of what was planned."""
    return part_of_whole(of_claims(seen, "completion"))


def changes(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """增长 N%: the change is that share of what there was before it."""
    rows = of_claims(seen, "change_percent").filter(pl.col("base_direction") == pl.col("direction"))
    signed = pl.when(pl.col("direction") == "increase").then(pl.col("base_value")).otherwise(-pl.col("base_value"))
    before = pl.col("of_value") - signed
    rate, rate_step = pl.col("value") / 100, pl.col("step") / 100
    slack = before.abs() * rate_step + rate.abs() * (pl.col("of_step") + pl.col("base_step")) + pl.col("base_step")
    return equations(
        rows.with_columns(before=before)
        .filter(pl.col("before") > 0)
        .with_columns(
            lhs=pl.col("base_value"),
            rhs=pl.col("before") * rate,
            tolerance=slack / 2,
            lhs_lines=pl.concat_list("base_line_id"),
            rhs_lines=pl.concat_list("line_id", "of_line_id"),
        )
    )


def directions(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """The amount and the percentage of one change go the same way."""
    rows = seen.claims.filter(pl.col("kind") == "change_percent").join(
        other(seen.claims, "base"), on="base_line_id", how="inner"
    )
    rows = rows.filter((pl.col("base_value") != 0) & (pl.col("value") != 0) & (pl.col("base_kind") == "change"))
    up = pl.lit("increase")
    return equations(
        rows.with_columns(
            node=named_node(),
            lhs=pl.when(pl.col("base_direction") == up).then(pl.col("base_value")).otherwise(-pl.col("base_value")),
            rhs=pl.when(pl.col("direction") == up).then(pl.col("base_value")).otherwise(-pl.col("base_value")),
            tolerance=pl.lit(0),
            lhs_lines=pl.concat_list("base_line_id"),
            rhs_lines=pl.concat_list("line_id"),
        )
    )
