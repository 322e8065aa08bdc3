"""Queries: formats, exactness, and what SQL may not do."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.warehouse.conftest import Published
from tests.warehouse.facts import Books
from warehouse.connection import WarehouseError
from warehouse.output.text import clipped, defused, plain
from warehouse.read import Format, QueryError, frame, query


@pytest.fixture(scope="module")
def path(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    books = Books()
    table = books.document("a").table("expenditure")
    table.line("行政运行", {"total": "1234567.80"}, code="2010601")
    table.line("=cmd|' /C calc'!A0", {"total": "-0.05"}, code="2010699")
    return published(books.frames(), tmp_path_factory.mktemp("w") / "w.duckdb")


SQL = "SELECT line_name, amount, NULL AS nothing FROM core.fact_budget ORDER BY amount DESC"


def test_a_table_is_aligned_for_wide_characters(path: Path) -> None:
    lines = query(path, SQL).decode().splitlines()
    assert lines[0] == "line_name           " + "    amount  nothing"
    assert lines[2] == "行政运行            " + "1234567.80"
    assert lines[3] == "=cmd|' /C calc'!A0  " + "     -0.05"
    assert lines[4] == "(2 rows)"


def test_csv_is_exact_and_holds_no_formula(path: Path) -> None:
    rows = list(csv.reader(io.StringIO(query(path, SQL, "csv").decode())))
    assert rows == [
        ["line_name", "amount", "nothing"], ["行政运行", "1234567.80", ""], ["'=cmd|' /C calc'!A0", "-0.05", ""],
    ]  # fmt: skip


def test_json_keeps_decimals_as_text(path: Path) -> None:
    rows = json.loads(query(path, SQL, "json"))
    assert rows[0] == {"line_name": "行政运行", "amount": "1234567.80", "nothing": None}
    assert json.loads(query(path, "SELECT 1 AS a WHERE false", "json")) == []


def test_parquet_keeps_decimals(path: Path) -> None:
    rows = pl.read_parquet(io.BytesIO(query(path, SQL, "parquet")))
    assert rows["amount"].to_list() == [Decimal("1234567.80"), Decimal("-0.05")]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "COPY core.fact_budget TO '/tmp/gouji-should-not-exist.csv'",
        "ATTACH '/tmp/gouji-should-not-exist.duckdb' AS x",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "INSTALL httpfs",
        "DELETE FROM core.fact_budget",
        "CREATE TABLE core.x (a INT)",
        "EXPORT DATABASE '/tmp/gouji-should-not-exist'",
        "SELECT 1; SELECT 2",
        "",
        "SELECT nothing FROM nowhere",
    ],
)
def test_what_sql_may_not_do(path: Path, sql: str) -> None:
    with pytest.raises(QueryError) as error:
        query(path, sql)
    assert str(error.value)
    assert not list(Path("/tmp").glob("gouji-should-not-exist*"))


def test_errors_point_at_the_place(path: Path) -> None:
    with pytest.raises(QueryError, match="amuont"):
        query(path, "SELECT amuont FROM core.fact_budget")
    with pytest.raises(QueryError, match="cannot change it"):
        query(path, "DROP TABLE core.fact_budget")


def test_no_warehouse_and_no_database_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="gouji ingest"):
        query(tmp_path / "none.duckdb", "SELECT 1")
    (tmp_path / "text.duckdb").write_text("not a database at all, just some text in a file")
    with pytest.raises(WarehouseError, match="cannot open"):
        query(tmp_path / "text.duckdb", "SELECT 1")


@pytest.mark.parametrize("format", ["table", "csv", "json", "parquet"])
def test_reading_leaves_the_file_alone(path: Path, format: Format) -> None:
    before = path.stat()
    query(path, "SELECT * FROM mart.expenditure", format)
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)


def test_frames_come_back_in_the_schema(path: Path) -> None:
    rows = frame(path, "core.fact_budget")
    assert rows["amount"].sum() == Decimal("1234567.75")
    assert frame(path, "core.fact_budget", document_ids=[]).is_empty()
    assert frame(path, "core.fact_budget", document_ids=[rows["document_id"][0]]).equals(rows)


def test_width_counts_terminal_columns() -> None:
    assert cell_len("勾稽 a") == 6
    assert cell_len("１２") == 4
    assert cell_len("e\u0301") == 1
    assert clipped("勾稽关系", 5) == "勾稽…"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20))
def test_decimals_are_printed_exactly(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value).upper()


@given(st.text())
def test_no_text_starts_a_formula(text: str) -> None:
    safe = defused(text)
    assert safe in (text, "'" + text)
    assert safe[:1] not in ("=", "@", "\t", "\r", "\n", "＝", "＠")
    if safe[:1] in ("+", "-", "－", "＋"):
        assert not any(c.isalpha() or c in "|!(" for c in safe)


@pytest.mark.parametrize("text", ["-1,234.50", "－", "—", "-", "-5%", "+3.2"])
def test_printed_figures_stay_as_they_are(text: str) -> None:
    assert defused(text) == text
