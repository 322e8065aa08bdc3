"""Projects and purchases count where they add up to what is printed with them; mart.coverage says why or why not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books, Document

PROJECTS = "SELECT project_name, amount FROM mart.project ORDER BY project_name"
COVERAGE = """
SELECT is_counted, reason, source, is_partial, counted_amount, printed_amount FROM mart.coverage WHERE subject = '{}'
"""


def projects(
    document: Document, total: str | None, *amounts: str, source: str = "project_table", table: int = 1
) -> None:
    """A list of projects with its total, if any."""
    rows = [("合计", total, "total")] if total is not None else []
    rows += [(f"项目{number}", amount, "item") for number, amount in enumerate(amounts)]
    for name, amount, role in rows:
        document.form(
            "core.fact_project",
            table_no=table,
            project_name=name,
            source=source,
            amount=Decimal(amount),
            line_role=role,
            is_leaf=role == "item",
        )


def withheld(document: Document) -> None:
    """The disclosure says that rows are left out."""
    document.form("core.department_profile", item="withheld", content="涉密项目不予公开")


def _money(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text).quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("total", "counted", "reason"),
    [
        ("30", True, "counted"),
        (None, True, "unproven"),
        ("50", False, "does_not_add_up"),
        ("10", False, "does_not_add_up"),
    ],
)
def test_a_list_of_projects_counts_by_its_total(ask: Ask, total: str | None, counted: bool, reason: str) -> None:
    books = Books()
    projects(books.document("a"), total, "10", "20")
    assert ask(books, COVERAGE.format("project")) == [
        (counted, reason, "project_table", False, _money("30"), _money(total))
    ]
    assert len(ask(books, PROJECTS)) == (2 if counted else 0)


def test_what_is_short_of_its_total_counts_where_rows_are_withheld(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    projects(document, "50", "10", "20")
    withheld(document)
    assert ask(books, COVERAGE.format("project")) == [
        (True, "counted", "project_table", True, _money("30"), _money("50"))
    ]
    beyond = Books()
    document = beyond.document("a")
    projects(document, "20", "10", "20")
    withheld(document)
    assert ask(beyond, COVERAGE.format("project"))[0][:2] == (False, "does_not_add_up")


def test_a_list_that_adds_up_serves_before_a_table_that_does_not(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    projects(document, "50", "10", "20", "30")
    projects(document, "30", "10", "20", source="project_list", table=2)
    assert ask(books, COVERAGE.format("project"))[0][:3] == (True, "counted", "project_list")
    assert ask(books, PROJECTS) == [("项目0", _money("10")), ("项目1", _money("20"))]


def test_one_total_for_two_tables(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    projects(document, None, "10")
    projects(document, "30", "20", table=2)
    assert ask(books, COVERAGE.format("project"))[0] == (
        True, "counted", "project_table", False, _money("30"), _money("30")
    )  # fmt: skip


def test_money_carried_over_is_no_part_of_the_projects_of_the_year(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    projects(document, "30", "10", "20")
    projects(document, "5", "5", source="carried_over_list", table=2)
    assert ask(books, "SELECT sum(amount) FROM mart.project") == [(_money("30"),)]
    alone = Books()
    projects(alone.document("a"), "5", "5", source="carried_over_list")
    assert ask(alone, COVERAGE.format("project"))[0][:2] == (False, "no_source")


@pytest.mark.parametrize(
    ("total", "counted", "reason"),
    [("30", True, "counted"), (None, True, "unproven"), ("50", False, "does_not_add_up")],
)
def test_purchases_count_by_their_total(ask: Ask, total: str | None, counted: bool, reason: str) -> None:
    books = Books()
    document = books.document("a")
    for name, amount, role in (("合计", total, "total"), ("电脑", "10", "item"), ("绿化", "20", "item")):
        if amount is not None:
            document.form(
                "core.fact_procurement",
                line_name=name,
                amount=Decimal(amount),
                line_role=role,
                is_leaf=role == "item",
                is_total=role == "total",
            )
    assert ask(books, COVERAGE.format("procurement"))[0][:2] == (counted, reason)
    assert ask(books, "SELECT sum(amount) FROM mart.procurement") == [(_money("30") if counted else None,)]
