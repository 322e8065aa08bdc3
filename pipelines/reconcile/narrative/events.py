"""Fees against what they are paid for: trips and persons, receptions and guests, vehicles held.

Judged where the text states the fee and the number in one way each, for one year and stage.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconcile.narrative.frames import Seen, equations
from pipelines.reconcile.rule import Narrative

_PLACE = ["document_id", "part_no", "fiscal_year", "stage"]


def events(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """A fee of ``rule.total`` is paid where there are events of ``rule.subjects``, and where there are, one is.

    The left side is the fee, or the number of events where there is no fee; the right one is 0 where the other is.
    """
    rows = _fees(seen, rule).join(_counts(seen, rule), on=_PLACE, how="inner")
    unpaid, without = (pl.col("fee") == 0) & (pl.col("most") > 0), (pl.col("fee") > 0) & (pl.col("most") == 0)
    return _equations(rows, wrong=unpaid | without)


def costs(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """A cost of ``rule.total`` has something of ``rule.subjects`` that it is spent on.

    Numbers count in sentences with ``rule.said``: an organ may own nothing and run what others own.
    """
    rows = _fees(seen, rule).join(_counts(seen, rule), on=_PLACE, how="inner")
    return _equations(rows, wrong=(pl.col("fee") > 0) & (pl.col("most") == 0))


def _equations(rows: pl.DataFrame, wrong: pl.Expr) -> pl.DataFrame:
    stated = pl.when(pl.col("fee") == 0).then("most").otherwise("fee")
    first, second = pl.col("fee_lines"), pl.col("count_lines")
    return equations(
        rows.with_columns(
            lhs=stated,
            rhs=pl.when(wrong).then(0).otherwise(stated),
            tolerance=pl.lit(0),
            lhs_lines=pl.when(pl.col("fee") == 0).then(second).otherwise(first),
            rhs_lines=pl.when(pl.col("fee") == 0).then(first).otherwise(second),
        )
    )


def _fees(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """The fee of each text, where it states one amount only."""
    amounts = seen.claims.filter(
        (pl.col("kind") == "amount") & pl.col("subject").is_in(rule.total) & pl.col("value").is_not_null()
    )
    told = amounts.group_by(_PLACE, maintain_order=True).agg(
        node=pl.col("subject").first(),
        fee=pl.col("value").first(),
        ways=pl.col("value").n_unique(),
        fee_lines=pl.col("line_id").first().implode(),
    )
    return told.filter(pl.col("ways") == 1).drop("ways")


def _counts(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """The largest of the numbers of each text, where each of them is stated in one way."""
    counts = seen.claims.filter(
        (pl.col("kind") == "count") & pl.col("subject").is_in(rule.subjects) & pl.col("value").is_not_null()
    ).filter(pl.col("sentence").str.contains(rule.said))
    told = (
        counts.group_by(*_PLACE, "subject", maintain_order=True)
        .agg(pl.col("value", "line_id").first(), ways=pl.col("value").n_unique())
        .group_by(_PLACE, maintain_order=True)
        .agg(most=pl.col("value").max(), ways=pl.col("ways").max(), count_lines=pl.col("line_id"))
    )
    return told.filter(pl.col("ways") == 1).drop("ways")
