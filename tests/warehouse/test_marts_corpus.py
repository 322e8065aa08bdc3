"""Marts over the real documents: sums against what statements print, as core has it and as a person read it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from scripts.measure.built import GOLDEN, relative
from tests.warehouse.reconciliation import compare
from warehouse.connection import connect_readonly

_UNITS = {"元": Decimal(1), "万元": Decimal(10000)}


@pytest.fixture(scope="module")
def books(corpus: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The corpus, to be asked."""
    with connect_readonly(corpus) as connection:
        yield connection


def test_every_sum_is_what_is_printed(books: duckdb.DuckDBPyConnection) -> None:
    compared = compare(books)
    assert [row for row in compared if not row.is_equal] == []
    assert len([row for row in compared if row.mart == "expenditure"]) >= 50


def test_spending_is_the_total_a_person_read(books: duckdb.DuckDBPyConnection) -> None:
    truth: dict[str, set[Decimal]] = {}
    with (GOLDEN / "statements.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["statement"] == "expenditure" and row["total"]:
                yuan = Decimal(row["total"].replace(",", "")) * _UNITS[row["unit"]]
                truth.setdefault(row["document"], set()).add(yuan)
    spent = books.execute(
        "SELECT r.source_uri, sum(m.amount), count(*) FROM mart.expenditure m JOIN raw.document r USING (document_id)"
        " WHERE m.coverage = 'all_funds' GROUP BY ALL"
    ).fetchall()
    compared, differing = 0, []
    for uri, amount, cells in spent:
        printed = truth.get(relative(uri))
        if printed is None or len(printed) != 1:
            continue
        compared += 1
        # figures are printed to 0.01 万元 at the coarsest: half of that for each
        if abs(amount - next(iter(printed))) > 50 * (cells + 1):
            differing.append((relative(uri), amount, printed))
    assert differing == []
    assert compared >= 40


def test_a_unit_beside_its_department_is_not_counted(books: duckdb.DuckDBPyConnection) -> None:
    # 上海市普陀区司法局 publishes as department and as unit
    rows = books.execute(
        "SELECT u.name, p.name FROM core.dim_department u"
        " JOIN core.dim_department p ON p.department_id = u.parent_department_id"
    ).fetchall()
    assert ("上海市普陀区司法局", "上海市普陀区司法局") in rows
    counted = books.execute(
        "SELECT kind, is_counted FROM mart.coverage"
        " WHERE department_name = '上海市普陀区司法局' AND subject = 'spending'"
    ).fetchall()
    assert sorted(counted) == [("department", True), ("unit", False)]


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
