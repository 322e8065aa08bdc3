"""What each column of a table holds, from its header tree and, where that is silent, from its cells."""

from __future__ import annotations

import re
from collections import Counter

from pipelines.layouts.tables import column_role, measures, neutral, three_public_item
from pipelines.model.amounts import parse_amount
from pipelines.model.column_roles import LABELS
from pipelines.model.fund_sources import BUDGETS
from pipelines.model.measures import Measure
from pipelines.model.statements import TWO_SIDED
from pipelines.model.text import compact, join_wrapped
from pipelines.model.units import UNIT_PATTERN
from pipelines.recognise.codes import plain_code, scheme_of, split_code
from pipelines.recognise.model import Column, Row, Table
from pipelines.recognise.tables.column_codes import label_like, prints_codes, settle_codes
from pipelines.recognise.tables.row_texts import is_blank
from pipelines.recognise.tables.together import settle_adjusted, settle_mixed, settle_parts, settle_periods

_YEAR = re.compile(r"(20\d\d)年?")
_UNIT = re.compile(rf"\((单位:)?(?:{UNIT_PATTERN})\)$")
_PRIOR = re.compile(r"^上年度?(预算|执行|决算|完成|实际|数|$)|^去年")
_FINAL = re.compile(r"决算|执行数|实际数|支出数|完成数")
_BUDGET = re.compile(r"预算数|预算金额|年初预算|调整预算|全年预算")
_SPENDING = frozenset({Measure.BASIC, Measure.PROJECT, Measure.PERSONNEL, Measure.PUBLIC})
_NESTING = frozenset({Measure.CARRYOVER, Measure.CLOSING, Measure.OF_WHICH, Measure.BASIC, Measure.PROJECT})
_OUTSIDE = _NESTING - _SPENDING


def columns(table: Table) -> list[Column]:
    """The columns of ``table`` with roles, measures and lanes (blocks of label and amounts side by side)."""
    width = max((len(r) for r in [*table.header, *table.body]), default=0)
    out = [_column(table, i, width) for i in range(width)]
    settle_mixed(out)
    settle_codes(table, out)
    _lanes(out)
    settle_periods(out)
    settle_parts(out)
    settle_adjusted(out)
    return out


def scheme(table: Table) -> str:
    """What the rows of ``table`` are classified by: functional, economic, or any (cannot tell).

    Codes of one kind speak first, then the title where it says so, then mixed codes, then the header.
    """
    counts: Counter[str] = Counter()
    labels = _label_columns(table)
    for row in table.body[:60]:
        for index in labels:
            cell = row[index] if index < len(row) else None
            if cell is None or not cell.anchor:
                continue
            text = compact(cell.text)
            code = split_code(text)[0] or plain_code(text)
            found = scheme_of(code) if code else None
            if found:
                counts["economic" if found == "government" else found] += 1
    by_title = "经济" in table.title, "功能" in table.title
    if by_title[0] != by_title[1] and len(counts) != 1:  # codes of one kind say it better than a title
        return "economic" if by_title[0] else "functional"
    if counts:
        functional, economic = counts["functional"], counts["economic"]
        return "functional" if functional and functional * 4 >= economic else "economic"
    header = "".join(compact(c.text) for row in table.header for c in row if c)
    if "功能" in header:
        return "functional"
    return "economic" if "经济" in header or "经济" in table.title else "any"


def _label_columns(table: Table) -> list[int]:
    """Columns that name rows by their header, or the first where no header does: figures can look like codes."""
    width = max((len(r) for r in [*table.header, *table.body]), default=0)
    paths = [tuple(compact(r[i].text) for r in table.header if i < len(r) and r[i]) for i in range(width)]  # type: ignore[union-attr]
    return [i for i, path in enumerate(paths) if column_role(path) in LABELS] or [0]


