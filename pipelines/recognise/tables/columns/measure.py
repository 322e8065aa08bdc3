"""What an amount column measures, from its header texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from pipelines.layouts.tables import MeasureRule, measures, neutral, three_public_item
from pipelines.model.fund_sources import BUDGETS
from pipelines.model.measures import LEFT_OVER, Measure
from pipelines.model.stages import Stage
from pipelines.recognise.tables.columns.role import UNIT

T = TypeVar("T")
_YEAR = re.compile(r"(20\d\d)年?")
_JOINTS = "-—_·/"
_PRIOR = re.compile(r"^上年度?(预算|执行|决算|完成|实际|数|$)|^去年")
_FINAL = re.compile(r"决算|执行数|实际数|支出数|完成数")
_BUDGET = re.compile(r"预算数|预算金额|年初预算|调整预算|全年预算")
_SPENDING = frozenset({Measure.BASIC, Measure.PROJECT, Measure.PERSONNEL, Measure.PUBLIC})
_PARTS_OF_BASIC = frozenset({Measure.PERSONNEL, Measure.PUBLIC})
_CLOSED = LEFT_OVER | {Measure.OF_WHICH}  # what stands below them is part of them
_NESTING = _CLOSED | {Measure.BASIC, Measure.PROJECT}


@dataclass(frozen=True, slots=True)
class Meant:
    """What the figures of a column are; ``is_part`` where its lowest header text is not known."""

    measure: str
    fund_source: str | None = None
    expenditure_type: str | None = None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """Whose year and stage the figures of a column are."""

    fiscal_year: int | None
    year_offset: int
    stage: str | None


def period(path: Sequence[str]) -> Period:
    """Year and stage the header texts of ``path`` name, the lowest first."""
    lowest_first = path[::-1]
    return Period(
        fiscal_year=_first(_year, lowest_first),
        year_offset=-1 if any(map(_PRIOR.search, path)) else 0,
        stage=_first(_stage, lowest_first),
    )


def _first(look: Callable[[str], T | None], texts: Iterable[str]) -> T | None:
    return next((found for text in texts if (found := look(text)) is not None), None)


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found.group(1)) if found is not None else None


def _stage(text: str) -> str | None:
    if _FINAL.search(text):
        return Stage.FINAL
    return Stage.BUDGET if _BUDGET.search(text) else None


def item(path: Sequence[str]) -> str | None:
    """The 三公 item the header texts of ``path`` name, the lowest first."""
    return _first(three_public_item, map(_bare, path[::-1]))


def _bare(text: str) -> str:
    """A header text without year (2025年, 2025-) and unit."""
    return UNIT.sub("", _YEAR.sub("", text).removeprefix("度").lstrip(_JOINTS))


@lru_cache(maxsize=8192)
def _rule(text: str) -> MeasureRule | None:
    """The measure a bare header text names."""
    if neutral().fullmatch(text):
        return None
    return next((rule for rule in measures() if rule.match.search(text)), None)


@lru_cache(maxsize=8192)
def measure(path: tuple[str, ...]) -> Meant:
    """Measure, fund and expenditure type the header texts of ``path`` name, the lowest first."""
    texts = [_bare(text) for text in path[::-1]]
    lowest_unknown = bool(texts) and _says_something_else(texts[0])
    named = list(filter(None, map(_rule, texts)))
    if named:
        return _nested(named[0], named[1:], is_part=lowest_unknown)
    is_unclassified = lowest_unknown and item(path) is None
    return Meant(Measure.UNCLASSIFIED if is_unclassified else Measure.TOTAL)


def _says_something_else(text: str) -> bool:
    return bool(text) and _rule(text) is None and not neutral().fullmatch(text)


def _nested(lowest: MeasureRule, outer: Sequence[MeasureRule], is_part: bool) -> Meant:
    """The measure of a column whose lowest known header text is ``lowest``, with ``outer`` above it."""
    budget = _outer(outer, BUDGETS)
    if lowest.measure == Measure.FISCAL_APPROPRIATION and budget is not None:  # 一般公共预算 其中：财政拨款
        lowest, is_part = budget, True
    fund, kind = _fund(lowest, outer), _kind(lowest, outer)
    left_over = _outer(outer, LEFT_OVER)
    if left_over is not None and lowest.measure in _SPENDING:
        return Meant(left_over.measure, fund, kind, is_part or lowest.measure in _PARTS_OF_BASIC)
    nest = _outer(outer, _NESTING)
    if nest is not None and nest.measure in _CLOSED:
        return Meant(nest.measure, fund, None, is_part)
    if nest is not None and fund is not None:
        return Meant(nest.measure, fund, nest.expenditure_type, is_part)
    return Meant(lowest.measure, fund, kind, is_part)


def _outer(outer: Sequence[MeasureRule], of: Collection[str]) -> MeasureRule | None:
    return next((rule for rule in outer if rule.measure in of), None)


def _fund(lowest: MeasureRule, outer: Sequence[MeasureRule]) -> str | None:
    """The fund of a column; a type of spending has that of the header it stands below."""
    if lowest.fund_source or lowest.measure not in _SPENDING:
        return lowest.fund_source
    return next((rule.fund_source for rule in outer if rule.fund_source), None)


def _kind(lowest: MeasureRule, outer: Sequence[MeasureRule]) -> str | None:
    """The type of spending of a column; a carryover has that of the header it stands below (项目支出/上年结转)."""
    if lowest.expenditure_type or lowest.measure != Measure.CARRYOVER:
        return lowest.expenditure_type
    return next((rule.expenditure_type for rule in outer if rule.expenditure_type), None)
