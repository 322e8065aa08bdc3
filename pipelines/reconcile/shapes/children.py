"""Parent = sum of its direct children, in every amount column."""

from __future__ import annotations

import polars as pl

from pipelines.model.row_roles import RowRole
from pipelines.reconcile.draft import Draft, draft, sum_equations
from pipelines.reconcile.prepare import Prepared
from pipelines.reconcile.rule import Rule


def children(prepared: Prepared, rule: Rule, number: int, tables: pl.DataFrame) -> Draft:
    """One equation per parent line and amount column.  `tables` are those the rule reads."""
    lines = prepared.lines.join(tables.select("table"), on="table", how="semi").filter(~pl.col("items_are_rows"))
    below = lines.filter(pl.col("parent").is_not_null() & (pl.col("role") != RowRole.OF_WHICH))
    parts = below.group_by("table", "parent").agg(n_parts=pl.len())
    cells = prepared.cells.select("cell", "line", "table", "series", "step", "column").with_columns(
        coefficient=pl.lit(1)
    )
    rhs = cells.join(below.select("line", "parent"), on="line")
    lhs = cells.join(parts.select(parent="parent"), left_on="line", right_on="parent").with_columns(parent="line")
    equations, terms = sum_equations(lhs, rhs, parts, ["table", "parent"])
    named = equations.join(prepared.lines.select(parent="line", label="label"), on="parent", how="left").join(
        tables.select("table", "document_id", "part_no", "statement"), on="table"
    )
    return draft(
        named.sort("eq").with_columns(
            rule=pl.lit(number), node=pl.concat_str("label", "column", separator="/", ignore_nulls=True)
        ),
        terms,
    )
