"""Which amount column a cell belongs to, in coordinates that do not depend on the layout.

A column of a published table is the whole (合计), or the whole split by period (本年 / 上年结转), by source of
the money, by type of spending, or by several of them at once.  Facts say so with `measure`, `fund_source` and
`expenditure_type`; here they become the coordinates `period`, `fund`, `etype` (null = not split that way) and
`item` for the rows and columns of a 三公 table.
"""

from __future__ import annotations

import polars as pl

from pipelines.model.flows import Flow
from pipelines.model.fund_sources import FundSource
from pipelines.model.measures import FUNDS, ITEMS, SPENDING, Measure
from pipelines.model.statements import BY_SOURCE, TWO_SIDED, WHOLE_TYPE, Statement
from pipelines.model.three_public import Item

# Columns that tell years apart; 本年 is called `current` here.
_PERIODS = (Measure.CURRENT_YEAR, Measure.CARRYOVER, Measure.CLOSING)
_CURRENT = "current"


def _measure_coordinates(facts: pl.DataFrame) -> pl.DataFrame:
    measure, three = pl.col("measure"), pl.col("statement") == Statement.THREE_PUBLIC
    operating, income = measure == Measure.OPERATING, pl.col("flow") == Flow.REVENUE
    earned = income | (pl.col("fund_source") == FundSource.OPERATING).fill_null(value=False)  # its column says 经营收入
    fund = pl.when(measure.is_in(FUNDS) | (operating & earned)).then(measure)
    etype = pl.when(measure.is_in(SPENDING) | (operating & ~earned)).then(measure)
    plain = pl.col("fund_source").is_null() & pl.col("expenditure_type").is_null()
    whole = pl.col("statement").replace_strict(WHOLE_TYPE, default=None, return_dtype=pl.String)
    item = pl.when(measure.is_in(ITEMS)).then(measure).when(measure != Measure.OF_WHICH).then(pl.lit(Item.TOTAL))
    return facts.with_columns(
        item=pl.when(three).then(item),
        fund=fund.otherwise(pl.col("fund_source")),
        etype=pl.when(~three).then(etype.otherwise(pl.col("expenditure_type"))),
        period=pl.when(measure.is_in(_PERIODS))
        .then(measure.replace({Measure.CURRENT_YEAR: _CURRENT}))
        .when((measure == Measure.SUBTOTAL) & plain)
        .then(pl.lit(_CURRENT)),
        additive=measure != Measure.OF_WHICH,
    ).with_columns(etype=pl.when(pl.col("etype") != whole.fill_null("")).then(pl.col("etype")))


def _rows_as_sources(cells: pl.DataFrame) -> pl.DataFrame:
    """On the income side of 收支总表 the rows are the sources: the fund goes to `source`, the column has none.

    So they are in a 收入总表 of one column of amounts, whose rows name the funds.  Where that side prints several
    amount columns, a fund that is the column's own measure stays the column's.
    """
    income = pl.col("statement").is_in(TWO_SIDED) & (pl.col("flow") == Flow.REVENUE)
    per_line = pl.len().over("table", "flow", "line", "fiscal_year", "stage")
    single = per_line.max().over("table", "flow") == 1
    split = (pl.col("measure").is_in(FUNDS)) & ~single
    named_by_rows = (pl.col("statement") == Statement.REVENUE) & (pl.col("measure") == Measure.TOTAL)
    income |= named_by_rows & (pl.col("measure") == Measure.TOTAL).all().over("table")
    return cells.with_columns(
        source=pl.when(income).then(pl.when(split).then("fund_source").otherwise("fund")),
        fund=pl.when(income & ~split).then(None).otherwise(pl.col("fund")),
    )


