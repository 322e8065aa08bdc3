"""Marts of projects, indicators, procurement and staff over the real documents: each figure once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from expectations.policy import load_policy
from pipelines.acquire.source import source_of
from pipelines.conform import conform
from pipelines.extract.read import read_path
from pipelines.model.schema import empty_frame, tables
from pipelines.recognise import recognise
from pipelines.recognise.raw_rows import frames
from tests.recognise.builder import book
from warehouse import reference
from warehouse.schema import create_schemas, create_table, fit
from warehouse.store.across import across
from warehouse.writer.load import load
from warehouse.writer.marts import build_marts

DOCUMENTS = (
    "seeds/000_13b9ba2b09946174.txt",
    "seeds/001_dcb022360a949ccc.txt",
    "seeds/002_4062fb8f71933e71.txt",
    "corpus/山东_烟台/2026年烟台市统计局部门预算.pdf",
    "corpus/广东_深圳/2026年深圳市信访局部门预算.pdf",
)


@pytest.fixture(scope="module")
def marts(shared: Path) -> duckdb.DuckDBPyConnection:
    """A warehouse in memory of five documents."""
    parts: dict[str, list[pl.DataFrame]] = {}
    for name in DOCUMENTS:
        source = source_of(shared / name)
        document = read_path(source.path)
        for table, frame in frames(source, document, recognise(document, book()), "x").items():
            if table == "raw.document":
                frame = frame.with_columns(extracted_at=pl.lit(datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)))
            parts.setdefault(table, []).append(fit(frame, table))
    raw = {table: pl.concat(found) for table, found in parts.items()}
    raw |= {name: empty_frame(name) for name in ("raw.line", "raw.form") if name not in raw}
    connection = duckdb.connect(":memory:", config={"threads": "2"})
    known = tables()
    for statement in [*create_schemas(), *(create_table(t) for t in known.values() if not t.is_view)]:
        connection.execute(statement)
    dimensions = {
        "core.dim_region": reference.regions(),
        "core.dim_functional": reference.functional(),
        "core.dim_economic": reference.economic(),
    }
    for name, frame in {**dimensions, **raw, **conform(raw)}.items():
        load(connection, known[name], frame)
    across(connection, load_policy())
    build_marts(connection)
    return connection


def test_a_project_in_its_table_and_its_form_counts_once(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "SELECT source, count(*), sum(amount) FROM mart.project WHERE department_name = '烟台市统计局' GROUP BY ALL"
    ).fetchall()
    assert rows == [("project_table", 4, Decimal("4190000.00"))]


def test_units_and_lists_of_key_projects_are_not_added(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "SELECT count(*), sum(amount) FROM mart.project WHERE department_name = '深圳市信访局'"
    ).fetchall()
    assert rows == [(6, Decimal("16123000.00"))]


def test_carried_over_projects_by_the_year_in_their_code(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "SELECT is_carried_over, count(*), sum(amount), any_value(project_region_name) FROM mart.project "
        "WHERE project_code LIKE '130322%' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert [row[:3] for row in rows] == [(False, 5, Decimal("61262800.00")), (True, 3, Decimal("132400.00"))]
    assert all("昌黎县" in row[3] for row in rows)


def test_indicators_name_their_project(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "SELECT project_amount, target_value, target_unit FROM mart.indicator "
        "WHERE project_code = '450-0401-JBN-BNK2' AND level_3 = '救助特困人群数量'"
    ).fetchall()
    assert rows == [(Decimal("2180000.00"), Decimal(5), "万人")]


def test_purchases_without_their_totals(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "SELECT kind_name, sum(amount) FROM mart.procurement WHERE department_name = '石家庄市医疗保障局' "
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert dict(rows) == {"货物": Decimal("1520000.00"), "服务": Decimal("10030000.00")}


def test_staff_without_the_total_row(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "SELECT count(*), sum(posts), sum(staff), sum(retired), sum(vehicles) FROM mart.staffing "
        "WHERE department_name = '青龙满族自治县医疗保障局'"
    ).fetchall()
    assert rows == [(2, 30, 31, 3, 2)]


def test_fields_of_raw_rows_are_json(marts: duckdb.DuckDBPyConnection) -> None:
    (fields,) = marts.execute("SELECT fields FROM raw.form WHERE kind = 'project' LIMIT 1").fetchone() or ("",)
    assert json.loads(fields)["project_name"]
