"""A total row = the outermost rows of its block, with 上年结转 and the like where the total holds them.

Sources: the rules GEN-TOTAL, B1-INCOME, B1-SPENDING (docs/rules).
"""

from __future__ import annotations

import polars as pl

from pipelines.model.row_roles import BALANCES, TOTALS, RowRole
from pipelines.reconcile.draft import Draft, draft, sum_equations
from pipelines.reconcile.prepare import Prepared
from pipelines.reconcile.rule import Classes, Rule

BLOCK = ["table", "block"]


def _candidates(prepared: Prepared, tables: pl.DataFrame, shape: Classes) -> pl.DataFrame:
    lines = prepared.lines.join(tables.select("table"), on="table", how="semi").filter(~pl.col("items_are_rows"))
    return lines.filter(pl.col("side") == shape.flow) if shape.flow else lines


def _inner(lines: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    """Items that belong to a total: those above it, or, where none are above, those below it up to a special row."""
    items = lines.filter("outer").select(*BLOCK, "line", "line_no")
    pairs = totals.select(*BLOCK, "total", "total_no").join(items, on=BLOCK)
    above = (pl.col("line_no") < pl.col("total_no")).any().over("total")
    special = lines.filter(pl.col("role").is_in(BALANCES))
    stop = (
        totals.select(*BLOCK, "total", "total_no")
        .join(special.select(*BLOCK, stop="line_no"), on=BLOCK)
        .filter(pl.col("stop") > pl.col("total_no"))
        .group_by("total")
        .agg(pl.col("stop").min())
    )
    pairs = pairs.join(stop, on="total", how="left")
    below = (pl.col("line_no") > pl.col("total_no")) & (pl.col("line_no") < pl.col("stop").fill_null(2**62))
    return pairs.filter(pl.when(above).then(pl.col("line_no") < pl.col("total_no")).otherwise(below)).select(
        "total", "line"
    )


def _outer(lines: pl.DataFrame, totals: pl.DataFrame, shape: Classes) -> pl.DataFrame:
    """Parts of a grand total: the inner total where printed (else the items), and the extra rows on its side."""
    via = lines.filter((pl.col("role") == shape.via) & ~pl.col("line").is_in(totals["total"].implode()))
    via = via.sort("line_no").unique(BLOCK, keep="last", maintain_order=True)
    through = totals.select(*BLOCK, "total").join(via.select(*BLOCK, "line"), on=BLOCK)
    rest = totals.join(through.select("total"), on="total", how="anti")
    extra = lines.filter(pl.col("role").is_in(shape.extra) & pl.col("parent").is_null())
    beside = totals.select(*BLOCK, "total", "total_no").join(extra.select(*BLOCK, "line", "line_no"), on=BLOCK)
    before = (pl.col("line_no") < pl.col("total_no")).any().over("total")
    beside = beside.filter((pl.col("line_no") < pl.col("total_no")) | ~before)
    # With items alone (no inner total), 收入合计 above a later 上年结转 does not hold it.
    items = lines.filter("outer").select(*BLOCK, "line", "line_no")
    direct = rest.select(*BLOCK, "total", "total_no").join(items, on=BLOCK)
    items_above = direct.filter(pl.col("line_no") < pl.col("total_no")).select("total").unique()
    later = beside.filter(pl.col("line_no") > pl.col("total_no")).join(items_above, on="total", how="semi")
    beside = beside.join(later.select("total", "line"), on=["total", "line"], how="anti")
    between = _between(totals, via, items)
    return pl.concat([one.select("total", "line") for one in (through, beside, direct, between)]).unique()


def _between(totals: pl.DataFrame, via: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Items printed after an inner total that closed the items above it (上级补助收入 below 本年收入合计)."""
    inner = via.select(*BLOCK, via_no="line_no")
    pairs = totals.select(*BLOCK, "total", "total_no").join(inner, on=BLOCK).join(items, on=BLOCK)
    closed = (pl.col("line_no") < pl.col("via_no")).any().over("total")
    return pairs.filter(closed & pl.col("line_no").is_between("via_no", "total_no", closed="none"))


def _totals(lines: pl.DataFrame, shape: Classes) -> pl.DataFrame:
    """The total rows the rule judges.  A block that prints only one total has it judged with its extra rows."""
    totals = lines.filter(pl.col("role").is_in(shape.total))
    if shape.extra or shape.via:
        roles = lines.filter(pl.col("role").is_in(TOTALS))
        only = roles.filter(pl.len().over(BLOCK) == 1)
        grand = totals.filter(~pl.col("line").is_in(only["line"].implode()))
        return pl.concat([grand, only]).unique("line")
    kinds = lines.filter(pl.col("role").is_in([RowRole.TOTAL, RowRole.GRAND_TOTAL])).select(BLOCK).unique()
    if shape.total == (RowRole.CURRENT_TOTAL,):  # without a grand total it is judged as one
        return totals.join(kinds, on=BLOCK, how="semi")
    return totals


def classes(prepared: Prepared, rule: Rule, number: int, tables: pl.DataFrame) -> Draft:
    """One equation per total row and amount column."""
    shape = rule.shape
    assert isinstance(shape, Classes)
    lines = _candidates(prepared, tables, shape)
    totals = _totals(lines, shape).select(*BLOCK, total="line", total_no="line_no", label="label")
    links = _outer(lines, totals, shape) if shape.extra or shape.via else _inner(lines, totals)
    parts = links.group_by("total").agg(n_parts=pl.len()).join(totals.select("total", "table"), on="total")
    cells = prepared.cells.select("cell", "line", "table", "series", "step", "column").with_columns(
        coefficient=pl.lit(1)
    )
    rhs = cells.join(links, on="line")
    lhs = cells.join(parts.select("total"), left_on="line", right_on="total").with_columns(total="line")
    equations, terms = sum_equations(lhs, rhs, parts, ["table", "total"])
    named = equations.join(totals.select("total", "label"), on="total", how="left").join(
        tables.select("table", "document_id", "part_no", "statement"), on="table"
    )
    return draft(
        named.sort("eq").with_columns(
            rule=pl.lit(number), node=pl.concat_str("label", "column", separator="/", ignore_nulls=True)
        ),
        terms,
    )
