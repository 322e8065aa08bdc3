"""三公 total = 出国 + 公车 + 接待; 公车 = 购置 + 运行, whether items are rows or columns."""

from __future__ import annotations

import polars as pl

from pipelines.model.judgements import Verdict
from pipelines.model.row_roles import RowRole
from pipelines.reconcile.draft import Draft, draft
from pipelines.reconcile.prepare import Prepared
from pipelines.reconcile.rule import Items, Rule
from pipelines.reconcile.shapes.tree import acting

KEY = ["table", "block", "row", "period", "fund", "etype", "fiscal_year", "stage"]


def _cells(prepared: Prepared, tables: pl.DataFrame) -> pl.DataFrame:
    """Item cells; `row` is the line where items are columns, 0 where they are rows."""
    lines = prepared.lines.select("line", "items_are_rows", "role", "line_no", "label")
    cells = prepared.cells.join(tables.select("table"), on="table", how="semi")
    cells = cells.filter(pl.col("item").is_not_null() & pl.col("additive")).join(lines, on="line")
    return cells.with_columns(row=pl.when("items_are_rows").then(0).otherwise("line"))


def _one_whole(cells: pl.DataFrame, parent: str) -> pl.DataFrame:
    """Of several rows for the same item keep one: 三公小计 before the 合计 that also holds 会议费 and 培训费."""
    rank = pl.struct(pl.col("role") == RowRole.TOTAL, "line_no", "col_no").rank("ordinal").over([*KEY, "item"])
    part = (pl.col("role") == RowRole.OF_WHICH).fill_null(value=False)  # （1）国内接待费 below 公务接待费
    repeated = part & (~part).any().over([*KEY, "item"])
    return cells.filter(((pl.col("item") != parent) & ~repeated) | (rank == 1))


def items(prepared: Prepared, rule: Rule, number: int, tables: pl.DataFrame) -> Draft:
    """One equation per amount column (items as rows) or per row (items as columns)."""
    shape = rule.shape
    assert isinstance(shape, Items)
    cells = _one_whole(_cells(prepared, tables), shape.parent)
    printed = cells.group_by("table").agg(printed=pl.col("item").unique())
    cells = cells.join(printed, on="table").with_columns(
        acts=acting(shape.tree, shape.parent, "item", "printed"),
        whole=pl.col("item") == shape.parent,
        beyond=pl.col("item").is_in(shape.beyond),
    )
    grouped = cells.group_by(KEY, maintain_order=True).agg(
        pl.col("printed").first(),
        column=pl.concat_str("period", "fund", "etype", separator="·", ignore_nulls=True).first(),
        label=pl.col("label").filter("whole").first(),
        same=pl.col("label").filter(~pl.col("items_are_rows") & (pl.col("label") != "")).first(),
        n_lhs=pl.col("whole").sum(),
        n_rhs=pl.col("acts").sum(),
        residual=pl.col("cents").filter("whole").sum() - pl.col("cents").filter("acts").sum(),
        beyond=pl.col("cents").filter("beyond").sum(),
        n_beyond=pl.col("beyond").sum(),
        slack=pl.col("step").sum(),
        step=pl.col("step").max(),
    )
    equations = grouped.filter(
        (pl.col("n_lhs") + pl.col("n_rhs") > 0) & pl.col("printed").list.contains(shape.parent)
    ).with_row_index("eq")
    parts = cells.filter("acts").group_by("table").agg(n_parts=pl.col("item").n_unique())
    equations = equations.join(parts, on="table", how="inner").drop("eq").with_row_index("eq")
    blanks = (pl.col("n_parts").cast(pl.Int64) - pl.col("n_rhs")).clip(lower_bound=0) + (pl.col("n_lhs") == 0)
    holds_more = (pl.col("n_beyond") > 0) & (
        ((pl.col("residual") - pl.col("beyond")) * 20_000).abs() <= pl.col("slack")
    )
    short = (pl.col("residual") * 20_000).abs() > pl.col("slack")
    equations = equations.with_columns(
        blank_steps=blanks * pl.col("step"),
        force=pl.when(short & holds_more).then(pl.lit(Verdict.NOT_APPLICABLE)),
        rhs_elsewhere=(pl.col("n_rhs") > 0).any().over("table"),
        node=pl.concat_str(
            pl.col("same"),
            pl.lit(shape.parent),
            pl.when(pl.col("column") != "").then("column"),
            separator="/",
            ignore_nulls=True,
        ),
    )
    terms = cells.filter(pl.col("acts") | pl.col("whole")).join(equations.select(*KEY, "eq"), on=KEY, nulls_equal=True)
    terms = terms.with_columns(
        coefficient=pl.lit(1), side=pl.when("whole").then(pl.lit("lhs")).otherwise(pl.lit("rhs"))
    )
    named = equations.join(tables.select("table", "document_id", "part_no", "statement"), on="table").sort("eq")
    return draft(named.with_columns(rule=pl.lit(number)), terms)
