"""raw.form to core: numbers exact, rows with their department, indicators with their project."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.conform.forms import form_facts
from pipelines.model.schema import frame_schema
from warehouse.schema import fit

DOCUMENT = "13b9ba2b09946174" + "0" * 48


def _raw(*rows: tuple[str, int, dict[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "line_id": f"{DOCUMENT[:16]}-{grid}-0-1",
                "document_id": DOCUMENT,
                "part_no": 1,
                "table_no": 1,
                "kind": kind,
                "page": 1,
                "grid_no": grid,
                "row_no": 0,
                "col_no": 1,
                "fields": json.dumps(fields, ensure_ascii=False),
            }
            for kind, grid, fields in rows
        ],
        schema=frame_schema("raw.form"),
    )


def _documents(**changes: Any) -> pl.DataFrame:
    row = {
        "document_id": DOCUMENT,
        "part_no": 1,
        "department_id": "130321-1",
        "region_code": "130321",
        "fiscal_year": 2020,
        "stage": "budget",
    }
    types = {"part_no": pl.Int64, "fiscal_year": pl.Int64}
    return pl.DataFrame([row | changes], schema_overrides=types)


PROJECT = {"project_name": "特困人群救助", "source": "performance_form", "amount": "2180000.00", "plan_q4": "100.00"}
INDICATOR = {"level_3": "满意度", "target_value": "90", "operator": ">=", "project_place": "2-0-1"}


def test_amounts_are_exact_and_rows_fit_the_schema() -> None:
    facts = form_facts(_raw(("project", 2, PROJECT), ("indicator", 3, INDICATOR)), _documents())
    for name, frame in facts.items():
        fit(frame, name)
    project = facts["core.fact_project"].row(0, named=True)
    assert (project["amount"], project["plan_q4"], project["fiscal_year"]) == (
        Decimal("2180000.00"),
        Decimal(100),
        2020,
    )
    assert project["region_code"] == "130321"


def test_an_indicator_points_to_its_project() -> None:
    facts = form_facts(_raw(("project", 2, PROJECT), ("indicator", 3, INDICATOR)), _documents())
    assert facts["core.fact_indicator"]["project_line_id"].to_list() == facts["core.fact_project"]["line_id"].to_list()


def test_the_indicator_of_a_department_has_no_project() -> None:
    fields = {k: v for k, v in INDICATOR.items() if k != "project_place"}
    facts = form_facts(_raw(("indicator", 3, fields)), _documents())
    assert facts["core.fact_indicator"]["project_line_id"].to_list() == [None]


@pytest.mark.parametrize("unknown", ["fiscal_year", "stage"])
def test_a_part_without_year_or_stage_gives_no_facts(unknown: str) -> None:
    facts = form_facts(_raw(("project", 2, PROJECT)), _documents(**{unknown: None}))
    assert facts["core.fact_project"].is_empty()


def test_kinds_go_to_their_tables() -> None:
    rows = _raw(
        ("procurement", 2, {"line_name": "服务器", "category": "goods", "amount": "900000.00", "is_leaf": "true"}),
        ("state_asset", 3, {"line_name": "车辆", "as_of": "2019-12-31", "amount": "98900.00"}),
        ("staffing", 4, {"unit_name": "本级", "posts": "5", "is_total": "false"}),
        ("profile", 5, {"item": "task", "name": "保运转"}),
    )
    facts = form_facts(rows, _documents())
    assert facts["core.fact_procurement"]["kind"].to_list() == ["goods"]
    assert facts["core.fact_state_asset"]["as_of"].dt.year().to_list() == [2019]
    assert facts["core.fact_staffing"]["posts"].to_list() == [5]
    assert facts["core.department_profile"]["item"].to_list() == ["task"]


def test_rows_come_as_they_are_printed() -> None:
    rows = _raw(*(("project", grid, PROJECT) for grid in (3, 2, 2, 4)))
    rows = rows.with_columns(row_no=pl.Series([0, 5, 5, 0]), col_no=pl.Series([1, 7, 6, 1]))
    rows = rows.with_columns(table_no=pl.Series([2, 2, 2, 1]))
    found = form_facts(rows, _documents())["core.fact_project"]
    assert found.select("table_no", "grid_no", "row_no", "col_no").rows() == [
        (1, 4, 0, 1), (2, 2, 5, 6), (2, 2, 5, 7), (2, 3, 0, 1),
    ]  # fmt: skip
    assert found["assurance"].to_list() == ["unchecked"] * 4


def test_a_service_bought_is_procurement_and_what_is_said_of_money_is_no_row() -> None:
    said = {"project_name": "特困人群救助", "amount": "5.00"}
    rows = _raw(("purchase", 2, {"line_name": "物业", "is_leaf": "false"}), ("project_claim", 3, said))
    facts = form_facts(rows, _documents())
    assert facts["core.fact_procurement"].select("line_name", "is_leaf").rows() == [("物业", False)]
    assert facts["core.fact_project"].is_empty()
