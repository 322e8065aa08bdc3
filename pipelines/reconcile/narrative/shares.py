"""Shares 占 N%: of a whole the text names, or of one that its list of parts gives away.

A list of shares whose whole is not named (卫生健康支出110.00万元,占27.50%;…) is judged where one amount is the whole
beyond doubt: the parts add up to it, or most of the shares follow from it.  Candidates are the amounts stated before
the list, totals that the tables print, and the sum of the parts.  A share that does not follow from the whole named
accuses nobody where another of these explains it: words around a whole are read less surely than digits.  Where no
amount is the whole, the shares of a list that comes near 100 still have to add up to it.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconcile.money import EXACT
from pipelines.reconcile.narrative.frames import Seen, equations, named_node, other
from pipelines.reconcile.narrative.rates import part_of_whole
from pipelines.reconcile.narrative.wholes import share_lists
from pipelines.reconcile.rule import Narrative

_FOUND: dict[str, pl.DataType | type[pl.DataType]] = {
    "share": pl.String,
    "whole": pl.List(pl.String),
    "whole_value": EXACT,
    "whole_step": EXACT,
}
_NEAR = 5  # percent from 100 within which a list is meant to be complete
_FEWEST = 3  # shares that make a list


def shares(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """占 N%: the part is that share of the whole."""
    judged = ((share, one.whole_of(share)) for one in share_lists(seen) for share in one.shares)
    found = [(share.line_id, list(whole.lines), whole.value, whole.step) for share, whole in judged if whole]
    rows = (
        seen.claims.drop("base_line_id")
        .join(pl.DataFrame(found, schema=_FOUND, orient="row"), left_on="line_id", right_on="share", how="inner")
        .join(other(seen.claims, "of"), on="of_line_id", how="inner")
        .rename({"whole": "base_line_id", "whole_value": "base_value", "whole_step": "base_step"})
        .with_columns(node=named_node())
    )
    return part_of_whole(rows)


def hundreds(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """Shares of one list add up to 100, where they come near it and no amount is known to be their whole."""
    lists = [one for one in share_lists(seen) if len(one.shares) >= _FEWEST and not one.has_whole]
    rows = [(one.shares[0].line_id, [share.line_id for share in one.shares]) for one in lists]
    listed = pl.DataFrame(rows, schema={"first": pl.String, "line_id": pl.List(pl.String)}, orient="row")
    summed = (
        listed.explode("line_id")
        .join(seen.claims, on="line_id")
        .group_by("first", maintain_order=True)
        .agg(
            pl.col("document_id", "part_no").first(),
            node=named_node().first(),
            lhs=pl.col("value").sum(),
            steps=pl.col("step").sum(),
            lhs_lines=pl.col("line_id"),
        )
    )
    apart = (pl.col("lhs") - 100).abs()
    return equations(
        summed.filter(apart <= _NEAR).with_columns(
            rhs=pl.lit(100), tolerance=pl.col("steps") / 2, rhs_lines=pl.lit([], dtype=pl.List(pl.String))
        )
    )
