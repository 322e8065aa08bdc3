from __future__ import annotations

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from gouji.cli.main import main


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "small.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE line (name VARCHAR, amount DECIMAL(20,2))")
        connection.execute(
            "INSERT INTO line VALUES ('行政运行', 123456789012345678.91), ('=HYPERLINK(1)', -5), ('a\x1b[31mb', NULL)"
        )
    return path


def ask(warehouse: Path, sql: str, *options: str) -> int:
    return main(["query", sql, "--warehouse", str(warehouse), *options])


def test_table_shows_every_digit_and_no_terminal_codes(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(warehouse, "SELECT * FROM line") == 0
    shown = capsys.readouterr().out
    assert "行政运行" in shown
    assert "123456789012345678.91" in shown
    assert "\x1b" not in shown


def test_json_keeps_decimals_exact(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(warehouse, "SELECT * FROM line ORDER BY amount", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[1] == {"name": "行政运行", "amount": "123456789012345678.91"}
    assert rows[2]["amount"] is None


def test_csv_has_no_formulas_and_keeps_negative_numbers(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(warehouse, "SELECT name, amount, '-12.30' AS text FROM line WHERE amount < 0", "--format", "csv") == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [["name", "amount", "text"], ["'=HYPERLINK(1)", "-5.00", "-12.30"]]


def test_parquet_goes_to_standard_output(warehouse: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert ask(warehouse, "SELECT amount FROM line WHERE name = '行政运行'", "--format", "parquet") == 0
    frame = pl.read_parquet(io.BytesIO(capfdbinary.readouterr().out))
    assert frame["amount"].to_list() == [Decimal("123456789012345678.91")]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM line",
        "CREATE TABLE other (x INTEGER)",
        "COPY line TO '/tmp/gouji-should-not-be.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "ATTACH '/tmp/gouji-should-not-be.duckdb'",
        "SET enable_external_access = true",
        "SELEKT",
    ],
)
def test_what_is_not_reading_is_refused(warehouse: Path, sql: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = warehouse.read_bytes()
    assert ask(warehouse, sql) == 2
    assert "gouji query: " in capsys.readouterr().err
    assert warehouse.read_bytes() == before


def test_no_warehouse_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(tmp_path / "none.duckdb", "SELECT 1") == 2
    assert "no warehouse at" in capsys.readouterr().err


def test_a_workbook_holds_amounts_to_the_last_digit_and_no_formula(
    warehouse: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    sql = "SELECT name, amount, NULL::INTEGER AS none, 1234567890123.45::DECIMAL(20,2) AS money, true AS yes FROM line"
    assert ask(warehouse, f"{sql} ORDER BY amount NULLS LAST", "--format", "xlsx") == 0
    raw = capfdbinary.readouterr().out
    sheet = openpyxl.load_workbook(io.BytesIO(raw)).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["name", "amount", "none", "money", "yes"]
    assert rows[1] == ["=HYPERLINK(1)", -5, None, 1234567890123.45, True]
    # more digits than a spreadsheet's number has: text, to the last one
    assert rows[2][:2] == ["行政运行", "123456789012345678.91"]
    assert rows[3][:2] == ["a[31mb", None]
    assert sheet["A2"].data_type == "s" and sheet["B2"].data_type == "n"
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        written = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in written and "<v>1234567890123.45</v>" in written


def test_more_rows_than_a_sheet_holds_are_refused_in_a_sentence(
    warehouse: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.output.workbook.ROWS", 2)
    assert ask(warehouse, "SELECT * FROM line", "--format", "xlsx") == 2
    printed = capfdbinary.readouterr()
    assert printed.out == b""
    assert b"more than 2 rows: a sheet holds no more. Ask for less" in printed.err
    assert ask(warehouse, "SELECT * FROM line LIMIT 2", "--format", "xlsx") == 0
