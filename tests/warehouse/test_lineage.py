"""What marts are made of: as their SQL says, and as a person reads it there."""

from __future__ import annotations

import json

from pipelines.model.schema import tables
from warehouse.lineage import STORED, lineages, traced


def test_what_is_stored_is_what_the_sql_says() -> None:
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert stored == traced(), "run python -m warehouse.lineage"


def test_tables_behind_a_mart() -> None:
    # marts/county_comparison.sql: FROM mart.expenditure; marts/execution.sql adds names of functions, and what
    # steps/labels.sql says of the body
    assert lineages()["county_comparison"].tables == ("mart.expenditure",)
    body = ("core.dim_department", "core.dim_document", "core.dim_functional", "core.dim_region", "mart.expenditure")
    assert lineages()["execution"].tables == (*body, "raw.document")
    # marts/staffing.sql reads the body and the tables that count, which the steps make of these
    assert {"core.fact_staffing", "core.dim_department"} <= set(lineages()["staffing"].tables)
    # and what no step of a mart reads is not behind it
    assert "core.printed_code" not in lineages()["staffing"].tables


def test_columns_behind_a_column() -> None:
    expenditure = lineages()["expenditure"].columns
    assert expenditure["amount"] == ("core.fact_budget.amount",)
    assert expenditure["functional_class_name"] == ("core.dim_functional.class_name", "core.dim_functional.name")
    assert expenditure["department_name"] == ("core.dim_department.name",)


def test_every_table_and_column_named_is_one_of_the_warehouse() -> None:
    known = {f"{name}.{column}" for name, table in tables().items() for column in table.column_names}
    for name, one in lineages().items():
        assert set(one.tables) <= set(tables()), name
        assert set(one.columns) <= set(tables()[f"mart.{name}"].column_names), name
        assert {of for behind in one.columns.values() for of in behind} <= known, name
