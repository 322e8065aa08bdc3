"""The tables of the warehouse as they are written down: order, types, keys, and what is refused."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from pipelines.model.schema import SCHEMAS, SchemaError, empty_frame, frame_schema, source, table, tables

FOUND = tables()


def test_tables_come_schema_by_schema() -> None:
    schemas = [one.schema for one in FOUND.values()]
    assert [schema for schema, _ in itertools.groupby(schemas)] == ["raw", "core", "quality", "quarantine", "mart"]
    assert list(SCHEMAS) == ["raw", "core", "quality", "quarantine", "mart"]
    assert list(FOUND) == [f"{one.schema}.{one.name}" for one in FOUND.values()]


def test_facts_and_no_dimension_have_a_quarantine_that_names_the_rules() -> None:
    facts = {one.name for one in FOUND.values() if one.schema == "core" and one.name.startswith("fact_")}
    assert {one.name for one in FOUND.values() if one.schema == "quarantine"} == facts
    kept, held = table("core.fact_budget"), table("quarantine.fact_budget")
    assert kept.column_names[-1] == "shard"
    assert held.column_names == (*kept.column_names[:-1], "rules_failed", "shard")
    rules = held.columns[-2]
    assert (rules.type, rules.nullable, rules.role) == ("str", False, "attribute")
    assert kept.references and not held.references  # so that it always loads
    assert (held.key, held.of) == (kept.key, kept.of)
    assert "core.fact_budget" in held.en and "core.fact_budget" in held.zh


@pytest.mark.parametrize(
    ("column", "duckdb", "polars"),
    [
        ("document_id", "VARCHAR", pl.String()),
        ("fiscal_year", "BIGINT", pl.Int64()),
        ("is_leaf", "BOOLEAN", pl.Boolean()),
        ("amount", "DECIMAL(20,2)", pl.Decimal(20, 2)),
        ("rounding_step", "DECIMAL(20,6)", pl.Decimal(20, 6)),
    ],
)
def test_money_is_exact_and_every_type_has_two_names(column: str, duckdb: str, polars: pl.DataType) -> None:
    one = next(c for c in table("core.fact_budget").columns if c.name == column)
    assert (one.duckdb_type, one.polars_type) == (duckdb, polars)


def test_other_types() -> None:
    of = {c.name: c for one in ("raw.document", "raw.cell", "quality.waiver") for c in table(one).columns}
    found = {name: (of[name].duckdb_type, of[name].polars_type) for name in ("extracted_at", "x0", "expiry")}
    assert found == {
        "extracted_at": ("TIMESTAMP", pl.Datetime("us")), "x0": ("DOUBLE", pl.Float64()), "expiry": ("DATE", pl.Date()),
    }  # fmt: skip


def test_views_are_few_and_comments_are_in_both_languages() -> None:
    assert {one.full_name for one in FOUND.values() if one.is_view} == {
        "raw.version",
        "mart.evidence",
        "mart.expenditure_by_unit",
        "mart.expenditure_series",
        "mart.economic_series",
        "mart.county_comparison_per_head",
        "mart.spending_per_staff",
    }
    budget = table("core.fact_budget")
    assert (budget.full_name, budget.comment) == ("core.fact_budget", f"{budget.en} | {budget.zh}")
    assert budget.columns[0].comment == f"{budget.columns[0].en} | {budget.columns[0].zh}"


def test_an_empty_frame_has_the_columns_and_one_may_go_without() -> None:
    schema = frame_schema("quality.waiver")
    assert empty_frame("quality.waiver").schema == schema
    assert empty_frame("quality.waiver").is_empty()
    without = frame_schema("quality.waiver", without=["is_active"])
    assert list(without) == [name for name in schema if name != "is_active"]
    assert (*schema, "shard") == table("quality.waiver").column_names  # known only where rows are stored


def test_an_unknown_table_is_refused_by_name() -> None:
    with pytest.raises(SchemaError, match=r"^no table 'core\.fact_magic' in pipelines/model/schema/tables$"):
        table("core.fact_magic")


GIVEN = {"type": "str?", "role": "label", "en": "a", "zh": "甲"}


def _made(shared: Mapping[str, Any], key: list[str], columns: Mapping[str, Any], **more: Any) -> Any:
    spec = {"en": "E", "zh": "Z", "key": key, "columns": columns, **more}
    return source._table("core", "own", spec, {"shard": GIVEN, **shared})


def test_a_column_takes_from_the_shared_ones_what_it_does_not_say() -> None:
    made = _made({"name": GIVEN}, ["name"], {"name": {"zh": "乙"}, "own": {**GIVEN, "type": "int"}})
    name, own, shard = made.columns
    assert shard.name == "shard"
    assert (name.type, name.nullable, name.role, name.en, name.zh) == ("str", True, "label", "a", "乙")
    assert (own.type, own.nullable) == ("int", False)
    assert (made.key, made.references, made.of, made.is_view) == (("name",), {}, "shard", False)
    view = _made({}, ["own"], {"own": GIVEN}, view=True, of="history", references={"own": "core.x"})
    assert (view.is_view, view.of, view.references) == (True, "history", {"own": "core.x"})


@pytest.mark.parametrize(
    ("key", "column", "message"),
    [
        (["own"], {"type": "money", **{k: v for k, v in GIVEN.items() if k != "type"}}, "unknown type 'money'"),
        (["own"], {"type": "str", "en": "a"}, r"core\.own\.own: \['role', 'zh'\] missing"),
        (["other", "own"], GIVEN, r"core\.own: key columns \['other'\] are not among its columns"),
    ],
)
def test_a_wrong_table_is_refused(key: list[str], column: Mapping[str, Any], message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        _made({}, key, {"own": column})


def test_rows_belong_to_something_that_is_known() -> None:
    with pytest.raises(SchemaError, match=r"core\.own: unknown of = 'nobody', expected one of document, judgement, "):
        _made({}, ["own"], {"own": GIVEN}, of="nobody")
