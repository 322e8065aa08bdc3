"""The total above several units = the totals of the units, inside one table."""

from __future__ import annotations

import polars as pl

from pipelines.model.row_roles import RowRole
from pipelines.model.statements import TWO_SIDED
from pipelines.reconcile.draft import Draft, draft, sum_equations
from pipelines.reconcile.prepare import Prepared
from pipelines.reconcile.rule import Rule


def blocks(prepared: Prepared, rule: Rule, number: int, tables: pl.DataFrame) -> Draft:
    """One equation per amount column of a table whose total row stands over blocks with totals of their own."""
    lines = prepared.lines.join(tables.select("table"), on="table", how="semi")
    lines = lines.filter(~pl.col("items_are_rows") & ~pl.col("statement").is_in(TWO_SIDED))
    filled = lines.filter("outer").select("table", "block").unique().with_columns(filled=True)
    totals = lines.filter(pl.col("role") == RowRole.TOTAL).join(filled, on=["table", "block"], how="left")
    alone = totals.filter(pl.col("filled").is_null() & pl.col("top") & (pl.col("top").sum().over("table") == 1))
    units = totals.filter("filled").join(alone.select("table"), on="table", how="semi")
    cells = prepared.cells.select("cell", "line", "table", "series", "step", "column").with_columns(
        coefficient=pl.lit(1)
    )
    parts = units.group_by("table").agg(n_parts=pl.len())
    lhs = cells.join(alone.join(parts, on="table", how="semi").select("line"), on="line")
    rhs = cells.join(units.select("line"), on="line")
    equations, terms = sum_equations(lhs, rhs, parts, ["table"])
    named = equations.join(tables.select("table", "document_id", "part_no", "statement"), on="table")
    return draft(
        named.sort("eq").with_columns(rule=pl.lit(number), node=pl.concat_str(pl.lit("units/"), "column")), terms
    )
