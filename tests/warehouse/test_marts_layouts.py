"""Marts over every known way of printing a table: each sum is the printed total, and no column of a row is lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from tests.warehouse import families
from tests.warehouse.reconciliation import compare


@pytest.fixture(scope="module")
def books() -> Iterator[duckdb.DuckDBPyConnection]:
    """One disclosure per layout family."""
    with families.warehouse() as connection:
        yield connection


def _income(books: duckdb.DuckDBPyConnection, family: str) -> dict[str, Decimal]:
    found = books.execute(
        "SELECT source, amount FROM mart.revenue_by_source WHERE file_name = ?",
        [family],
    )
    return dict(found.fetchall())


def test_every_sum_is_what_is_printed(books: duckdb.DuckDBPyConnection) -> None:
    compared = compare(books)
    assert [row for row in compared if not row.is_equal] == []
    assert len({row.where for row in compared if row.mart == "expenditure"}) >= 30


def test_two_columns_of_one_source_are_both_income(books: duckdb.DuckDBPyConnection) -> None:
    # 一般公共预算财政拨款: 经费拨款 600.00 | 纳入预算管理的非税收入 200.00, and no column for the two (合肥)
    assert _income(books, "test_parts_without_whole.PAGES") == {
        "general_public": Decimal("8000000.00"),
        "other": Decimal("200000.00"),
    }


def test_carried_over_and_surplus_used_are_both_money_of_earlier_years(books: duckdb.DuckDBPyConnection) -> None:
    # 上年结转 60.00 | 使用非财政拨款结余 40.00 (ministries)
    assert _income(books, "test_ministries.PAGES")["carryover"] == Decimal("1000000.00")


def test_carried_over_whole_and_by_fund_counts_once(books: duckdb.DuckDBPyConnection) -> None:
    # 上年结余收入: 小计 100.00 | 一般公共预算结余 100.00, beside 经费拨款 600.00 | 非税 100.00 (南宁)
    assert _income(books, "test_carried_over_first.PAGES") == {
        "carryover": Decimal("1000000.00"),
        "general_public": Decimal("7000000.00"),
        "other": Decimal("200000.00"),
    }


def test_no_income_stays_undivided(books: duckdb.DuckDBPyConnection) -> None:
    assert books.execute("SELECT count(*) FROM mart.revenue_by_source WHERE source = 'undivided'").fetchall() == [(0,)]


@pytest.mark.parametrize(
    ("series", "mart"),
    [("expenditure_series", "expenditure"), ("economic_series", "expenditure_by_economic")],
)
def test_a_series_has_every_line_of_its_mart_once(books: duckdb.DuckDBPyConnection, series: str, mart: str) -> None:
    one, other = (
        books.execute(f"SELECT count(*), sum(amount), count(DISTINCT document_id) FROM mart.{name}").fetchone()
        for name in (series, mart)
    )
    assert one == other
