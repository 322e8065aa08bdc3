"""Total column = sum of its parts on every row, along one coordinate.

Whether the printed columns are all the parts cannot be seen from the cells alone (a blank column leaves none), so
completeness is data (`required`) and, failing that, evidence: where most rows of a table do add up, a row
that does not is wrong; where most fall short, the table simply does not print every part.
"""

from __future__ import annotations

import polars as pl

from pipelines.model.judgements import Verdict
from pipelines.reconcile.draft import Draft, draft
from pipelines.reconcile.prepare import Prepared
from pipelines.reconcile.rule import Columns, Rule
from pipelines.reconcile.shapes.tree import acting, complete

COORDINATES = ("period", "fund", "etype")
ROOT = ""
FAMILY = ["table", "family"]
ROW = [*FAMILY, "line"]


def _split(cells: pl.DataFrame, shape: Columns) -> pl.DataFrame:
    """Cells of the columns at work, with `family` (columns that differ in this coordinate only) and `node` in it.

    Adds `printed` (the nodes the table prints in the family), `acts` (it counts as a part) and `whole`.
    """
    others = [name for name in COORDINATES if name != shape.dimension]
    key = ["flow", *others, "item", "fiscal_year", "stage"]
    series = cells.unique("series").select("series", *key, node=pl.col(shape.dimension).fill_null(ROOT))
    families = series.select(key).unique(maintain_order=True).with_row_index("family")
    series = series.join(families, on=key, how="left", nulls_equal=True).select("series", "family", "node")
    wanted = ["cell", "table", "line", "series", "column", "twice", "cents", "step", "unknown"]
    nodes = cells.select(wanted).join(series, on="series")
    printed = nodes.select(*FAMILY, "node").unique().group_by(FAMILY).agg(printed=pl.col("node"))
    # The same few sets of columns are printed over and over: what acts is worked out once per set.
    printed = printed.with_columns(pl.col("printed").list.sort())
    sets = printed.select("printed").unique().with_row_index("set")
    printed = printed.join(sets, on="printed").drop("printed")
    meaning = sets.join(series.select("node").unique(), how="cross").with_columns(
        acts=acting(shape.tree, shape.parent, "node", "printed"),
        whole=pl.col("node") == shape.parent,
        complete=complete(shape.tree, shape.required, "printed"),
    )
    meaning = meaning.filter(pl.col("acts") | pl.col("whole")).drop("printed")
    return nodes.join(printed, on=FAMILY).join(meaning, on=["set", "node"])


def _short() -> pl.Expr:
    """Incomplete families where at least half of the rows with a whole fall short: nothing can be said there.

    Two columns under the same coordinates may be two parts or one and its "of which": there a surplus counts too.
    A row with a figure in doubt falls as short as the others do.
    """
    gap = pl.when(pl.col("twice").any().over(FAMILY)).then(pl.col("residual").abs()).otherwise("residual")
    short = (gap * 20_000 > pl.col("slack")) & ~pl.col("open")
    judged = (pl.col("n_lhs") > 0) & ~pl.col("open")
    mostly = (short & judged).sum().over(FAMILY) * 2 >= judged.sum().over(FAMILY)
    return ~pl.col("complete") & mostly & (short | pl.col("open"))


def _equations(nodes: pl.DataFrame) -> pl.DataFrame:
    whole, acts = pl.col("whole"), pl.col("acts")
    grouped = nodes.group_by(ROW, maintain_order=True).agg(
        pl.col("complete").first() & ~pl.col("twice").any(),
        pl.col("twice").any(),
        pl.col("column").filter(whole).first(),
        any_column=pl.col("column").first(),
        series=pl.col("series").filter(whole).first(),
        n_lhs=whole.sum(),
        n_rhs=acts.sum(),
        residual=pl.col("cents").filter(whole).sum() - pl.col("cents").filter(acts).sum(),
        slack=pl.col("step").sum(),
        step=pl.col("step").max(),
        open=pl.col("unknown").any(),
    )
    family_has = [
        ((pl.col("n_lhs") > 0) & (pl.col("n_rhs") > 0)).any().over(FAMILY).alias("split"),
    ]
    grouped = grouped.with_columns(*family_has).filter("split")
    counted = nodes.filter(acts).group_by(FAMILY).agg(n_parts=pl.col("node").n_unique())
    return grouped.join(counted, on=FAMILY, how="left").with_row_index("eq")


def columns(prepared: Prepared, rule: Rule, number: int, tables: pl.DataFrame) -> Draft:
    """One equation per row (and year, stage, other coordinates) that prints the whole or a part."""
    shape = rule.shape
    assert isinstance(shape, Columns)
    cells = prepared.cells.join(tables.select("table"), on="table", how="semi").filter("additive")
    if cells.is_empty():
        return Draft.empty()
    nodes = _split(cells, shape)
    equations = _equations(nodes)
    blanks = (pl.col("n_parts").cast(pl.Int64) - pl.col("n_rhs")).clip(lower_bound=0) + (pl.col("n_lhs") == 0)
    equations = equations.with_columns(
        blank_steps=blanks * pl.col("step"),
        force=pl.when(_short()).then(pl.lit(Verdict.NOT_EVALUABLE)),
        column=pl.coalesce("column", "any_column"),
    )
    terms = nodes.join(equations.select(*ROW, "eq"), on=ROW).with_columns(
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
