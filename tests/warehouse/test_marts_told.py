"""Staff and assets that a table prints and sentences state as well count once: the table's, and the mart says which."""

from __future__ import annotations

from decimal import Decimal

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books, Document

STAFF = "SELECT unit_name, posts, source FROM mart.staffing ORDER BY unit_name"
ASSETS = "SELECT line_name, quantity, source FROM mart.state_asset ORDER BY line_name"
COVERAGE = "SELECT source, lines FROM mart.coverage WHERE subject = '{}' AND is_counted"


def staff(document: Document, source: str, table: int, *units: tuple[str, int]) -> None:
    for name, posts in units:
        document.form(
            "core.fact_staffing", table_no=table, source=source, unit_name=name, posts=posts, is_total=name == "合计"
        )


def assets(document: Document, source: str, table: int, *held: tuple[str, int, bool]) -> None:
    for name, quantity, leaf in held:
        document.form(
            "core.fact_state_asset",
            table_no=table,
            source=source,
            line_name=name,
            quantity=Decimal(quantity),
            is_leaf=leaf,
            is_total=not leaf,
        )


def test_a_table_of_staff_serves_before_sentences(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    staff(document, "text", 0, ("水利局", 60))
    assert ask(books, STAFF) == [("水利局", 60, "text")]
    assert ask(books, COVERAGE.format("staffing")) == [("text", 1)]
    staff(document, "table", 7, ("合计", 60), ("本级", 52), ("水文站", 8))
    assert ask(books, STAFF) == [("本级", 52, "table"), ("水文站", 8, "table")]
    assert ask(books, COVERAGE.format("staffing")) == [("organisation", 2)]


def test_a_table_of_assets_serves_before_sentences(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    assets(document, "text", 0, ("车辆", 7, False), ("执法执勤用车", 5, True), ("其他用车", 2, True))
    assert ask(books, ASSETS) == [("其他用车", Decimal(2), "text"), ("执法执勤用车", Decimal(5), "text")]
    assets(document, "table", 3, ("车辆", 7, True))
    assert ask(books, ASSETS) == [("车辆", Decimal(7), "table")]
    assert ask(books, COVERAGE.format("state_asset")) == [("state_asset", 1)]
