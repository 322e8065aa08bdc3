"""What a body printed, what of it is loaded, held back, or said in the text alone, by subject and by statement."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books, Document, Statement

D = Decimal


def printed(books: Books, table: Statement, *, empty: bool = False) -> None:
    """Say in core.statement that the table is there."""
    document = table.document
    row: dict[str, Any] = {"table_no": table.table_no, "statement": table.statement, "is_empty": empty}
    document.form("core.statement", **row)


def books() -> Books:
    made = Books()
    document: Document = made.document("a")
    spending = document.table("expenditure")
    spending.line("行政运行", {"total": "7"}, code="2010601")
    spending.line("合计", {"total": "7"}, role="total")
    held = document.table("general_budget", quarantined=True)
    held.line("行政运行", {"total": "5"}, code="2010601")
    held.line("合计", {"total": "6"}, role="total")
    income = document.table("revenue", quarantined=True)
    income.line("合计", {"total": "9"}, role="total", flow="revenue")
    for table in (spending, held, income):
        printed(made, table)
    printed(made, document.table("government_fund"), empty=True)
    printed(made, document.table("organisation"))
    document.form(
        "core.fact_claim", line_id="c1", subject="procurement", kind="amount", amount=D(3), sentence="3 万元", unit="元"
    )
    return made


def status(ask: Ask, scope: str) -> dict[str, tuple[Any, ...]]:
    rows = ask(
        books(),
        "SELECT subject, status, printed_tables, loaded_lines, held_back_lines, loaded_amount, held_back_amount,"
        f" stated_figures, stated_amount FROM mart.body_coverage WHERE scope = '{scope}'",
    )
    return {row[0]: row[1:] for row in rows}


def test_every_statement_is_loaded_held_back_empty_unread_or_not_there(ask: Ask) -> None:
    found = status(ask, "statement")
    assert found["expenditure"] == ("loaded", 1, 2, 0, D("7.00"), None, 0, None)
    assert found["general_budget"] == ("held_back", 1, 0, 2, None, D("6.00"), 0, None)
    assert found["government_fund"] == ("empty", 1, 0, 0, None, None, 0, None)
    assert found["organisation"] == ("unread", 1, 0, 0, None, None, 0, None)
    assert found["state_capital"] == ("not_printed", 0, 0, 0, None, None, 0, None)


def test_every_subject_is_loaded_held_back_said_or_not_there(ask: Ask) -> None:
    found = status(ask, "subject")
    # one row counts; of its statements general_budget is held back, and government_fund is empty
    assert found["spending"] == ("loaded", 3, 1, 2, D("7.00"), D("6.00"), 0, None)
    assert found["revenue"] == ("held_back", 1, 0, 1, None, D("9.00"), 0, None)
    assert found["procurement"] == ("stated", 0, 0, 0, None, None, 1, D("3.00"))
    assert found["staffing"][0] == "unread"
    assert found["project"][0] == "not_printed"


def test_a_body_has_one_row_for_each_however_many_disclosures(ask: Ask) -> None:
    made = books()
    again = made.document("b")
    again.table("expenditure").line("行政运行", {"total": "7"}, code="2010601")
    sql = "SELECT count(*), count(DISTINCT (scope, subject)), min(disclosures) FROM mart.body_coverage"
    ((rows, distinct, disclosures),) = ask(made, sql)
    assert rows == distinct > 30
    assert disclosures == 2
