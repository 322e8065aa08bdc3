"""The change of a whole against the changes of its parts, where one sentence gives them all.

A change seldom stands beside what it is worked out from: the year before is in no table of a budget.  Its parts are.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconcile.narrative.frames import Seen, equations
from pipelines.reconcile.narrative.sums import MONEY, NEAR
from pipelines.reconcile.rule import Narrative

_SIGNS = {"increase": 1, "decrease": -1, "unchanged": 0}


def changes_add(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """The change of a whole of ``rule.total`` = the changes of its ``rule.subjects`` added, falls taken off.

    One that differs is accused only where every sum of money in the sentence is one of them, and the parts are all of
    ``rule.complete`` or, where none are named, come near the whole.
    """
    place = ["document_id", "part_no", "sentence"]
    sign = pl.col("direction").replace_strict(_SIGNS, default=None, return_dtype=pl.Int64)
    changes = seen.claims.filter((pl.col("kind") == "change") & pl.col("sentence").is_not_null())
    changes = changes.with_columns(signed=pl.when(sign == 0).then(pl.lit(0)).otherwise(pl.col("value") * sign))
    changes = changes.filter(pl.col("signed").is_not_null())
    listed = changes.filter(pl.col("subject").is_in(rule.subjects) & (pl.col("signed") != 0))
    sums = listed.group_by(place, maintain_order=True).agg(
        rhs=pl.col("signed").sum(),
        steps=pl.col("step").sum(),
        given=pl.col("subject").unique(),
        n=pl.len(),
        rhs_lines=pl.col("line_id"),
    )
    sums = sums.filter((pl.col("n") > 1) & (pl.col("n") == pl.col("given").list.len()))
    whole = changes.filter(pl.col("subject").is_in(rule.total) & (pl.col("signed") != 0))
    whole = whole.select(*place, lhs="signed", own_step="step", node="subject", lhs_lines=pl.concat_list("line_id"))
    rows = whole.join(sums, on=place, how="inner").with_columns(tolerance=(pl.col("steps") + pl.col("own_step")) / 2)
    gap = (pl.col("lhs") - pl.col("rhs")).abs()
    named = pl.all_horizontal(
        [pl.col("given").list.contains(one) for one in rule.complete] or [gap * NEAR <= pl.col("lhs").abs()]
    )
    is_read = pl.col("sentence").str.count_matches(MONEY) == pl.col("n") + 1
    return equations(rows.with_columns(applies=(gap <= pl.col("tolerance")) | (named & is_read)))
