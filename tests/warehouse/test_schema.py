"""The schema source, frames that fit it, and the data dictionary."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.schema import SchemaError, empty_frame, frame_schema, table, tables
from warehouse.dictionary import render
from warehouse.schema import FrameError, fit

# DESIGN section 4, spelt out here so that the schema cannot lose a promised column unnoticed.
PROMISED = {
    "raw.document": "document_id file_name source_uri media_type bytes pages reader extracted_at",
    "raw.version": "address sha256 first_seen last_seen withdrawn_at",
    "raw.cell": "document_id grid_no row_no col_no row_span col_span text page x0 top x1 bottom",
    "raw.grid": "document_id grid_no",
    "raw.paragraph": "document_id text",
    "core.dim_region": "region_code name",
    "core.dim_department": "department_id region_code name canonical_name kind domain",
    "core.dim_document": (
        "document_id part_no department_id fiscal_year stage revision is_current supersedes identity_evidence"
    ),
    "core.dim_functional": "functional_code name",
    "core.dim_economic": "scheme economic_code name valid_from valid_to",
    "core.dim_statement": "statement name_zh name_en position",
    "core.fact_budget": (
        "line_id document_id part_no department_id region_code fiscal_year stage statement line_no line_name "
        "functional_code economic_code government_economic_code unit_code flow measure fund_source expenditure_type "
        "amount amount_published unit rounding_step code_level is_leaf is_total assurance page grid_no row_no col_no"
    ),
    "core.fact_three_public": "line_id document_id part_no department_id fiscal_year stage item fund_source amount",
    "core.fact_indicator": "level_1 level_2 level_3 description operator target_value target_unit basis",
    "core.fact_claim": "subject amount sentence page",
    "quality.result": "rule_id document_id statement node lhs rhs residual tolerance verdict severity",
    "quality.term": "result_id line_id coefficient",
    "quality.document": "document_id status",
    "quality.rule": "rule_id",
    "quality.finding": "message_zh message_en",
    "quality.run": "run_id",
    "mart.expenditure": (
        "department_id department_name fiscal_year functional_code functional_name economic_code economic_name amount"
    ),
    "mart.evidence": "line_id file_name page x0 top x1 bottom row_no col_no",
}
MARTS = (
    "expenditure expenditure_by_function expenditure_by_economic revenue_by_source three_public execution "
    "year_over_year"
)


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_promised_columns_are_there(name: str) -> None:
    assert set(PROMISED[name].split()) <= set(table(name).column_names)


def test_promised_marts_and_facts_are_there() -> None:
    facts = ("project", "procurement", "state_asset", "staffing")
    wanted = {f"mart.{m}" for m in [*MARTS.split(), "county_comparison"]} | {f"core.fact_{f}" for f in facts}
    assert wanted <= set(tables())


def test_quarantine_mirrors_every_fact() -> None:
    facts = {t.name: t for t in tables().values() if t.schema == "core" and t.name.startswith("fact_")}
    held = {t.name: t for t in tables().values() if t.schema == "quarantine"}
    assert held.keys() == facts.keys()
    assert all(held[n].column_names == (*facts[n].column_names[:-1], "rules_failed", "shard") for n in facts)


def test_everything_is_described_in_both_languages() -> None:
    for described in tables().values():
        for text in (described, *described.columns):
            assert text.en.strip() and text.zh.strip(), described.full_name
            assert any("\u4e00" <= c <= "\u9fff" for c in text.zh), (described.full_name, text.zh)


def test_money_is_never_a_float() -> None:
    floats = {c.name for t in tables().values() for c in t.columns if c.type == "f64"}
    assert floats == {"x0", "top", "x1", "bottom", "width", "height"}


def test_the_data_dictionary_is_current(repo_root: Path) -> None:
    written = (repo_root / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == render(), "run: python -m warehouse.dictionary"


def test_unknown_tables_are_named() -> None:
    with pytest.raises(SchemaError, match=r"core\.nothing"):
        table("core.nothing")


def test_a_frame_is_brought_to_order_and_type() -> None:
    position = pl.Series([1], dtype=pl.Int8)
    given = pl.DataFrame(
        {"statement": ["x"], "position": position, "name_en": ["X"], "name_zh": ["某"], "is_money": [True]}
    )
    assert fit(given, "core.dim_statement").schema == frame_schema("core.dim_statement")


def test_floats_are_no_money() -> None:
    with pytest.raises(FrameError, match=r"core.fact_three_public.amount: money must be Decimal"):
        fit(
            empty_frame("core.fact_three_public").with_columns(pl.col("amount").cast(pl.Float64)),
            "core.fact_three_public",
        )


def test_a_lost_fen_is_refused() -> None:
    rows = pl.DataFrame(
        {"result_id": ["r"], "rule_id": ["R"], "document_id": ["d"], "verdict": ["pass"], "severity": ["info"]}
    )
    exact = rows.with_columns(lhs=pl.Series([Decimal("1.230000")], dtype=pl.Decimal(20, 6)))
    assert fit(exact, "quality.result")["lhs"].to_list() == [Decimal("1.23")]
    with pytest.raises(FrameError, match="decimal places"):
        fit(rows.with_columns(lhs=pl.Series([Decimal("1.234")], dtype=pl.Decimal(20, 3))), "quality.result")


def test_null_where_none_may_be_is_refused() -> None:
    rows = pl.DataFrame({"rule_id": ["a", None], "severity": ["info", "info"]})
    with pytest.raises(FrameError, match=r"quality\.rule\.rule_id: 1 of 2 rows are NULL"):
        fit(rows, "quality.rule")


def test_numbers_do_not_become_text_by_themselves() -> None:
    with pytest.raises(FrameError, match=r"quality\.rule\.rule_id"):
        fit(pl.DataFrame({"rule_id": [1], "severity": ["info"]}), "quality.rule")


@given(st.lists(st.decimals(min_value=-(10**15), max_value=10**15, places=2), min_size=1, max_size=20))
def test_amounts_pass_through_unchanged(amounts: list[Decimal]) -> None:
    rows = pl.DataFrame(
        {"line_id": [str(i) for i in range(len(amounts))], "amount": pl.Series(amounts, dtype=pl.Decimal(38, 2))}
    ).with_columns(
        pl.lit("x").alias(c) for c in ("document_id", "department_id", "stage", "item")
    ).with_columns(part_no=1, fiscal_year=2024)  # fmt: skip
    assert fit(rows, "core.fact_three_public")["amount"].to_list() == amounts
