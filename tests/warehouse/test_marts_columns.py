"""Rows that print several columns of one measure: parts are all counted, what repeats is counted once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books, Column

Total = Callable[[Books, str], Decimal]
Row = list[tuple[Column, str]]


# rows of a spending table -> what is counted of them
PRINTED: dict[str, tuple[list[Row], str]] = {
    "parts that nothing sums up": ([[("project", "30"), ("project", "20")]], "50"),
    "printed twice": ([[("project", "30"), ("project", "30")], [("project", "40"), ("project", "40")]], "70"),
    "a subtotal before its parts": (
        [
            [("project", "50"), ("project", "30"), ("project", "20")],
            [("project", "5"), ("project", "0"), ("project", "5")],
        ],
        "55",
    ),
    "parts of a total": ([[("total", "100"), ("basic", "50"), ("project", "30"), ("project", "20")]], "100"),
    "a column that says some of another again": (
        [[("total", "100"), ("basic", "50"), ("project", "50"), ("project", "20")]],
        "100",
    ),
    "two columns of one fund": (
        [[(("general_public", "general_public"), "30"), (("general_public", "general_public"), "20")]],
        "50",
    ),
    "carried over twice": ([[("carryover", "3"), ("carryover", "4"), ("current_year", "5")]], "12"),
}


@pytest.fixture(scope="module")
def counted(ask: Ask) -> dict[str, Decimal]:
    """What is counted of each: a department with a table of these rows, all in one warehouse."""
    books = Books()
    for name, (rows, _) in PRINTED.items():
        table = books.document(name, department=name).table("expenditure")
        for number, cells in enumerate(rows):
            table.line("某支出", cells, code=f"20106{number:02}")
    return dict(ask(books, "SELECT department_name, sum(amount) FROM mart.expenditure GROUP BY 1"))


@pytest.mark.parametrize("printed", PRINTED)
def test_columns_of_one_measure(printed: str, counted: dict[str, Decimal]) -> None:
    assert counted[printed] == Decimal(PRINTED[printed][1])


def test_parts_of_one_measure_keep_their_type(ask: Ask) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    table.line("行政运行", [("total", "100"), ("basic", "50"), ("project", "30"), ("project", "20")], code="2010601")
    rows = ask(books, "SELECT basic_amount, project_amount FROM mart.expenditure_by_function")
    assert rows == [(Decimal("50.00"), Decimal("50.00"))]


def test_sources_in_rows(ask: Ask) -> None:
    # 江苏: 收入总计, then 一般公共预算资金 twice (the budget and its only part), then 其他资金
    books = Books()
    table = books.document("a").table("revenue")
    table.line("收入总计", {"total": "179.5"}, role="grand_total", flow="revenue")
    for name, fund, amount in (
        ("一般公共预算资金", "general_public", "179"),
        ("一般公共预算资金", "general_public", "179"),
        ("其他资金", "other", "0.5"),
    ):
        table.line(name, {"total": amount}, flow="revenue", source=fund)
    rows = ask(books, "SELECT source, amount FROM mart.revenue_by_source ORDER BY 1")
    assert rows == [("general_public", Decimal("179.00")), ("other", Decimal("0.50"))]


@pytest.mark.parametrize(
    ("public", "summary", "expected"),
    [
        pytest.param("100", None, [("general_budget", "2010601", "all_funds")], id="all it spends is fiscal"),
        pytest.param("80", "100", [("summary", "201", "all_funds")], id="it spends more: the classes of the summary"),
        pytest.param("80", None, [("expenditure", None, "all_funds")], id="nothing by function holds all of it"),
    ],
)
def test_spending_printed_by_unit_alone(ask: Ask, public: str, summary: str | None, expected: list[object]) -> None:
    books = Books()
    document = books.document("a")
    table = document.table("expenditure")
    table.line("合计", {"total": "100"}, role="total")
    table.line("财政局本级", {"total": "100"}, unit="财政局本级")
    document.table("general_budget", fund="general_public").line("行政运行", {"total": public}, code="2010601")
    if summary:
        document.table("summary").line("一般公共服务支出", {"total": summary}, code="201")
    assert ask(books, "SELECT statement, functional_code, coverage FROM mart.expenditure") == expected


def test_rows_that_do_not_make_their_total_serve_last(ask: Ask) -> None:
    # a row that repeats others without saying so: 150 where 100 is printed; the summary prints 100 and makes it
    books = Books()
    document = books.document("a")
    table = document.table("expenditure")
    table.line("合计", {"total": "100"}, role="total")
    table.line("行政运行", {"total": "100"}, code="2010601")
    table.line("机关服务", {"total": "50"}, code="2010603")
    summary = document.table("summary")
    summary.line("一般公共服务支出", {"total": "100"}, code="201")
    summary.line("本年支出合计", {"total": "100"}, role="current_total")
    assert ask(books, "SELECT statement, sum(amount) FROM mart.expenditure GROUP BY ALL") == [
        ("summary", Decimal("100.00"))
    ]


def test_fund_statements_serve_together(total: Total) -> None:
    # the fund statement does not make its total; without another source the three still count as printed row by row
    books = Books()
    document = books.document("a")
    document.table("general_budget", fund="general_public").line("行政运行", {"total": "60"}, code="2010601")
    fund = document.table("government_fund", fund="government_fund")
    fund.line("合计", {"total": "50"}, role="total")
    fund.line("城乡社区公共设施", {"total": "40"}, code="2120803")
    assert total(books, "mart.expenditure") == Decimal("100.00")
