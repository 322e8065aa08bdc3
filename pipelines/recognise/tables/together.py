"""What columns mean only beside one another: units or names, parts of a column, economic classes."""

from __future__ import annotations

import re

from pipelines.layouts.tables import neutral
from pipelines.recognise.codes import CodeBook, scheme_of, split_code
from pipelines.recognise.model import Column, Table

_SCHEMES = ("economic", "government")
_LIKE_CLASSES = frozenset({"other", "operating", "subsidy_to_affiliates"})
_SPENDING = frozenset({"basic", "project", "personnel", "public"})
_THIS_YEAR = re.compile(r"^(本年度?|当年|20\d\d年)(预算|安排|拨款)(数|收入|支出)?$")
_ADJUSTED = re.compile(r"全年预算|调整后?预算|预算调整数?")
_CLASS = re.compile(r"^[35]\d\d(\d\d)?$")


def settle_mixed(found: list[Column]) -> None:
    """单位名称（科目） names functions below units where codes are printed beside it, else it names units."""
    for column in found:
        if column.role == "unit_or_name":
            coded = any(c.role.startswith("code") and c.index < column.index for c in found)
            column.role, column.mixed = ("name", True) if coded else ("unit_name", False)


def settle_parts(found: list[Column]) -> None:
    """Columns whose own header says nothing known, below one that does, break that column down.

    Where the column they break down is printed too (小计), they are parts of it and add to nothing else; where it is
    not, together they are that column.
    """
    whole = {_key(c) for c in found if c.role == "amount" and not c.is_part}
    for column in found:
        if column.role == "amount" and column.is_part and _key(column) in whole:
            column.measure = "of_which"


def settle_periods(found: list[Column]) -> None:
    """本年预算 beside 上年结转 below one header is this year's part; both keep the type of spending above them."""
    carried = {(c.lane, c.path[:-1]) for c in found if c.role == "amount" and c.measure == "carryover" and c.path}
    for column in found:
        if column.role != "amount" or len(column.path) < 2 or (column.lane, column.path[:-1]) not in carried:
            continue
        if _THIS_YEAR.match(column.path[-1]) and column.measure in _SPENDING | {"total"}:
            column.measure = "current_year"


def settle_adjusted(found: list[Column]) -> None:
    """Where 年初预算数 stands beside 全年预算数 (调整预算数), the first is the budget, the second is adjusted."""
    budgets = [c for c in found if c.role == "amount" and c.stage == "budget"]
    adjusted = [c for c in budgets if _ADJUSTED.search("/".join(c.path))]
    if len(adjusted) < len(budgets):
        for column in adjusted:
            column.stage = "adjusted"


def _key(column: Column) -> tuple[object, ...]:
    return (
        *(column.lane, column.measure, column.fund_source, column.expenditure_type),
        *(column.fiscal_year, column.year_offset, column.stage, column.item),
    )


def settle_economic(table: Table, book: CodeBook) -> None:
    """Columns named like economic classes (工资福利支出) carry the code, as parts of the row's total."""
    named = [c for c in table.columns if c.role == "amount" and c.path and c.item is None and not _neutral(c)]
    found = {scheme: {c.index: code for c in named if (code := _code(book, scheme, c))} for scheme in _SCHEMES}
    scheme = max(_SCHEMES, key=lambda s: len(found[s]))
    if "政府" in table.title and len(found["government"]) == len(found[scheme]):
        scheme = "government"
    if len(found[scheme]) < 2:
        return
    for column in named:
        code = found[scheme].get(column.index)
        column.codes = {scheme: code} if code else {}
        if column.measure == "unclassified" or (code and column.measure in _LIKE_CLASSES):
            column.measure = "of_which"  # a class that splits the total, by a name with or without a code


def _neutral(column: Column) -> bool:
    return bool(neutral().fullmatch(column.path[-1]))


def _code(book: CodeBook, scheme: str, column: Column) -> str | None:
    """The class or 款 the lowest header cell names, inside the class a cell above it names."""
    path = [cell for cell in column.path if not cell.isdigit()]
    printed = next((c for c in column.path if _CLASS.match(c) and scheme_of(c) == scheme), None)
    if printed or not path:
        return printed
    name = split_code(path[-1])[1]
    outer = [c for cell in path[:-1] for c in book.candidates(scheme, split_code(cell)[1]) if len(c) == 3]
    codes = book.candidates(scheme, name)
    classes = [c for c in codes if len(c) == 3]
    inside = [c for c in codes if len(c) == 5 and any(c.startswith(o) for o in outer)]
    for choice in (inside, classes, [c for c in codes if len(c) == 5]):
        if len(choice) == 1:
            return choice[0]
    return None
