"""Statements of a document that prints no titles: told by their columns, their order, and the figures they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from pipelines.layouts.tables import StatementLayout, income_source, layout_of, strip_numbering, three_public_item
from pipelines.model.amounts import parse_amount
from pipelines.model.fund_sources import FundSource
from pipelines.model.row_roles import RowRole
from pipelines.model.schemes import Scheme
from pipelines.model.statements import Statement
from pipelines.model.text import compact
from pipelines.model.three_public import Item
from pipelines.recognise.model import Joined, Row
from pipelines.recognise.tables.name.scheme import scheme
from pipelines.recognise.tables.row_texts import all_texts, is_sum, role_of

_BY_TYPE = frozenset({"合计", "基本支出", "项目支出"})
_BY_KIND = frozenset({"合计", "人员经费", "公用经费"})
_ITEMS = frozenset({Item.ABROAD, Item.RECEPTION, Item.VEHICLES})
_SPENDING_TABLES = 2  # 支出总表, then 一般公共预算支出表
_SIDES = frozenset({"收入", "支出"})


def by_shared_figures(tables: Sequence[Joined]) -> Mapping[int, StatementLayout]:
    """The number of each of ``tables`` without a title that is a statement, and which.

    收支总表 shows both sides.  Of two tables of spending by function the first comes to its 支出总计, the second to
    its 一般公共预算 income; one alone could be either.  Basic spending comes to the second's 基本支出.  Nothing is told
    where a figure contradicts.
    """
    summaries = [table for table in tables if _is_summary(table)]
    spending = [table for table in tables if _has(table, _BY_TYPE, Scheme.FUNCTIONAL)]
    if len(summaries) != 1 or len(spending) != _SPENDING_TABLES:
        return {}
    whole, general = (_total(table) for table in spending)
    if (whole.get("合计"), general.get("合计")) != _of_summary(summaries[0]) or not whole:
        return {}
    found = {summaries[0].table_no: Statement.SUMMARY, spending[0].table_no: Statement.EXPENDITURE}
    found[spending[1].table_no] = Statement.GENERAL_BUDGET
    found |= _beside(tables, general)
    return {number: layout_of(statement) for number, statement in found.items()}


def _beside(tables: Sequence[Joined], general: Mapping[str, Decimal]) -> dict[int, Statement]:
    """Basic spending by class and 三公 where one table each can be it; ``general``: totals of general spending."""
    basic = [table for table in tables if _has(table, _BY_KIND, Scheme.ECONOMIC)]
    items = [table for table in tables if set(_items(table)) >= _ITEMS]
    found = {}
    if len(basic) == 1 and _total(basic[0]).get("合计") == general.get("基本支出"):
        found[basic[0].table_no] = Statement.BASIC_ECONOMIC
    if len(items) == 1:
        found[items[0].table_no] = Statement.THREE_PUBLIC
    return found


def _is_summary(table: Joined) -> bool:
    """Whether a table shows income and spending side by side, one column of figures each."""
    texts = all_texts(table.header)
    names = [text for text in texts if text not in _SIDES]
    return set(texts) >= _SIDES and len(names) == 2 * len(set(names)) and len(names) == 2 * len(_SIDES)


def _has(table: Joined, heads: frozenset[str], wanted: str) -> bool:
    """Whether the figures of a table stand below just ``heads``, and its rows carry codes of the list ``wanted``."""
    figures = {text for text in all_texts(table.header) if "编码" not in text and "名称" not in text}
    return figures == heads and scheme(table) == wanted


def _total(table: Joined) -> dict[str, Decimal]:
    """The figures of the total of a table, by the header right above each."""
    row = next((row for row in table.body if any(map(is_sum, row.texts[:2]))), Row())
    heads = [compact(cell.text) if cell is not None else "" for cell in table.header[-1]]
    found = {}
    for head, cell in zip(heads, row, strict=False):
        amount = parse_amount(cell.text) if cell is not None else None
        if amount is not None:
            found[head] = amount.value
    return found


def _of_summary(table: Joined) -> tuple[Decimal | None, Decimal | None]:
    """What a two-sided table says of all spending, and of income from the general public budget."""
    spending = general = None
    for label, value in _labelled(table):
        name = strip_numbering(label)[1]
        if role_of(label) == RowRole.GRAND_TOTAL and "支出" in label:
            spending = value
        elif general is None and income_source(name) == FundSource.GENERAL_PUBLIC:
            general = value
    return spending, general


def _labelled(table: Joined) -> Iterator[tuple[str, Decimal]]:
    """Each figure of a table with the cell before it."""
    for row in table.body:
        for before, cell in pairwise(row):
            amount = parse_amount(cell.text) if cell is not None else None
            if before is not None and amount is not None:
                yield compact(before.text), amount.value


def _items(table: Joined) -> Iterator[str]:
    """The 三公 items its rows begin with; of a table in which other rows stand none."""
    labels = [row.texts[0] for row in table.body if row.texts]
    named = [three_public_item(strip_numbering(label)[1]) for label in labels if not is_sum(label)]
    if None not in named:
        yield from filter(None, named)