def _without_constant_fund(cells: pl.DataFrame) -> pl.DataFrame:
    """Take off the fund that is simply the statement's own (general_public all over 一般公共预算支出表)."""
    per_table = ["table", "flow"]
    named = pl.col("fund").drop_nulls()
    whole = (
        pl.when(pl.col("fund").is_null().any().over(per_table))
        .then(None)
        .when(named.n_unique().over(per_table) == 1)
        .then(pl.col("fund"))
        .when((pl.col("fund") == FundSource.FISCAL_APPROPRIATION).any().over(per_table))
        .then(pl.lit(FundSource.FISCAL_APPROPRIATION))
    )
    apart = pl.col("statement").is_in(BY_SOURCE)
    return cells.with_columns(fund=pl.when(apart | whole.is_null() | (pl.col("fund") != whole)).then(pl.col("fund")))


def _items_without_funds(cells: pl.DataFrame) -> pl.DataFrame:
    """In a 三公 table that prints every item once, the funds of its columns are part of their titles, not a split."""
    item = ["table", "line", "item", "period", "etype", "fiscal_year", "stage"]
    several = (pl.len().over(item) > 1).any().over("table")
    return cells.with_columns(fund=pl.when(pl.col("item").is_null() | several).then("fund"))


def _period_of_sources(cells: pl.DataFrame) -> pl.DataFrame:
    """Sources under a printed 本年 小计 are this year's; without one, 上年结转 is a source like the others."""
    key = ["table", "flow", "fiscal_year", "stage"]
    bare = pl.col("fund").is_null() & pl.col("etype").is_null()
    current = pl.col("period") == _CURRENT
    has_total = ((pl.col("period").is_null()) & bare).any().over(key)
    has_current = (current & bare).any().over(key)
    rows_are_sources = pl.col("statement").is_in(TWO_SIDED)
    closes = (pl.col("period") == Measure.CLOSING).any().over("table")  # a table with 年初 and 年末 columns
    moved = (
        pl.when(rows_are_sources | (pl.col("statement") == Statement.THREE_PUBLIC))
        .then(pl.col("period"))
        .when(current & bare & ~has_total)
        .then(None)  # the only total the table prints is called 小计
        .when(pl.col("period").is_null() & pl.col("fund").is_not_null() & has_current & has_total)
        .then(pl.when(pl.col("statement") == Statement.REVENUE).then(pl.lit(_CURRENT)).otherwise(pl.col("period")))
        .when((pl.col("period") == Measure.CARRYOVER) & bare & ~has_current & ~closes)
        .then(None)
        .otherwise(pl.col("period"))
    )
    as_source = (pl.col("period") == Measure.CARRYOVER) & bare & ~has_current & ~rows_are_sources
    as_source &= (pl.col("statement") != Statement.THREE_PUBLIC) & ~closes
    return cells.with_columns(
        period=moved, fund=pl.when(as_source).then(pl.lit(FundSource.CARRYOVER)).otherwise(pl.col("fund"))
    )


def _period_of_types(cells: pl.DataFrame) -> pl.DataFrame:
    """Types of spending beside this year's own total are this year's where what was brought forward is split as well.

    合计 | 当年 {小计, 基本, 项目} | 上年结转 {小计, 基本, 项目}: the first pair adds up to 当年, not to 合计.
    """
    key = ["table", "flow", "fiscal_year", "stage"]
    split, period = pl.col("etype").is_not_null(), pl.col("period")
    current = period == _CURRENT
    has_whole = (current & ~split).any().over(key) & (period.is_null() & ~split).any().over(key)
    is_split = ((period == Measure.CARRYOVER) & split).any().over(key) & ~(current & split).any().over(key)
    moved = period.is_null() & split & has_whole.fill_null(value=False) & is_split.fill_null(value=False)
    return cells.with_columns(period=pl.when(moved).then(pl.lit(_CURRENT)).otherwise(period))


def with_coordinates(facts: pl.DataFrame) -> pl.DataFrame:
    """Add `period`, `fund`, `etype`, `item`, `source` and `additive` to facts that carry `table` and `line` numbers."""
    sources = facts.pipe(_measure_coordinates).pipe(_rows_as_sources).pipe(_without_constant_fund)
    return sources.pipe(_items_without_funds).pipe(_period_of_sources).pipe(_period_of_types)
