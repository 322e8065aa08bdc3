"""Income, economic codes, 三公 and the comparisons: planted double counts against known totals."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books, Document

Total = Callable[[Books, str], Decimal]
D = Decimal


def income(document: Document, **cells: str) -> None:
    table = document.table("revenue")
    funds = {(k, k) if k not in {"total", "current_year", "carryover"} else k: v for k, v in cells.items()}
    table.line("合计", funds, role="total", flow="revenue")
    table.line("行政运行", funds, code="2010601", flow="revenue")


def test_umbrella_columns_give_way_to_their_parts(ask: Ask, total: Total) -> None:
    books = Books()
    income(
        books.document("a"), total="100", current_year="90", fiscal_appropriation="70", general_public="60",
        government_fund="10", unit_funds="20", business="15", other="5", carryover="10",
    )  # fmt: skip
    assert total(books, "mart.revenue_by_source") == D("100.00")
    rows = ask(books, "SELECT source, amount FROM mart.revenue_by_source ORDER BY 2, 1")
    assert rows == [
        ("other", D("5.00")), ("carryover", D("10.00")), ("government_fund", D("10.00")), ("business", D("15.00")),
        ("general_public", D("60.00")),
    ]  # fmt: skip


def test_an_umbrella_with_only_some_of_its_parts_stays_whole(ask: Ask) -> None:
    books = Books()
    income(books.document("a"), total="100", fiscal_appropriation="70", general_public="60", business="30")
    rows = ask(books, "SELECT source, amount FROM mart.revenue_by_source ORDER BY 2")
    assert rows == [("business", D("30.00")), ("fiscal_appropriation", D("70.00"))]


def test_income_that_does_not_add_up_stands_undivided(ask: Ask) -> None:
    books = Books()
    income(books.document("a"), total="100", general_public="60", business="30")
    assert ask(books, "SELECT source, amount FROM mart.revenue_by_source") == [("undivided", D("100.00"))]


def test_sources_off_by_rounding_alone_are_divided(ask: Ask) -> None:
    books = Books()
    income(books.document("a"), total="100.01", general_public="60", business="40")
    rows = ask(books, "SELECT source, amount FROM mart.revenue_by_source ORDER BY 2")
    assert rows == [("business", D("40.00")), ("general_public", D("60.00"))]


def test_the_total_row_of_a_revenue_statement_serves_before_its_rows(ask: Ask) -> None:
    books = Books()
    table = books.document("a").table("revenue")
    cells = {"total": "10", ("general_public", "general_public"): "10"}
    table.line("合计", cells, role="total", flow="revenue")
    table.line("财政局", cells, flow="revenue", block=1)  # the department, then its units: printed twice
    table.line("会计中心", cells, flow="revenue", block=2)
    assert ask(books, "SELECT source, amount FROM mart.revenue_by_source") == [("general_public", D("10.00"))]


def test_the_income_half_of_the_summary_serves_without_a_revenue_statement(ask: Ask) -> None:
    books = Books()
    table = books.document("a").table("summary")
    head = table.line("一、财政拨款收入", {"total": "70"}, flow="revenue", source="fiscal_appropriation", leaf=False)
    table.line("一般公共预算", {"total": "60"}, flow="revenue", source="general_public", parent=head)
    table.line("政府性基金", {"total": "10"}, flow="revenue", source="government_fund", parent=head)
    table.line("二、其他收入", {"total": "20"}, flow="revenue", source="other")
    table.line("本年收入合计", {"total": "90"}, flow="revenue", role="current_total")
    table.line("上年结转", {"total": "5"}, flow="balance", role="opening")
    table.line("收入总计", {"total": "95"}, flow="revenue", role="grand_total")
    table.line("一般公共服务支出", {"total": "95"}, code="201", block=2)
    rows = ask(books, "SELECT source, amount FROM mart.revenue_by_source ORDER BY 2")
    assert rows == [
        ("carryover", D("5.00")), ("government_fund", D("10.00")), ("other", D("20.00")),
        ("general_public", D("60.00")),
    ]  # fmt: skip


def test_economic_codes_come_from_one_statement_only(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    for statement in ("basic_economic", "general_budget_economic"):
        table = document.table(statement, fund="general_public")
        top = table.line("工资福利支出", {"total": "9", "personnel": "9"}, economic="301", leaf=False)
        table.line("基本工资", {"total": "6", "personnel": "6"}, economic="30101", parent=top)
        table.line("津贴补贴", {"total": "3", "personnel": "3"}, economic="30102", parent=top)
        table.line("人员经费合计", {"total": "9"}, role="subtotal", leaf=False)
    rows = ask(books, "SELECT code, name, class_name, amount, statement FROM mart.expenditure_by_economic ORDER BY 1")
    assert rows == [
        ("30101", "基本工资", "工资福利支出", D("6.00"), "general_budget_economic"),
        ("30102", "津贴补贴", "工资福利支出", D("3.00"), "general_budget_economic"),
    ]


def test_a_local_economic_code_goes_by_its_parents_name(ask: Ask) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    table.line("行政运行", {"total": "8"}, code="2010601", economic="3021101", government="50201")
    rows = ask(books, "SELECT code, name, government_economic_name, amount FROM mart.expenditure_by_economic")
    assert rows == [("3021101", "差旅费", "办公经费", D("8.00"))]


def test_three_public_leaves_add_up_to_its_total(ask: Ask, total: Total) -> None:
    books = Books()
    document = books.document("a")
    figures = {
        "total": "10", "abroad": "2", "vehicles": "7", "vehicle_purchase": "3", "vehicle_operation": "4",
        "reception": "1",
        "meeting": "5", "training": "6", "operating_expenses": "99",
    }  # fmt: skip
    for item, amount in figures.items():
        document.three_public(item, amount)
        document.three_public(item, amount, fund="general_public")  # the same, as a column of its fund
    document.three_public("total", "8", year=2023)
    assert total(books, "mart.three_public") == D("10.00")
    assert ask(books, "SELECT meeting, training, operating_expenses FROM mart.running_costs") == [
        (D("5.00"), D("6.00"), D("99.00"))
    ]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (
            {"total": "10", "vehicles": "7", "vehicle_operation": "4", "reception": "3"},
            {"vehicles": "7", "reception": "3"},
        ),
        ({"total": "10", "abroad": "1"}, {"undivided": "10"}),
        ({"abroad": "1", "reception": "2"}, {"abroad": "1", "reception": "2"}),
    ],
)
def test_three_public_parts_that_do_not_add_up(ask: Ask, figures: dict[str, str], expected: dict[str, str]) -> None:
    books = Books()
    document = books.document("a")
    for item, amount in figures.items():
        document.three_public(item, amount)
    rows = ask(books, "SELECT item, amount FROM mart.three_public")
    assert dict(rows) == {item: D(amount) for item, amount in expected.items()}


def codes(document: Document, statement: str = "expenditure", **amounts: str) -> None:
    table = document.table(statement)
    for code, amount in amounts.items():
        table.line("某项", {"total": amount}, code=code.removeprefix("c"))


def test_execution_sets_final_against_budget(ask: Ask) -> None:
    books = Books()
    codes(books.document("b"), c2010601="80", c2010699="20")
    codes(books.document("f", stage="final"), c2010601="60", c2210201="5")
    codes(books.document("other year", year=2023), c2010601="1000")
    rows = ask(
        books,
        "SELECT functional_code, budget_amount, final_amount, difference, execution_rate "
        "FROM mart.execution ORDER BY 1",
    )
    assert rows == [
        ("2010601", D("80.00"), D("60.00"), D("-20.00"), D("75.000000")),
        ("2010699", D("20.00"), D("0.00"), D("-20.00"), D("0.000000")),
        ("2210201", D("0.00"), D("5.00"), D("5.00"), None),
    ]


def test_execution_compares_at_the_coarser_level(ask: Ask) -> None:
    books = Books()
    codes(books.document("b"), "summary", c201="100")
    codes(books.document("f", stage="final"), c2010601="60", c2010699="30")
    rows = ask(books, "SELECT functional_code, functional_name, budget_amount, final_amount FROM mart.execution")
    assert rows == [("201", "一般公共服务支出", D("100.00"), D("90.00"))]


def test_year_over_year_needs_both_years(ask: Ask) -> None:
    books = Books()
    for year, amount in ((2021, "1"), (2023, "50"), (2024, "75")):
        codes(books.document(str(year), year=year), c2010601=amount)
    rows = ask(books, "SELECT fiscal_year, amount, previous_amount, difference, change_rate FROM mart.year_over_year")
    assert rows == [(2024, D("75.00"), D("50.00"), D("25.00"), D("50.000000"))]


def test_county_comparison_puts_regions_side_by_side(ask: Ask, total: Total) -> None:
    books = Books()
    codes(books.document("a", department="普陀区财政局"), c2010601="80", c2010699="20")
    codes(books.document("b", department="芝罘区财政局", region="370602"), c2010601="30")
    rows = ask(
        books,
        "SELECT province_name, region_name, domain, functional_class_code, bodies, amount FROM mart.county_comparison",
    )
    assert sorted(rows) == [
        ("上海市", "上海市普陀区", "财政", "201", 1, D("100.00")),
        ("山东省", "山东省烟台市芝罘区", "财政", "201", 1, D("30.00")),
    ]
    assert total(books, "mart.county_comparison") == total(books, "mart.expenditure")


def test_every_loaded_and_held_back_line_has_evidence(ask: Ask) -> None:
    books = Books()
    codes(books.document("a"), c2010601="80")
    books.document("a").table("revenue", quarantined=True).line("合计", {"total": "5"}, role="total", flow="revenue")
    rows = ask(
        books,
        "SELECT status, count(*), count(file_name), count(DISTINCT line_id) FROM mart.evidence GROUP BY 1 ORDER BY 1",
    )
    assert rows == [("loaded", 1, 1, 1), ("quarantined", 1, 1, 1)]
