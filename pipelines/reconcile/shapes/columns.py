"""Total column = sum of its parts on every row, along one coordinate (identities.md 3, 4, 6, 8, 9, 10, 18).

Whether the printed columns are all the parts cannot be seen from the cells alone (a blank column leaves none), so
completeness is data (`required`) and, failing that, evidence: where most rows of a table do add up, a row
that does not is wrong; where most fall short, the table simply does not print every part.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconcile.draft import Draft, draft
from pipelines.reconcile.prepare import Prepared
from pipelines.reconcile.rule import Columns, Rule
from pipelines.reconcile.shapes.tree import acting, complete

COORDINATES = ("period", "fund", "etype")
ROOT = ""


def _split(cells: pl.DataFrame, shape: Columns) -> tuple[pl.DataFrame, list[str], list[str]]:
    """Cells with `node`, `printed` (names printed in the column family) and `acts`; the family key; the row key."""
    others = [name for name in COORDINATES if name != shape.dimension]
    family = ["table", "flow", *others, "item", "fiscal_year", "stage"]
    nodes = cells.with_columns(node=pl.col(shape.dimension).fill_null(ROOT))
    printed = nodes.group_by(family).agg(printed=pl.col("node").unique())
    nodes = nodes.join(printed, on=family, how="left", nulls_equal=True)
    acts = acting(shape.tree, shape.parent, "node", "printed")
    return nodes.with_columns(acts=acts, whole=pl.col("node") == shape.parent), family, [*family, "line"]


def _short(equations: pl.DataFrame, family: list[str]) -> pl.Expr:
    """Incomplete families where at least half of the rows with a whole fall short: nothing can be said there."""
    short = pl.col("residual") * 20_000 > pl.col("slack")
    judged = pl.col("n_lhs") > 0
    mostly = (short & judged).sum().over(family) * 2 >= judged.sum().over(family)
    return ~pl.col("complete") & mostly & short


def _equations(nodes: pl.DataFrame, shape: Columns, family: list[str], row: list[str]) -> pl.DataFrame:
    whole, acts = pl.col("whole"), pl.col("acts")
    grouped = nodes.group_by(row, maintain_order=True).agg(
        pl.col("printed").first(),
        pl.col("column").filter(whole).first(),
        any_column=pl.col("column").first(),
        series=pl.col("series").filter(whole).first(),
        n_lhs=whole.sum(),
        n_rhs=acts.sum(),
        residual=pl.col("cents").filter(whole).sum() - pl.col("cents").filter(acts).sum(),
        slack=pl.col("step").sum(),
        step=pl.col("step").max(),
    )
    family_has = [
        (pl.col("n_lhs") > 0).any().over(family).alias("whole_printed"),
        (pl.col("n_rhs") > 0).any().over(family).alias("parts_printed"),
    ]
    grouped = grouped.with_columns(*family_has, complete=complete(shape.tree, shape.required, "printed"))
    grouped = grouped.filter(pl.col("whole_printed") & pl.col("parts_printed"))
    counted = nodes.filter(acts).group_by(family).agg(n_parts=pl.col("node").n_unique())
    return grouped.join(counted, on=family, how="left", nulls_equal=True).with_row_index("eq")


def columns(prepared: Prepared, rule: Rule, number: int, tables: pl.DataFrame) -> Draft:
    """One equation per row (and year, stage, other coordinates) that prints the whole or a part."""
    shape = rule.shape
    assert isinstance(shape, Columns)
    cells = prepared.cells.join(tables.select("table"), on="table", how="semi").filter(
        pl.col("additive") & ~pl.col("twice")
    )
    nodes, family, row = _split(cells, shape)
    nodes = nodes.filter(pl.col("acts") | pl.col("whole"))
    equations = _equations(nodes, shape, family, row)
    blanks = (pl.col("n_parts").cast(pl.Int64) - pl.col("n_rhs")).clip(lower_bound=0) + (pl.col("n_lhs") == 0)
    equations = equations.with_columns(
        blank_steps=blanks * pl.col("step"),
        force=pl.when(_short(equations, family)).then(pl.lit("not_evaluable")),
        column=pl.coalesce("column", "any_column"),
    )
    terms = nodes.join(equations.select(*row, "eq"), on=row, nulls_equal=True).with_columns(
        coefficient=pl.lit(1), side=pl.when("whole").then(pl.lit("lhs")).otherwise(pl.lit("rhs"))
    )
    named = equations.join(prepared.lines.select("line", "label"), on="line", how="left").join(
        tables.select("table", "document_id", "part_no", "statement"), on="table"
    )
    return draft(
        named.sort("eq").with_columns(
            rule=pl.lit(number), node=pl.concat_str("label", "column", separator="/", ignore_nulls=True)
        ),
        terms,
    )
