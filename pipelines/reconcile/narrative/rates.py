"""Percentages recomputed from the figures beside them and directions against them (N10).

A percentage printed to a step u says the quotient is within u/2; the figures it is worked out from are themselves
printed to a step.  Bases of zero, and bases the text does not name, are skipped.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconcile.narrative.frames import Seen, equations, named_node, other
from pipelines.reconcile.rule import Narrative

_UP = "increase"


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
        rows.filter((pl.col("base_value") != 0) | ((pl.col("of_value") == 0) & (pl.col("value") == 0))).with_columns(
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
    signed = pl.when(pl.col("direction") == _UP).then(pl.col("base_value")).otherwise(-pl.col("base_value"))
    before = pl.col("of_value") - signed
    rate, rate_step = pl.col("value") / 100, pl.col("step") / 100
    slack = before.abs() * rate_step + rate.abs() * (pl.col("of_step") + pl.col("base_step")) + pl.col("base_step")
    by_change = equations(
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
    return pl.concat([by_change, _by_both_years(seen)])


def _by_both_years(seen: Seen) -> pl.DataFrame:
    """Percentages without a change in money, where the sentence gives the amounts of both years."""
    rows = with_year_before(seen, "change_percent").filter(pl.col("base_line_id").is_null() & (pl.col("before") > 0))
    signed = pl.when(pl.col("direction") == _UP).then(pl.col("value")).otherwise(-pl.col("value"))
    times, rate_step = 1 + signed / 100, pl.col("step") / 100
    slack = pl.col("before") * rate_step + times.abs() * pl.col("before_step") + pl.col("of_step")
    return equations(
        rows.with_columns(
            node=named_node(),
            lhs=pl.col("of_value"),
            rhs=pl.col("before") * times,
            tolerance=slack / 2,
            lhs_lines=pl.concat_list("of_line_id"),
            rhs_lines=pl.concat_list("line_id", "before_line"),
        )
    )


def with_year_before(seen: Seen, kind: str) -> pl.DataFrame:
    """Claims of ``kind`` with the amount they are of and the one their sentence gives for the year compared with.

    Columns of the first begin with `of_`; those of the other are `before`, `before_step`, `before_line`.
    """
    same = ["document_id", "part_no", "sentence", "subject", "functional_code", "economic_code", "fund_source"]
    rows = seen.claims.filter((pl.col("kind") == kind) & pl.col("value").is_not_null())
    rows = rows.join(other(seen.claims, "of"), on="of_line_id", how="inner").filter(pl.col("of_kind") == "amount")
    year = pl.coalesce("base_year", pl.col("of_fiscal_year") - 1)
    amounts = seen.claims.filter((pl.col("kind") == "amount") & pl.col("value").is_not_null())
    before = amounts.group_by(*same, "fiscal_year", maintain_order=True).agg(
        before=pl.col("value").first(),
        before_step=pl.col("step").first(),
        before_line=pl.col("line_id").first(),
        ways=pl.col("value").n_unique(),
    )
    once = before.filter(pl.col("ways") == 1).rename({"fiscal_year": "year"})
    found = rows.with_columns(year=year).join(once, on=[*same, "year"], how="inner", nulls_equal=True)
    return found.filter((pl.col("before_line") != pl.col("of_line_id")) & (pl.col("of_fiscal_year") != pl.col("year")))


def directions(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """The amount and the percentage of one change go the same way."""
    rows = seen.claims.filter(pl.col("kind") == "change_percent").join(
        other(seen.claims, "base"), on="base_line_id", how="inner"
    )
    rows = rows.filter((pl.col("base_value") != 0) & (pl.col("value") != 0) & (pl.col("base_kind") == "change"))
    return equations(
        rows.with_columns(
            node=named_node(),
            lhs=pl.when(pl.col("base_direction") == _UP).then(pl.col("base_value")).otherwise(-pl.col("base_value")),
            rhs=pl.when(pl.col("direction") == _UP).then(pl.col("base_value")).otherwise(-pl.col("base_value")),
            tolerance=pl.lit(0),
            lhs_lines=pl.concat_list("base_line_id"),
            rhs_lines=pl.concat_list("line_id"),
        )
    )
