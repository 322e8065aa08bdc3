"""What figures cannot be, whatever the tables print.

A rise above the amount it belongs to; a percentage of nothing; a part above its whole; a change beside words for "the
same as before"; a year compared with itself.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconcile.narrative.frames import Seen, equations, named_node, other
from pipelines.reconcile.narrative.rates import with_year_before
from pipelines.reconcile.rule import Narrative

_UP, _LEVEL = "increase", "unchanged"


def rises(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """An increase is at most the amount that was reached by it."""
    return _within(_changed(seen, "change"))


def bases_of_nothing(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """A percentage of growth has something it grew from: the amount before is not 0, nor is all of the amount the rise.

    The left side is the percentage; the right one as well, where there was something, else 0.
    """
    rows = _changed(seen, "change_percent").join(other(seen.claims, "base"), on="base_line_id", how="inner")
    rows = rows.filter((pl.col("base_kind") == "change") & (pl.col("base_direction") == _UP) & (pl.col("of_value") > 0))
    by_change = rows.with_columns(before=pl.col("of_value") - pl.col("base_value"), other_line="base_line_id")
    both = with_year_before(seen, "change_percent").filter((pl.col("direction") == _UP) & (pl.col("of_value") > 0))
    both = both.with_columns(other_line="before_line")
    columns = ["document_id", "part_no", "line_id", "of_line_id", "other_line", "before", "value", "node"]
    told = pl.concat([one.with_columns(node=named_node()).select(columns) for one in (by_change, both)])
    return equations(
        told.unique("line_id", keep="last", maintain_order=True).with_columns(
            lhs=pl.col("value"),
            rhs=pl.when(pl.col("before") == 0).then(0).otherwise("value"),
            tolerance=pl.lit(0),
            lhs_lines=pl.concat_list("line_id"),
            rhs_lines=pl.concat_list("of_line_id", "other_line"),
        )
    )


def parts_above(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """A part is at most the whole it is listed under."""
    rows = seen.claims.filter(pl.col("subject").is_in(rule.subjects) & (pl.col("kind") == "amount")).join(
        other(seen.claims, "of"), on="of_line_id", how="inner"
    )
    same = (pl.col("kind") == pl.col("of_kind")) & (pl.col("of_value") >= 0)
    return _within(rows.filter(same & pl.col("value").is_not_null()))


def _within(rows: pl.DataFrame) -> pl.DataFrame:
    """Each claim is at most the one it is of."""
    return equations(
        rows.with_columns(
            node=named_node(),
            lhs=pl.col("value"),
            rhs=pl.col("of_value"),
            tolerance=(pl.col("step") + pl.col("of_step")) / 2,
            lhs_lines=pl.concat_list("line_id"),
            rhs_lines=pl.concat_list("of_line_id"),
        )
    )


def levels(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """What is said to be as it was is not said to have changed as well, in one sentence and against one year.

    Words that match ``rule.vague`` leave room for a change.
    """
    same = ["document_id", "part_no", "sentence", "of_line_id"]
    changes = seen.claims.filter(pl.col("kind") == "change")
    changed = changes.filter(pl.col("value").is_not_null()).select(
        *same, "value", change_line="line_id", change_year="base_year"
    )
    level = changes.filter((pl.col("direction") == _LEVEL) & ~pl.col("amount_published").str.contains(rule.vague))
    rows = level.drop("value").join(changed, on=same, how="inner")
    one_year = pl.col("base_year").is_null() | pl.col("change_year").is_null()
    return equations(
        rows.filter(one_year | (pl.col("base_year") == pl.col("change_year"))).with_columns(
            node=named_node(),
            lhs=pl.col("value"),
            rhs=pl.lit(0),
            tolerance=pl.lit(0),
            lhs_lines=pl.concat_list("change_line"),
            rhs_lines=pl.concat_list("line_id"),
        )
    )


def own_year(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """Amounts of one year are compared with another; sides are the year compared with and the one that should be.

    One equation for each year compared with in a text.  (Final accounts are compared with their own year's budget.)
    """
    rows = seen.claims.filter(pl.col("kind").is_in(["change", "change_percent"]) & pl.col("base_year").is_not_null())
    rows = rows.join(other(seen.claims, "of"), on="of_line_id", how="inner")
    itself = (pl.col("base_year") == pl.col("of_fiscal_year")) & (pl.col("stage") == pl.col("of_stage"))
    groups = rows.group_by("document_id", "part_no", "base_year", itself=itself, maintain_order=True).agg(
        node=pl.col("base_year").first().cast(pl.String), lhs_lines=pl.col("line_id"), rhs_lines=pl.col("of_line_id")
    )
    return equations(
        groups.with_columns(
            lhs=pl.col("base_year"),
            rhs=pl.when("itself").then(pl.col("base_year") - 1).otherwise("base_year"),
            tolerance=pl.lit(0),
        )
    )


def _changed(seen: Seen, kind: str) -> pl.DataFrame:
    """Increases of ``kind`` with the amount they are of."""
    rows = seen.claims.filter((pl.col("kind") == kind) & (pl.col("direction") == _UP) & pl.col("value").is_not_null())
    return rows.join(other(seen.claims, "of"), on="of_line_id", how="inner").filter(pl.col("of_value").is_not_null())
