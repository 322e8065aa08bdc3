"""Money a project's own text states, beside what its form prints."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.conform.stated import project_claims
from pipelines.model.schema import empty_frame, frame_schema
from warehouse.schema import fit

DOCUMENT = "13b9ba2b09946174" + "0" * 48
PROJECT_ID = "13b9ba2b09946174-2-0-1"
STATED = {
    "project_name": "特困人群救助", "project_place": "2-0-1", "amount": "2180000.00", "amount_published": "218",
    "unit": "万元", "rounding_step": "10000", "sentence": "安排资金218万元。",
}  # fmt: skip
PROJECT = {
    "line_id": PROJECT_ID, "document_id": DOCUMENT, "part_no": 1, "table_no": 1, "department_id": "D",
    "fiscal_year": 2024, "stage": "budget", "amount": "2180000.00", "rounding_step": "100",
}  # fmt: skip


def _form(*rows: dict[str, Any]) -> pl.DataFrame:
    made = []
    for n, row in enumerate(rows):
        place = {"page": 7, "grid_no": 2, "row_no": n, "col_no": 3, "kind": "project_claim"}
        place |= {key: row.pop(key) for key in set(place) & set(row)}
        fields = json.dumps({k: v for k, v in (STATED | row).items() if v is not None}, ensure_ascii=False)
        own = {"line_id": f"S{n}", "document_id": DOCUMENT, "part_no": 1, "table_no": 1, "fields": fields}
        made.append(own | place)
    return pl.DataFrame(made, schema=frame_schema("raw.form"), orient="row")


def _projects(*rows: dict[str, Any]) -> pl.DataFrame:
    schema = frame_schema("core.fact_project")
    made = pl.DataFrame([PROJECT | row for row in rows], infer_schema_length=None)
    return pl.concat(
        [empty_frame("core.fact_project"), made.cast({n: schema[n] for n in made.columns})], how="diagonal"
    )


def _stated(*rows: dict[str, Any], projects: pl.DataFrame | None = None, **own: Any) -> pl.DataFrame:
    row = {"document_id": DOCUMENT, "part_no": 1, "department_id": "D", "fiscal_year": 2024, "stage": "budget"} | own
    documents = pl.DataFrame([row], schema_overrides={"part_no": pl.Int64, "fiscal_year": pl.Int32, "stage": pl.String})
    return project_claims(_form(*rows), documents, _projects({}) if projects is None else projects)


def test_a_claim_points_to_its_project_and_says_where_it_stands() -> None:
    row = fit(_stated({}), "core.fact_claim").row(0, named=True)
    assert (row["line_id"], row["fact_line_id"], row["subject_name"]) == ("S0", PROJECT_ID, "特困人群救助")
    assert (row["page"], row["grid_no"], row["row_no"], row["col_no"]) == (7, 2, 0, 3)
    assert (row["department_id"], row["fiscal_year"], row["stage"]) == ("D", 2024, "budget")
    assert (row["subject"], row["kind"], row["is_certain"]) == ("project_amount", "amount", True)
    assert (row["amount"], row["rounding_step"]) == (Decimal("2180000.00"), Decimal(10000))
    assert (row["amount_published"], row["unit"], row["sentence"]) == ("218", "万元", "安排资金218万元。")


def test_amounts_have_the_places_of_the_warehouse() -> None:
    schema, found = frame_schema("core.fact_claim"), _stated({}).schema
    assert {name: found[name] for name in ("amount", "rounding_step")} == {
        name: schema[name] for name in ("amount", "rounding_step")
    }


@pytest.mark.parametrize(
    ("said", "step", "verdict"),
    [
        ("2180000.00", "10000", "agrees"),
        # both were rounded, half a step each: 5000 and 50
        ("2185050.00", "10000", "agrees"),
        ("2174950.00", "10000", "agrees"),
        ("2185050.01", "10000", "differs"),
        ("2174949.99", "10000", "differs"),
        ("2180050.50", "1", "agrees"),
        ("2180051.00", "1", "differs"),
        ("-2180000.00", "10000", "differs"),
    ],
)
def test_it_agrees_within_half_a_step_of_either(said: str, step: str, verdict: str) -> None:
    row = _stated({"amount": said, "rounding_step": step}).row(0, named=True)
    assurance = {"agrees": "consistent", "differs": "disputed"}[verdict]
    assert (row["verdict"], row["assurance"]) == (verdict, assurance)


@pytest.mark.parametrize("printed", ["period_amount", "fiscal_amount"])
def test_it_may_be_the_money_of_the_period_or_of_the_treasury(printed: str) -> None:
    both = _projects({"amount": "500.00", printed: "2180000.00"})
    assert _stated({}, projects=both)["verdict"].to_list() == ["agrees"]
    assert _stated({}, projects=_projects({"amount": "500.00", printed: "700.00"}))["verdict"].to_list() == ["differs"]


def test_a_project_without_amount_contradicts_nothing() -> None:
    assert _stated({}, projects=_projects({"amount": None, "period_amount": "1.00"})).is_empty()


def test_a_claim_without_project_is_none() -> None:
    assert _stated({"project_place": "9-0-1"}).is_empty()
    assert _stated({"project_place": None}).is_empty()


def test_only_the_year_of_the_document() -> None:
    found = _stated({"year": "2023"}, {"year": "2024"}, {"year": None})
    assert found["line_id"].to_list() == ["S1", "S2"]


def test_a_part_without_stage_or_year_gives_nothing() -> None:
    assert _stated({}, stage=None).is_empty()
    assert _stated({"year": "2024"}, fiscal_year=None).is_empty()
    assert _stated({}, part_no=2).is_empty()


def test_other_rows_of_forms_are_no_claims() -> None:
    assert _stated({"kind": "project"}, {"kind": "indicator"}).is_empty()


def test_a_project_printed_twice_counts_by_its_first_row() -> None:
    rows = _projects({"amount": "2180000.00"}, {"amount": "1.00"})
    assert _stated({}, projects=rows)["verdict"].to_list() == ["agrees"]
    assert _stated({}, projects=rows.reverse())["verdict"].to_list() == ["differs"]


def test_claims_come_as_they_are_printed() -> None:
    found = _stated({"page": 9}, {"page": 8, "row_no": 5}, {"page": 8, "row_no": 4}, {"page": 8, "grid_no": 1})
    assert found["line_id"].to_list() == ["S3", "S2", "S1", "S0"]
