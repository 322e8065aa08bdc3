"""Statements of which not all loads: marts never sum what is left as though it were everything."""

from __future__ import annotations

from decimal import Decimal

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books, Document, Statement

SPENT = "SELECT functional_code, line_name, amount, assurance FROM mart.expenditure ORDER BY functional_code NULLS LAST"
COVERAGE = """
SELECT source, is_counted, is_partial, counted_amount, printed_amount FROM mart.coverage WHERE subject = '{subject}'
"""


def spending(document: Document, *, held: str = "", total: str = "100") -> Statement:
    """支出总表: 60 of 行政运行 and 40 of 住房公积金; the row ``held`` is in quarantine."""
    table = document.table("expenditure")
    for name, amount, code, role in (
        ("合计", total, None, "total"),
        ("行政运行", "60", "2010601", "item"),
        ("住房公积金", "40", "2210201", "item"),
    ):
        table.quarantined = name == held
        table.line(name, {"total": amount}, code=code, role=role)
    return table


def test_what_is_held_back_stands_as_one_disputed_row_up_to_the_printed_total(ask: Ask) -> None:
    books = Books()
    spending(books.document("a"), held="行政运行")
    assert ask(books, SPENT) == [
        ("2210201", "住房公积金", Decimal("40.00"), "consistent"),
        (None, "合计", Decimal("60.00"), "disputed"),
    ]
    counted = ("expenditure", True, True, Decimal("100.00"), Decimal("100.00"))
    assert ask(books, COVERAGE.format(subject="spending")) == [counted]
    by_function = "SELECT functional_code, amount FROM mart.expenditure_by_function ORDER BY 1 NULLS LAST"
    assert ask(books, by_function) == [("2210201", Decimal("40.00")), (None, Decimal("60.00"))]


def test_rows_that_are_withheld_stand_as_one_too(ask: Ask) -> None:
    books = Books()
    books.withheld(spending(books.document("a"), total="150"))
    assert [row[2] for row in ask(books, SPENT)] == [Decimal("60.00"), Decimal("40.00"), Decimal("50.00")]
    assert ask(books, COVERAGE.format(subject="spending"))[0][2:] == (True, Decimal("150.00"), Decimal("150.00"))


def test_without_its_total_what_is_left_of_a_statement_counts_nothing(ask: Ask) -> None:
    books = Books()
    spending(books.document("a"), held="合计")
    assert ask(books, SPENT) == []
    assert ask(books, COVERAGE.format(subject="spending")) == [(None, False, False, None, None)]


def test_a_whole_statement_is_taken_before_one_in_part(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    spending(document, held="行政运行")
    summary = document.table("summary")
    summary.line("一般公共服务支出", {"total": "60"}, code="201")
    summary.line("住房保障支出", {"total": "40"}, code="221")
    summary.line("本年支出合计", {"total": "100"}, role="current_total")
    assert [row[0] for row in ask(books, SPENT)] == ["201", "221"]
    assert ask(books, COVERAGE.format(subject="spending"))[0][:3] == ("summary", True, False)


def test_a_rest_that_comes_to_the_printed_total_needs_no_row(ask: Ask) -> None:
    books = Books()
    spending(books.document("a"), held="行政运行", total="40")
    assert [row[2] for row in ask(books, SPENT)] == [Decimal("40.00")]
    assert ask(books, COVERAGE.format(subject="spending"))[0][2] is True


def test_economic_codes_are_taken_in_part_in_the_same_way(ask: Ask) -> None:
    books = Books()
    table = books.document("a").table("basic_economic")
    table.line("合计", {"total": "100"}, role="total")
    table.line("基本工资", {"total": "70"}, economic="30101")
    table.quarantined = True
    table.line("办公费", {"total": "30"}, economic="30201")
    rows = ask(books, "SELECT code, amount FROM mart.expenditure_by_economic ORDER BY 1 NULLS LAST")
    assert rows == [("30101", Decimal("70.00")), (None, Decimal("30.00"))]


def test_income_is_not_added_up_from_what_is_left(ask: Ask) -> None:
    books = Books()
    table = books.document("a").table("revenue")
    table.quarantined = True
    table.line("合计", {"total": "100", "general_public": "100"}, role="total", flow="revenue")
    table.quarantined = False
    table.line("行政运行", {"total": "60", "general_public": "60"}, code="2010601", flow="revenue")
    assert ask(books, "SELECT source, amount FROM mart.revenue_by_source") == []
    assert ask(books, COVERAGE.format(subject="revenue"))[0][:2] == (None, False)


def test_income_with_its_total_is_that_total(ask: Ask) -> None:
    books = Books()
    table = books.document("a").table("revenue")
    table.line("合计", {"total": "100", "general_public": "100"}, role="total", flow="revenue")
    table.line("行政运行", {"total": "60", "general_public": "60"}, code="2010601", flow="revenue")
    table.quarantined = True
    table.line("住房公积金", {"total": "40", "general_public": "40"}, code="2210201", flow="revenue")
    rows = ask(books, "SELECT source, amount FROM mart.revenue_by_source")
    assert rows == [("general_public", Decimal("100.00"))]
    assert ask(books, COVERAGE.format(subject="revenue"))[0][:3] == ("revenue", True, True)
