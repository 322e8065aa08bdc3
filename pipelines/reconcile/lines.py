"""The place of every table line in the sums: its parent, whether it is the table's total, whether it is outermost."""

from __future__ import annotations

import polars as pl

from pipelines.model.row_roles import BALANCES, TOTALS, RowRole
from pipelines.model.statements import TWO_SIDED

# Flags of lines that selectors name beside their roles.
PLACES_OF_LINES = ("top", "outer", "grand", "current", "income")
CODES = ["functional_code", "economic_code", "government_economic_code"]


def _read_lines(cells: pl.DataFrame) -> pl.DataFrame:
    """One row per line; a row without a code that calls itself a total among coded rows is a subtotal."""
    lines = cells.group_by("line", maintain_order=True).agg(
        pl.col("table", "block", "line_no", "line_name", "line_role", "parent_line_no", "statement").first(),
        pl.col("unit_code", "unit_name", *CODES, "code_level").first(),
        side=pl.when(pl.col("statement").first().is_in(TWO_SIDED)).then(pl.col("flow").first()).otherwise(pl.lit("")),
    )
    code = pl.coalesce(CODES)
    coded = code.is_not_null().any().over("table")
    says_total = pl.col("line_name").str.contains(r"[合小总][\s　]*计[\s　]*$")
    return lines.with_columns(code=code).with_columns(
        role=pl.when((pl.col("line_role") == RowRole.ITEM) & code.is_null() & coded & says_total)
        .then(pl.lit(RowRole.SUBTOTAL))
        .otherwise(pl.col("line_role"))
    )


def _with_parent(lines: pl.DataFrame) -> pl.DataFrame:
    """`parent` = line of the parent; rows below a total row are outermost: that is the class rule's business."""
    parents = lines.select("table", pl.col("line_no").alias("parent_line_no"), parent="line", parent_role="role")
    lines = lines.join(parents, on=["table", "parent_line_no"], how="left", nulls_equal=False)
    stays = ~pl.col("parent_role").is_in(TOTALS)
    lines = lines.with_columns(parent=pl.when(stays).then("parent")).drop("parent_role")
    # 1.财政拨款结转 below 上年结转 is a part of it, not a second one.
    nested = pl.col("role").is_in(BALANCES) & pl.col("parent").is_not_null()
    lines = lines.with_columns(role=pl.when(nested).then(pl.lit(RowRole.ITEM)).otherwise("role"))
    has_children = lines.select(pl.col("parent").drop_nulls().unique()).to_series()
    return lines.with_columns(has_children=pl.col("line").is_in(has_children.implode()))


def _with_totals(lines: pl.DataFrame) -> pl.DataFrame:
    """A lone 小计 without rows below it is the total of a block that prints no other."""
    lone = (pl.col("role") == RowRole.SUBTOTAL) & ~pl.col("has_children")
    block = ["table", "block"]
    alone = lone & (lone.sum().over(block) == 1) & ~pl.col("role").is_in(TOTALS).any().over(block)
    lines = lines.with_columns(role=pl.when(alone).then(pl.lit(RowRole.TOTAL)).otherwise("role"))
    plain = (pl.col("role") == RowRole.ITEM) | ((pl.col("role") == RowRole.SUBTOTAL) & pl.col("has_children"))
    return lines.with_columns(outer=plain & pl.col("parent").is_null())


def _grand(lines: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Of several totals in a table the first is the total of them all if it equals the sum of the others."""
    totals = cells.join(lines.filter(pl.col("role").is_in(TOTALS)).select("line", "line_no", "role"), on="line")
    totals = totals.filter(~pl.col("statement").is_in(TWO_SIDED))
    first = pl.col("line_no") == pl.col("line_no").min().over("table")
    per_series = (
        totals.with_columns(first=first)
        .group_by("table", "series")
        .agg(
            lead=pl.col("cents").filter("first").sum(),
            rest=pl.col("cents").filter(~pl.col("first")).sum(),
            slack=pl.col("step").sum() // 20_000,
            same=pl.col("cents").n_unique() == 1,
            open=pl.col("unknown").any(),
        )
        .filter(~pl.col("open"))
    )
    close = (pl.col("lead") - pl.col("rest")).abs() <= pl.col("slack")
    return per_series.group_by("table").agg(first_is_all=(close | pl.col("same")).all())


def _with_top(lines: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """`top`: the line (or lines, one per unit) whose amount is that of the whole table."""
    side = ["table", "side"]
    total = pl.col("role").is_in(TOTALS)
    bare = total & pl.col("unit_code").is_null() & pl.col("unit_name").is_null()
    lines = lines.join(_grand(lines, cells), on="table", how="left")
    first = pl.col("line_no") == pl.col("line_no").filter(total).min().over(side)
    one_bare = bare.sum().over(side) == 1
    unitless = total & pl.when(one_bare).then(bare).when(pl.col("first_is_all").fill_null(False)).then(first).otherwise(
        True
    )
    return lines.with_columns(top=pl.when(total.any().over(side)).then(unitless).otherwise("outer"))


def _with_balance_roles(lines: pl.DataFrame) -> pl.DataFrame:
    """`grand`, `current`, `income`: the rows of 收支总表 that other statements speak of, on its first block a side.

    A block that prints a single total prints the grand total; it is this year's too where nothing is carried over.
    """
    block, side = ["table", "block"], ["table", "side"]
    balance = pl.col("statement").is_in(TWO_SIDED)
    total, extra = pl.col("role").is_in(TOTALS), pl.col("role").is_in(BALANCES)
    lead = pl.col("block") == pl.col("block").filter(total).min().over(side)
    only = total & (total.sum().over(block) == 1)
    carries = pl.col("role").is_in([RowRole.OPENING, RowRole.CLOSING])
    before = pl.col("line_no") < pl.col("line_no").filter(carries).min().over(block).fill_null(2**62)
    return lines.with_columns(
        grand=balance & lead & total & (only | pl.col("role").is_in([RowRole.GRAND_TOTAL, RowRole.TOTAL])),
        current=balance & lead & ((pl.col("role") == RowRole.CURRENT_TOTAL) & ~only | only & ~extra.any().over(block)),
        income=balance & lead & (pl.col("role") == RowRole.ITEM) & before,
    )


def _label() -> pl.Expr:
    unit = pl.coalesce("unit_code", "unit_name")
    several = unit.n_unique().over("table") > 1
    shown = pl.coalesce("code", pl.col("line_name").str.replace_all(r"[\s　]", ""))
    return pl.concat_str([pl.when(several).then(unit), shown], separator=":", ignore_nulls=True)


def prepare_lines(cells: pl.DataFrame) -> pl.DataFrame:
    """Lines of all tables; see `pipelines.reconcile.prepare` for the columns."""
    lines = _read_lines(cells).pipe(_with_parent).pipe(_with_totals)
    lines = _with_top(lines, cells).pipe(_with_balance_roles).with_columns(label=_label())
    # A total of a 三公 table is an item among items; summing its rows is the business of the items rule.
    by_row = (
        cells.filter(pl.col("item").is_not_null())
        .group_by("table")
        .agg(items_are_rows=pl.struct("line", "item").unique().struct.field("line").is_unique().all())
    )
    lines = lines.join(by_row, on="table", how="left")
    return lines.with_columns(pl.col("items_are_rows").fill_null(False)).drop("first_is_all")