def _column(table: Table, index: int, width: int) -> Column:
    path: list[str] = []
    shown: list[str] = []
    seen: set[tuple[int, int, int]] = set()
    for row in table.header:
        cell = row[index] if index < len(row) else None
        if cell is None or not cell.text.strip():
            continue
        place = (cell.grid_no, cell.row_no, cell.col_no)
        text = compact(cell.text)
        if place not in seen and (not path or path[-1] != text):
            seen.add(place)
            path.append(text)
            shown.append(join_wrapped(cell.text))
    column = Column(index, tuple(path), "/".join(shown), "amount")
    figures, words = _content(table, index)
    role = column_role(tuple(_UNIT.sub("", text) or text for text in path))
    if role is None and not path and prints_codes(table, index):
        role = "code"
    elif role is None and not path:
        role = "amount" if figures and not words else ("name" if words and index < width / 2 else "note")
    elif role is None and words > figures:
        role = "name" if index == 0 else "note"
    elif (
        role in {"name", "name_functional", "name_economic", "unit_name", "unit_or_name"}
        and figures > words
        and not label_like(table, index)
    ):
        role = "amount"
    column.role = role or "amount"
    if column.role == "amount":
        two_sided = table.layout is not None and table.layout.id in TWO_SIDED
        _measure(column, column.path[1:] if two_sided and len(path) > 1 else column.path)
    return column


def _content(table: Table, index: int) -> tuple[int, int]:
    """How many cells of a column print figures, and how many print words."""
    figures = words = 0
    for row in table.body:
        cell = row[index] if index < len(row) else None
        if cell is None or not cell.anchor or is_blank(cell):
            continue
        if parse_amount(cell.text) is not None:
            figures += 1
        else:
            words += 1
    return figures, words


def _measure(column: Column, path: tuple[str, ...]) -> None:
    """Measure, fund and expenditure type from the header cells of ``path``, lowest first.

    The outermost cell of a two-sided table (本年收入 | 本年支出) names the side, not a measure, and is not in it.
    """
    matched: list[tuple[str, str | None, str | None]] = []
    unknown = False
    for depth, text in enumerate(reversed(path)):
        year = _YEAR.search(text)
        if year and column.fiscal_year is None:
            column.fiscal_year = int(year.group(1))
        if _PRIOR.search(text):
            column.year_offset = -1
        if column.stage is None:
            column.stage = "final" if _FINAL.search(text) else ("budget" if _BUDGET.search(text) else None)
        bare = _UNIT.sub("", _YEAR.sub("", text).removeprefix("度"))
        column.item = column.item or three_public_item(bare)
        rule = next((r for r in measures() if r.match.search(bare)), None)
        if rule and not neutral().fullmatch(bare):
            matched.append((rule.measure, rule.fund_source, rule.expenditure_type))
        elif not neutral().fullmatch(bare) and bare and depth == 0:
            unknown = True
    if not matched:
        column.measure = Measure.UNCLASSIFIED if unknown and column.item is None else Measure.TOTAL
        return
    measure, fund, kind = matched[0]
    column.is_part = unknown
    budget = next((m for m in matched[1:] if m[0] in BUDGETS), None)
    if measure == Measure.FISCAL_APPROPRIATION and budget is not None:  # 一般公共预算 其中：财政拨款
        (measure, fund, kind), column.is_part = budget, True
    fund = fund or next((m[1] for m in matched[1:] if m[1] and measure in _SPENDING), None)
    kind = kind or next((m[2] for m in matched[1:] if m[2] and measure == Measure.CARRYOVER), None)  # 项目支出/上年结转
    outer = next((m for m in matched[1:] if m[0] in _NESTING), None)
    if outer and outer[0] in _OUTSIDE:
        measure, kind = outer[0], None
    elif outer and fund:
        measure, kind = outer[0], outer[2]
    column.measure, column.fund_source, column.expenditure_type = measure, fund, kind


def _lanes(found: list[Column]) -> None:
    """Number the lanes: a label column after an amount column begins the next one."""
    lane, had_amount = 0, False
    for column in found:
        if column.role in LABELS and had_amount:
            lane, had_amount = lane + 1, False
        if column.role == "amount":
            had_amount = True
        column.lane = lane


def lists_units(columns: list[Column], lane: int) -> bool:
    """Whether the rows of a lane are budget units, not codes of units."""
    roles = {c.role for c in columns if c.lane == lane}
    return bool(roles & {"unit_name", "unit_code"}) and not any(r.startswith(("code", "name")) for r in roles)


def header_texts(rows: list[Row]) -> str:
    """All header texts of ``rows`` in one string, for evidence."""
    return " | ".join(compact(c.text) for row in rows for c in row if c is not None and c.text.strip())
