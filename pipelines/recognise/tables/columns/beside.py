"""What columns mean only beside one another: units or names, years of a type of spending, parts, two budgets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pipelines.model.column_roles import ColumnRole
from pipelines.model.measures import BESIDE_BASIC_AND_PROJECT, Measure
from pipelines.model.stages import Stage
from pipelines.recognise.model import Column, Columns

_OF_ONE_YEAR = frozenset({Measure.BASIC, Measure.PROJECT, Measure.PERSONNEL, Measure.PUBLIC, Measure.TOTAL})
_THIS_YEAR = re.compile(r"^(本年度?|当年|20\d\d年)(预算|安排|拨款)(数|收入|支出)?$")
_DRAWN_UP = re.compile(r"^编制预算数?$")
_OF_YEAR = re.compile(r"^(本年度?|当年|部门)(预算|安排|拨款)(数|收入|支出)?$")
_NAMES = frozenset({ColumnRole.NAME, ColumnRole.PROJECT_NAME})
_TYPES = BESIDE_BASIC_AND_PROJECT | {Measure.BASIC, Measure.PROJECT}
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


def second_names(columns: Columns) -> Columns:
    """A column of names without a header, between one that has it and the figures, stands below the same header."""
    out = list(columns)
    for column, following in pairwise(columns):
        if column.path or column.role != ColumnRole.NAME or not following.is_amount:
            continue
        first = next((c for c in reversed(out[: column.index]) if c.path), None)
        if first is not None and first.role in _NAMES:
            out[column.index] = replace(column, role=first.role, path=first.path, title=first.title)
    return tuple(out)


def current_year_of_periods(columns: Columns) -> Columns:
    """本年预算 beside 上年结转 below one header is this year's part; both keep the type of spending above them.

    编制预算 beside them is this year's part, and 本年预算 the whole.
    """
    carried = {_place(c) for c in columns if c.is_amount and c.measure == Measure.CARRYOVER}
    beside = [c for c in columns if c.is_amount and len(c.path) > 1 and _place(c) in carried]
    of_year = [c for c in beside if c.measure in _OF_ONE_YEAR]
    drawn_up = {_place(c) for c in of_year if _DRAWN_UP.match(c.path[-1])}
    current = {c.index for c in of_year if _names_year(c.path[-1], is_drawn_up=_place(c) in drawn_up)}
    return _with(columns, current, measure=Measure.CURRENT_YEAR)


def _names_year(text: str, is_drawn_up: bool) -> bool:
    return (_DRAWN_UP if is_drawn_up else _THIS_YEAR).match(text) is not None


def _place(column: Column) -> tuple[int, tuple[str, ...]]:
    return column.lane, column.path[:-1]


def current_year_of_headers(columns: Columns) -> Columns:
    """A column headed as the year's (当年预算, 部门预算), or the sum below such a header, beside the whole is
    this year's, where what was brought forward stands outside of it; where nothing does, it says the whole again."""
    totals = [c for c in columns if c.is_amount and c.measure == Measure.TOTAL and c.path]
    carried = [c for c in columns if c.is_amount and c.measure == Measure.CARRYOVER]
    of_year = _beside_the_whole(totals)
    current = {c.index for c in of_year if _stands_outside(c, carried)}
    again = {c.index for c in of_year if len(c.path) > 1} - current
    return _with(_with(columns, current, measure=Measure.CURRENT_YEAR), again, measure=Measure.OF_WHICH)


def _beside_the_whole(totals: Collection[Column]) -> list[Column]:
    """Those of ``totals`` that are headed as the year's, where one of the same money is headed by itself."""
    whole = {_period(c) for c in totals if len(c.path) == 1 and not _OF_YEAR.match(c.path[0])}
    return [c for c in totals if _period(c) in whole and _OF_YEAR.match(c.path[0])]


def _period(column: Column) -> tuple[object, ...]:
    return column.lane, column.fund_source, column.fiscal_year, column.year_offset, column.stage


def _stands_outside(column: Column, others: Iterable[Column]) -> bool:
    return any(other.lane == column.lane and other.path[0] != column.path[0] for other in others)


def memos_of_types(columns: Columns) -> Columns:
    """Types of spending below 其中, beside a type that they cannot be part of by name, tell what of it is theirs."""
    memos = set()
    for column in columns:
        first = next((c for c in columns if _below_of_which(c) and _place(c) == _place(column)), None)
        beside = columns[first.index - 1] if first is not None and first.index else None
        if beside is not None and {column.measure, beside.measure} <= _TYPES and _below_of_which(column):
            memos.add(column.index)
    return _with(columns, memos, measure=Measure.OF_WHICH)


def _below_of_which(column: Column) -> bool:
    return column.is_amount and len(column.path) > 1 and column.path[-2].rstrip(":") == "其中"


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
