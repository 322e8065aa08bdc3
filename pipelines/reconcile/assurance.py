"""How far each printed amount is vouched for: proven, consistent, repaired, disputed, unchecked (DESIGN: Identities).

repaired    a figure that a picture leaves in doubt: the one reading of it with which every equation through it holds
proven      its table foots, the cell is in an equation that holds, and another statement prints the same figure
consistent  its table foots and the cell is in an equation that holds
disputed    the cell is in an equation of its table that fails, its statement disagrees with another, or its table
            totals rows that it does not show
unchecked   no equation that could be evaluated holds the cell

Of a table of which a part is held back, what failing equations do not touch foots, but nothing is proven.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.model.judgements import EVALUATED, PASSED, Assurance, Severity, Verdict
from pipelines.reconcile.keys import TABLE
from pipelines.reconcile.rule import Rule


def judged_cells(
    facts: pl.DataFrame, results: pl.DataFrame, terms: pl.DataFrame, rules: Sequence[Rule]
) -> pl.DataFrame:
    """Every cell of every evaluated equation that matters: line_id, its table, `inside`, `held`, `equal`, `short`.

    `inside`: one table decides it.  `short`: it lacks rows that are withheld; of such equations between statements
    nobody is disputed for it.  Rules of severity info are worth a look and say nothing about trust.
    """
    kinds = pl.DataFrame(
        {
            "rule_id": [rule.id for rule in rules],
            "inside": [rule.in_table for rule in rules],
            "equal": [rule.op == "eq" for rule in rules],
        },
        schema={"rule_id": pl.String, "inside": pl.Boolean, "equal": pl.Boolean},
    )
    counts = pl.col("verdict").is_in([*EVALUATED, Verdict.ROWS_WITHHELD]) & (pl.col("severity") != Severity.INFO)
    evaluated = results.filter(counts).select(
        "result_id",
        "rule_id",
        held=pl.col("verdict").is_in(PASSED),
        short=pl.col("verdict") == Verdict.ROWS_WITHHELD,
    )
    return (
        terms.select("result_id", "line_id")
        .join(evaluated, on="result_id")
        .join(kinds, on="rule_id")
        .filter(pl.col("inside") | ~pl.col("short"))
        .join(facts.select("line_id", *TABLE), on="line_id")
    )


def table_standing(cells: pl.DataFrame) -> pl.DataFrame:
    """Per table: `foots`, `agrees` (another statement prints the same), `disputed` (another prints otherwise)."""
    inside, held = pl.col("inside"), pl.col("held")
    return cells.group_by(TABLE).agg(
        foots=(inside & held).any() & ~(inside & ~held).any(),
        agrees=(~inside & held & pl.col("equal")).any(),
        disputed=(~inside & ~held).any() | pl.col("short").any(),
    )


def with_assurance(facts: pl.DataFrame, cells: pl.DataFrame, in_part: pl.DataFrame) -> pl.DataFrame:
    """`facts` with `assurance` set; ``in_part`` names the tables of which a part is held back."""
    inside, held = pl.col("inside"), pl.col("held")
    own = cells.group_by("line_id").agg(cell_holds=(inside & held).any(), cell_fails=(inside & ~held).any())
    marked = facts.join(own, on="line_id", how="left", maintain_order="left").join(
        table_standing(cells), on=TABLE, how="left", nulls_equal=True, maintain_order="left"
    )
    parts = in_part.select(TABLE).unique().with_columns(in_part=pl.lit(True))
    marked = marked.join(parts, on=TABLE, how="left", nulls_equal=True, maintain_order="left")
    flags = ("cell_holds", "cell_fails", "foots", "agrees", "disputed", "in_part")
    marked = marked.with_columns(pl.col(flags).fill_null(False))
    vouched = (pl.col("foots") | pl.col("in_part")) & pl.col("cell_holds")
    assurance = (
        pl.when(pl.col("repaired") if "repaired" in marked.columns else pl.lit(value=False))
        .then(pl.lit(Assurance.REPAIRED))
        .when(pl.col("cell_fails") | pl.col("disputed"))
        .then(pl.lit(Assurance.DISPUTED))
        .when(vouched & pl.col("agrees") & ~pl.col("in_part"))
        .then(pl.lit(Assurance.PROVEN))
        .when(vouched)
        .then(pl.lit(Assurance.CONSISTENT))
        .otherwise(pl.lit(Assurance.UNCHECKED))
    )
    return marked.with_columns(assurance=assurance).drop(flags)
