"""What is printed or said beside a disclosure's own figures: sources of their own, in no default mart unseen."""

from __future__ import annotations

from decimal import Decimal

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books, Document

D = Decimal
STATED = (
    "SELECT source, fiscal_year, stage, item, functional_code, amount FROM mart.stated"
    " WHERE subject = '{}' ORDER BY ALL"
)


def claim(document: Document, subject: str, amount: str | None, **more: object) -> None:
    number = len(document.books.forms.get("core.fact_claim", []))
    given = {
        "kind": "amount",
        "amount": amount and D(amount),
        "sentence": subject,
        "verdict": "agrees",
        "unit": "元",
    } | more
    line_id = f"{document.document_id[:16]}-p{number}-1"
    document.form("core.fact_claim", line_id=line_id, subject=subject, **given)


def two_years(document: Document, *, total: str = "13") -> None:
    """一般公共预算 of a year beside the year before: 10 + 5 after 9 + 3, and an item that is no more (1)."""
    table = document.table("general_budget", fund="general_public")
    for name, code, now, before in (("行政运行", "2010601", "10", "9"), ("培训支出", "2050803", "5", "3")):
        table.line(name, {"total": now}, code=code)
        table.count -= 1
        table.line(name, {"total": before}, code=code, year=document.year - 1)
    table.line("信访事务", {"total": "1"}, code="2014004", year=document.year - 1)
    table.line("合计", {"total": "15"}, role="total")
    table.count -= 1
    table.line("合计", {"total": total}, role="total", year=document.year - 1)


def distinct_cells(books: Books) -> Books:
    """The fixture puts a row's figures in one column: the second of each row goes to the next."""
    seen: set[object] = set()
    for row in books.facts:
        if row["line_id"] in seen:
            row["line_id"] += "9"
        seen.add(row["line_id"])
    return books


def test_a_column_of_the_year_before_is_a_source_of_its_own(ask: Ask) -> None:
    books = Books()
    two_years(books.document("a", year=2024))
    books = distinct_cells(books)
    assert ask(books, "SELECT sum(amount) FROM mart.expenditure") == [(D("15.00"),)]
    assert ask(books, STATED.format("spending")) == [
        ("prior_year", 2023, "budget", "total", "2010601", D("9.00")),
        ("prior_year", 2023, "budget", "total", "2014004", D("1.00")),
        ("prior_year", 2023, "budget", "total", "2050803", D("3.00")),
    ]


def test_a_column_that_is_not_its_own_total_is_not_taken(ask: Ask) -> None:
    books = Books()
    two_years(books.document("a", year=2024), total="14")
    assert ask(distinct_cells(books), STATED.format("spending")) == []


def test_a_year_is_compared_with_the_column_beside_it_where_its_disclosure_is_not_there(ask: Ask) -> None:
    compared = (
        "SELECT basis, coverage, functional_code, amount, previous_amount FROM mart.year_over_year"
        " WHERE fiscal_year = 2024 ORDER BY functional_code"
    )
    books = Books()
    two_years(books.document("a", year=2024))
    column = ("prior_year_column", "general_public")
    assert ask(distinct_cells(books), compared) == [
        (*column, "2010601", D("10.00"), D("9.00")),
        (*column, "2014004", D("0.00"), D("1.00")),
        (*column, "2050803", D("5.00"), D("3.00")),
    ]
    # as soon as the year before is there itself, in its own disclosure, it is compared with that
    table = books.document("b", year=2023).table("general_budget", fund="general_public")
    table.line("行政运行", {"total": "9"}, code="2010601")
    rows = ask(books, compared)
    assert {row[0] for row in rows} == {"two_disclosures"}
    assert sum(row[3] for row in rows) == D("15.00")


def test_the_budget_column_of_final_accounts_is_no_budget_of_the_body(ask: Ask) -> None:
    books = Books()
    table = books.document("a", stage="final").table("expenditure")
    table.line("行政运行", {"total": "8"}, code="2010601")
    table.count -= 1
    table.line("行政运行", {"total": "10"}, code="2010601", stage="budget")
    books = distinct_cells(books)
    assert ask(books, "SELECT stage, amount FROM mart.expenditure") == [("final", D("8.00"))]
    assert ask(books, STATED.format("spending")) == [("budget_column", 2024, "budget", "total", "2010601", D("10.00"))]


def test_text_serves_where_no_table_prints_it_and_says_so(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    for subject, amount in (("three_public", "7"), ("abroad", "0"), ("vehicle_operation", "4"), ("reception", "3")):
        claim(document, subject, amount)
    claim(document, "operating_expenses", "30")
    claim(document, "meeting", "2")
    parts = "SELECT item, amount, source FROM mart.three_public ORDER BY 1"
    assert ask(books, parts) == [
        ("abroad", D("0.00"), "text"), ("reception", D("3.00"), "text"), ("vehicle_operation", D("4.00"), "text"),
    ]  # fmt: skip
    document.three_public("total", "9")
    document.three_public("meeting", "1")
    assert ask(books, parts) == [("undivided", D("9.00"), "table")]
    figures = "meeting, meeting_source, operating_expenses, operating_expenses_source, training"
    costs = f"SELECT {figures} FROM mart.running_costs"
    assert ask(books, costs) == [(D("1.00"), "table", D("30.00"), "text", None)]
    said = ask(books, STATED.format("three_public"))
    assert {row[0] for row in said} == {"text"}
    assert sum(row[5] for row in said) == D("7.00")


def test_a_figure_that_is_said_in_two_ways_or_gainsaid_is_not_taken(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    claim(document, "operating_expenses", "30")
    claim(document, "operating_expenses", "31")
    claim(document, "meeting", "2", verdict="differs")
    assert ask(books, "SELECT * FROM mart.running_costs") == []
    assert ask(books, "SELECT * FROM mart.stated") == []


def test_purchases_and_people_of_the_text(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    for subject, amount in (("procurement", "6"), ("procurement_goods", "2"), ("procurement_services", "4")):
        claim(document, subject, amount)
    claim(document, "staff", None, kind="count", number=D(52), unit="人")
    other = books.document("b", department="水利局")
    claim(other, "procurement", "6")
    claim(other, "procurement_goods", "2")
    rows = ask(books, "SELECT department_name, item, amount, number FROM mart.stated ORDER BY 1, 2")
    assert rows == [
        ("水利局", "undivided", D("6.00"), None), ("财政局", "goods", D("2.00"), None),
        ("财政局", "services", D("4.00"), None), ("财政局", "staff", None, D(52)),
    ]  # fmt: skip


def test_what_a_unit_says_is_not_added_to_what_its_department_says(ask: Ask) -> None:
    books = Books()
    claim(books.document("a"), "operating_expenses", "30")
    unit = books.document("b", department="会计中心", kind="unit", parent="财政局")
    claim(unit, "operating_expenses", "4")
    for mart, figure in (("mart.running_costs", "operating_expenses"), ("mart.stated", "amount")):
        assert ask(books, f"SELECT sum({figure}) FROM {mart}") == [(D("30.00"),)]
