"""What counts, by department and by unit: mart.chosen, and the sum that mart.expenditure_by_unit turns."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books
from tests.warehouse.publishing import publish

D = Decimal
Query = Callable[[Books, str], list[tuple[object, ...]]]


@pytest.fixture
def query(tmp_path: Path) -> Query:
    """A query on the warehouse that books make, views included."""

    def run(books: Books, sql: str) -> list[tuple[object, ...]]:
        path = tmp_path / "of_books.duckdb"
        publish(books.frames(), path)
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    return run


def department(books: Books, units: dict[str, str], *, by_unit: bool) -> None:
    """A department whose table holds the spending of ``units``, row by row with their names or in one row."""
    table = books.document("department").table("expenditure")
    table.line("合计", {"total": str(sum(D(one) for one in units.values()))}, role="total")
    for number, (unit, amount) in enumerate(units.items(), 1):
        table.line(
            "行政运行",
            {"total": amount},
            code="2010601",
            unit=unit if by_unit else None,
            block=number if by_unit else 1,
        )


def unit(books: Books, name: str, amount: str) -> None:
    table = books.document(name, department=name, kind="unit", parent="财政局").table("expenditure")
    table.line("合计", {"total": amount}, role="total")
    table.line("行政运行", {"total": amount}, code="2010601")


CHOICE = (
    "SELECT is_counted, reason, counted_by_unit, reason_by_unit FROM mart.chosen WHERE subject = 'spending' AND kind = "
)


def test_a_unit_inside_its_department_says_who_counts_it(ask: Ask) -> None:
    books = Books()
    department(books, {"会计中心": "30", "干部学校": "70"}, by_unit=True)
    unit(books, "会计中心", "30")
    rows = ask(books, "SELECT reason, counted_by FROM mart.chosen WHERE subject = 'spending' ORDER BY ALL")
    assert rows == [("counted", None), ("covered_by_department", "财政局-2024-budget")]


def test_by_unit_the_rest_of_a_department_counts_where_its_rows_tell_it(query: Query) -> None:
    books = Books()
    department(books, {"会计中心": "30", "干部学校": "70"}, by_unit=True)
    unit(books, "会计中心", "30")
    sql = "SELECT department_name, unit_name, amount FROM mart.expenditure_by_unit ORDER BY ALL"
    assert query(books, sql) == [("会计中心", None, D("30.00")), ("财政局", "干部学校", D("70.00"))]
    assert query(books, f"{CHOICE} 'department'") == [(True, "counted", True, "rest")]
    assert query(books, "SELECT sum(amount) FROM mart.expenditure") == [(D("100.00"),)]


def test_by_unit_units_that_come_to_all_of_it_stand_for_their_department(query: Query) -> None:
    books = Books()
    department(books, {"会计中心": "30", "干部学校": "70"}, by_unit=False)
    unit(books, "会计中心", "30")
    unit(books, "干部学校", "70")
    assert query(books, "SELECT count(*), sum(amount) FROM mart.expenditure_by_unit") == [(2, D("100.00"))]
    assert query(books, f"{CHOICE} 'department'") == [(True, "counted", False, "given_by_units")]


def test_by_unit_what_cannot_be_told_apart_is_said(query: Query) -> None:
    books = Books()
    department(books, {"会计中心": "30", "干部学校": "70"}, by_unit=False)
    unit(books, "会计中心", "30")
    assert query(books, "SELECT sum(amount) FROM mart.expenditure_by_unit") == [(D("30.00"),)]
    assert query(books, f"{CHOICE} 'department'") == [(True, "counted", False, "not_additive")]
    assert query(books, f"{CHOICE} 'unit'") == [(False, "covered_by_department", True, "counted")]


def test_by_unit_a_row_that_is_not_what_the_unit_discloses_is_not_taken_out(query: Query) -> None:
    books = Books()
    department(books, {"会计中心": "31", "干部学校": "70"}, by_unit=True)
    unit(books, "会计中心", "30")
    assert query(books, f"{CHOICE} 'department'") == [(True, "counted", False, "not_additive")]


def test_tables_of_one_source_may_stand_in_two_documents(ask: Ask) -> None:
    books = Books()
    first, later = books.document("first"), books.document("later")
    for document, statement, amount in ((first, "general_budget", "60"), (later, "government_fund", "40")):
        table = document.table(statement, fund="general_public" if statement == "general_budget" else "government_fund")
        table.line("合计", {"total": amount}, role="total")
        table.line("行政运行", {"total": amount}, code="2010601")
    assert ask(books, "SELECT sum(amount) FROM mart.expenditure") == [(D("100.00"),)]
    rows = ask(
        books, "SELECT source, is_counted, counted_amount FROM mart.coverage WHERE subject = 'spending' ORDER BY 1"
    )
    assert rows == [("general_budget", True, D("60.00")), ("government_fund", True, D("40.00"))]
