"""How a warehouse is opened, what readers cannot do with it, and what a frame of it is."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse.conftest import Published
from tests.warehouse.facts import Books
from warehouse.connection import Limits, WarehouseError, connect_readonly, connect_writer
from warehouse.read import QueryError, frame, query, write_query
from warehouse.schema import FrameError, fit


@pytest.fixture(scope="module")
def path(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    books = Books()
    for name in ("b", "a"):
        books.document(name).table("expenditure").line("行政运行", {"total": "1.50"}, code="2010601")
    return published(books.frames(), tmp_path_factory.mktemp("w") / "w.duckdb")


def test_limits_reach_the_connection(path: Path, tmp_path: Path) -> None:
    setting = "SELECT current_setting('threads'), current_setting('memory_limit')"
    with connect_readonly(path, Limits(threads=1, memory="512MiB")) as reader:
        assert reader.execute(setting).fetchone() == (1, "512.0 MiB")
    with connect_writer(tmp_path / "new.duckdb", Limits(threads=1, memory="256MiB")) as writer:
        assert writer.execute(setting).fetchone() == (1, "256.0 MiB")
        row = writer.execute("SELECT current_setting('temp_directory')").fetchone()
    assert row == (f"{tmp_path / 'new.duckdb'}.spill",)


def test_a_second_reader_of_the_same_process_is_as_closed_as_the_first(path: Path) -> None:
    with connect_readonly(path), connect_readonly(path) as second:
        for setting, value in (("lock_configuration", True), ("enable_external_access", False)):
            assert second.execute(f"SELECT current_setting('{setting}')").fetchone() == (value,)
        with pytest.raises(duckdb.Error):
            second.execute("SET threads = 8")


def test_what_is_no_warehouse_is_said(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"no warehouse at .*absent\.duckdb: run `gouji ingest` first"):
        connect_readonly(tmp_path / "absent.duckdb")
    (tmp_path / "text.duckdb").write_text("not a database")
    with pytest.raises(WarehouseError, match=r"cannot open .*text\.duckdb") as said:
        connect_readonly(tmp_path / "text.duckdb")
    assert "\n" not in str(said.value)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT 1; SELECT 2", "expected one SQL statement, found 2"),
        ("", "expected one SQL statement, found 0"),
        ("SELECT * FROM read_csv('/etc/passwd')", "queries read the warehouse only, not files"),
        ("CREATE TABLE core.x (a INTEGER)", "the warehouse is read-only"),
        ("SELECT nothing_of_that_name", "nothing_of_that_name"),
    ],
)
def test_what_a_query_may_not_do(path: Path, sql: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        query(path, sql)


def test_a_format_nobody_knows(path: Path) -> None:
    with pytest.raises(QueryError, match="unknown format 'xls', expected one of table, csv, json, parquet"):
        query(path, "SELECT 1", "xls")  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["table", "csv", "json", "parquet"])
def test_rows_are_counted_whatever_the_format(path: Path, format: str) -> None:
    out = io.BytesIO()
    assert write_query(path, "SELECT * FROM range(25_000)", out, format) == 25_000  # type: ignore[arg-type]


def test_a_frame_is_in_the_order_of_its_key_and_may_be_of_some_documents(path: Path, tmp_path: Path) -> None:
    whole = frame(path, "core.fact_budget")
    assert whole["line_id"].is_sorted()
    assert whole["amount"].to_list() == [Decimal("1.50")] * 2
    one = whole["document_id"][0]
    assert frame(path, "core.fact_budget", [one])["document_id"].to_list() == [one]
    assert frame(path, "core.fact_budget", []).is_empty()
    assert frame(path, "core.fact_budget", []).schema == whole.schema


def test_a_column_and_a_table_the_file_is_too_old_for(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.duckdb"
    old.write_bytes(path.read_bytes())
    with duckdb.connect(str(old)) as connection:
        connection.execute("ALTER TABLE core.fact_budget DROP COLUMN column_title")
        connection.execute("DROP VIEW IF EXISTS mart.evidence")
        connection.execute("DROP TABLE IF EXISTS quality.waiver")
    assert frame(old, "core.fact_budget")["column_title"].to_list() == [None, None]
    assert frame(old, "quality.waiver").is_empty()


def whole_row(**given: object) -> pl.DataFrame:
    row = {"rule_id": "R", "waiver_id": "W", "is_active": True}
    return pl.DataFrame([row | given])


def test_a_list_is_joined_and_missing_columns_are_empty() -> None:
    found = fit(whole_row(reason=["a", "b"]), "quality.waiver")
    assert found["reason"].to_list() == ["a,b"]
    assert found["owner"].to_list() == [None]
    assert found.height == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"rule_id": None}, "rule_id: 1 of 1 rows are NULL"),
        ({"reason": 3}, "reason: the frame has Int64, the schema String"),
        ({"is_active": "yes"}, "is_active: the frame has String, the schema Boolean"),
        ({"expiry": "soon"}, "expiry: the frame has String"),
    ],
)
def test_what_does_not_fit_is_named(given: dict[str, object], said: str) -> None:
    with pytest.raises(FrameError, match=said):
        fit(whole_row(**given), "quality.waiver")
