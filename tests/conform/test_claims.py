"""raw.claim to core.fact_claim: figures in yuan or as printed, whose and which year, the claim a claim speaks of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.conform.claims import claims
from pipelines.model.schema import frame_schema
from warehouse.schema import fit

DOCUMENT = "13b9ba2b09946174" + "0" * 48
OTHER = "e" * 64
OWN = {"document_id": DOCUMENT, "part_no": 1, "department_id": "130321-1", "fiscal_year": 2024, "stage": "final"}
CLAIM = {
    "document_id": DOCUMENT, "claim_no": 1, "line_id": "C1", "part_no": 1, "page": 4, "paragraph_no": 9,
    "subject": "total", "kind": "amount", "amount_published": "12.5", "value": "12.5", "decimals": 1, "unit": "万元",
    "base_is_certain": False, "is_certain": True, "sentence": "2024年度收入总计12.5万元。",
}  # fmt: skip
TYPES = {"part_no": pl.Int64, "fiscal_year": pl.Int64, "stage": pl.String}


def made(*rows: dict[str, Any], own: dict[str, Any] | None = None) -> pl.DataFrame:
    raw = pl.DataFrame([CLAIM | row for row in rows], schema=frame_schema("raw.claim"), orient="row")
    documents = [OWN | (own or {}), OWN | {"document_id": OTHER}]
    return claims(raw, pl.DataFrame(documents, schema_overrides=TYPES))


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "amount", "step"),
    [
        ("12.5", 1, "万元", "125000.00", "1000"),
        ("1184.553247", 6, "万元", "11845532.47", "0.01"),
        ("96282213.44", 2, "元", "96282213.44", "0.01"),
        ("-3", 0, "元", "-3.00", "1"),
        ("1.2", 1, "亿元", "120000000.00", "10000000"),
        ("1.0000000001", 10, "亿元", "100000000.01", "0.01"),  # the cent of the largest unit
    ],
)
def test_money_is_in_yuan(value: str, decimals: int, unit: str, amount: str, step: str) -> None:
    row = made({"value": value, "decimals": decimals, "unit": unit}).row(0, named=True)
    assert str(row["amount"]) == amount
    assert row["number"] is None
    assert row["rounding_step"] == Decimal(step)


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "number", "step"),
    [
        ("3.25", 2, "%", "3.25", "0.01"),
        ("5", 0, "辆", "5", "1"),
        ("0.1234567", 7, "%", "0.123457", "0"),
    ],
)
def test_percentages_and_counts_are_numbers(
    value: str, decimals: int, unit: str | None, number: str, step: str
) -> None:
    row = made({"value": value, "decimals": decimals, "unit": unit}).row(0, named=True)
    assert row["amount"] is None
    assert row["number"] == Decimal(number)
    assert row["rounding_step"] == Decimal(step)


def test_a_claim_without_figure_has_no_step() -> None:
    row = made({"value": None, "decimals": None, "unit": None, "direction": "up"}).row(0, named=True)
    assert (row["amount"], row["number"], row["rounding_step"], row["direction"]) == (None, None, None, "up")


@pytest.mark.parametrize("rows", [None, pl.DataFrame(), pl.DataFrame(schema=frame_schema("raw.claim"))])
def test_without_claims_there_is_an_empty_table_of_the_same_columns(rows: pl.DataFrame | None) -> None:
    found = claims(rows, pl.DataFrame([OWN], schema_overrides=TYPES))
    assert found.is_empty()
    assert found.schema == made({}).schema


def test_rows_fit_the_schema_to_the_type() -> None:
    found = made({})
    whole = fit(found.with_columns(assurance=pl.lit("unchecked")), "core.fact_claim")
    assert whole.row(0, named=True)["sentence"] == CLAIM["sentence"]
    schema = frame_schema("core.fact_claim")
    assert {name: kind for name, kind in found.schema.items() if name != "assurance"} == {
        name: schema[name] for name in found.columns
    }
    assert found["verdict"].to_list() == found["fact_line_id"].to_list() == [None]


@pytest.mark.parametrize(
    ("row", "year", "stage"),
    [
        ({}, 2024, "final"),
        ({"fiscal_year": 2023}, 2023, "final"),
        ({"stage": "budget"}, 2024, "budget"),
    ],
)
def test_a_claim_is_of_its_document_unless_it_says_so(row: dict[str, Any], year: int, stage: str) -> None:
    found = made(row).row(0, named=True)
    assert (found["fiscal_year"], found["stage"], found["department_id"]) == (year, stage, "130321-1")


@pytest.mark.parametrize("own", [{"fiscal_year": None}, {"stage": None}, {"part_no": 2}])
def test_claims_of_a_part_nobody_can_date_are_left_out(own: dict[str, Any]) -> None:
    stated = {"fiscal_year": 2024, "stage": "final"}
    assert made(stated, own=own).is_empty()


def test_a_claim_names_the_claims_it_is_a_share_of_and_compares_with() -> None:
    found = made(
        {},
        {"claim_no": 2, "line_id": "C2"},
        {"claim_no": 3, "line_id": "C3", "of_claim": 1, "base_claim": 2},
        {"claim_no": 4, "line_id": "C4", "of_claim": 9},
        {"document_id": OTHER, "claim_no": 1, "line_id": "E1"},
        {"document_id": OTHER, "claim_no": 2, "line_id": "E2", "base_claim": 1},
    )
    rows = found.select("line_id", "of_line_id", "base_line_id").rows()
    assert rows == [
        ("C1", None, None),
        ("C2", None, None),
        ("C3", "C1", "C2"),
        ("C4", None, None),
        ("E1", None, None),
        ("E2", None, "E1"),
    ]


def test_claims_come_as_they_are_read() -> None:
    later = {"document_id": OTHER, "claim_no": 1, "line_id": "E1"}
    found = made(later, {"claim_no": 10, "line_id": "C10"}, {"claim_no": 9, "line_id": "C9"})
    assert found["line_id"].to_list() == ["C9", "C10", "E1"]
    assert "claim_no" not in found.columns
