"""What columns mean only beside one another: units or names, years of a type of spending, parts, two budgets."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from pipelines.model.column_roles import ColumnRole
from pipelines.model.measures import Measure
from pipelines.model.stages import Stage
from pipelines.recognise.model import Column, Columns

_OF_ONE_YEAR = frozenset({Measure.BASIC, Measure.PROJECT, Measure.PERSONNEL, Measure.PUBLIC, Measure.TOTAL})
_THIS_YEAR = re.compile(r"^(本年度?|当年|20\d\d年)(预算|安排|拨款)(数|收入|支出)?$")
_ADJUSTED = re.compile(r"全年预算|调整后?预算|预算调整数?")


def _with(columns: Columns, indexes: Collection[int], **values: Any) -> Columns:
    """``columns``, those at ``indexes`` with other ``values``."""
    return tuple(replace(column, **values) if column.index in indexes else column for column in columns)


def units_or_names(columns: Columns) -> Columns:
    """单位名称（科目） names functions below units where codes are printed before it, else it names units."""
    first_code = min((c.index for c in columns if c.role.startswith("code")), default=len(columns))
    either = {c.index for c in columns if c.role == ColumnRole.UNIT_OR_NAME}
    mixed = {index for index in either if index > first_code}
    named = _with(columns, mixed, role=ColumnRole.NAME, mixed=True)
    return _with(named, either - mixed, role=ColumnRole.UNIT_NAME)


def current_year_of_periods(columns: Columns) -> Columns:
    """本年预算 beside 上年结转 below one header is this year's part; both keep the type of spending above them."""
    carried = {_place(c) for c in columns if c.is_amount and c.measure == Measure.CARRYOVER}
    beside = [c for c in columns if c.is_amount and len(c.path) > 1 and _place(c) in carried]
    current = {c.index for c in beside if c.measure in _OF_ONE_YEAR and _THIS_YEAR.match(c.path[-1])}
    return _with(columns, current, measure=Measure.CURRENT_YEAR)


def _place(column: Column) -> tuple[int, tuple[str, ...]]:
    return column.lane, column.path[:-1]


def parts_of_columns(columns: Columns) -> Columns:
    """Columns whose own header says nothing known, below one that does, break that column down.

    Where the column they break down is printed too (小计), they are parts of it and add to nothing else; where it is
    not, together they are that column.
    """
    amounts = [c for c in columns if c.is_amount]
    whole = {_meaning(c) for c in amounts if not c.is_part}
    parts = {c.index for c in amounts if c.is_part and _meaning(c) in whole}
    return _with(columns, parts, measure=Measure.OF_WHICH)


def _meaning(column: Column) -> tuple[object, ...]:
    return (
        column.lane,
        column.measure,
        column.fund_source,
        column.expenditure_type,
        column.fiscal_year,
        column.year_offset,
        column.stage,
        column.item,
    )


def adjusted_budgets(columns: Columns) -> Columns:
    """Where 年初预算数 stands beside 全年预算数 (调整预算数), the first is the budget, the second is adjusted."""
    budgets = {c.index for c in columns if c.is_amount and c.stage == Stage.BUDGET}
    adjusted = {c.index for c in columns if _ADJUSTED.search("/".join(c.path))} & budgets
    if adjusted == budgets:
        return columns
    return _with(columns, adjusted, stage="adjusted")
