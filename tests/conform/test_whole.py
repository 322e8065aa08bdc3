"""All core tables of a disclosure at once: what is counted, what is left out, what the forms add."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from pipelines.conform import conform
from pipelines.model.schema import frame_schema
from warehouse.schema import fit

DOCUMENT = "13b9ba2b09946174" + "0" * 48
PART = {"document_id": DOCUMENT, "part_no": 1, "department_name": "昌黎县统计局", "region_code": "130322",
        "kind": "department", "fiscal_year": 2024, "stage": "budget", "identity_evidence": "{}"}  # fmt: skip
STATEMENT = {"document_id": DOCUMENT, "part_no": 1, "statement": "expenditure", "unit": "万元", "page_from": 1,
             "page_to": 2, "grids": "[1]", "columns": "{}", "is_empty": False}  # fmt: skip
LINE = {
    "document_id": DOCUMENT, "part_no": 1, "statement": "expenditure", "block_no": 1, "line_name": "行政运行",
    "line_role": "item", "code_origin": "printed", "flow": "expenditure", "measure": "total", "value": "12.5",
    "decimals": 1, "unit": "万元", "amount_published": "12.5", "page": 1, "grid_no": 1, "row_no": 1, "col_no": 1,
    "is_leaf": True, "year_offset": 0,
}  # fmt: skip
CLAIM = {"document_id": DOCUMENT, "claim_no": 1, "line_id": "C", "part_no": 1, "page": 1, "subject": "total",
         "kind": "amount", "value": "1", "decimals": 0, "unit": "元", "is_certain": True, "sentence": "1"}  # fmt: skip
PLACE = {"document_id": DOCUMENT, "part_no": 1, "table_no": 1, "page": 1, "grid_no": 2, "row_no": 0, "col_no": 1}


def _raw(**tables: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    given = {"part": [PART], "statement": [], "line": []} | tables
    return {
        f"raw.{name}": pl.DataFrame(rows, schema=frame_schema(f"raw.{name}"), orient="row")
        for name, rows in given.items()
    }


def _lines(*tables: int) -> list[dict[str, Any]]:
    return [LINE | {"line_id": f"L{n}", "line_no": n, "table_no": table} for n, table in enumerate(tables)]


def _forms() -> list[dict[str, Any]]:
    project = {"project_name": "救助", "source": "performance_form", "amount": "2180000.00", "rounding_step": "100"}
    stated = {"project_name": "救助", "project_place": "2-0-1", "amount": "5.00", "rounding_step": "1", "unit": "元"}
    kinds = {"project": project, "project_claim": stated}
    return [
        PLACE | {"line_id": f"{DOCUMENT[:16]}-2-{n}-1", "row_no": n, "kind": kind, "fields": json.dumps(fields)}
        for n, (kind, fields) in enumerate(kinds.items())
    ]


def test_a_statement_is_told_whose_it_is_and_how_many_lines_it_has() -> None:
    statements = [STATEMENT | {"table_no": n} for n in (1, 2, 3)]
    core = conform(_raw(statement=statements, line=_lines(1, 1, 3)))
    found = core["core.statement"]
    assert found.select("table_no", "lines").rows() == [(1, 2), (2, 0), (3, 1)]
    assert found.schema["lines"] == pl.Int64
    row = found.row(0, named=True)
    assert (row["region_code"], row["fiscal_year"], row["stage"]) == ("130322", 2024, "budget")
    assert row["department_id"] == core["core.dim_document"]["department_id"][0]
    assert not {"grids", "columns"} & set(found.columns)


def test_a_statement_of_a_part_without_department_stays() -> None:
    nobody = PART | {"department_name": None}
    core = conform(_raw(part=[nobody], statement=[STATEMENT | {"table_no": 1}], line=_lines(1)))
    assert core["core.statement"].select("department_id", "lines").rows() == [(None, 0)]
    assert core["core.fact_budget"].is_empty()
    assert core["core.dim_document"].is_empty()


def test_nothing_is_judged_yet() -> None:
    core = conform(_raw(line=_lines(1)))
    assert core["core.fact_budget"]["assurance"].to_list() == ["unchecked"]
    fit(core["core.fact_budget"], "core.fact_budget")


def test_a_document_is_a_row_of_its_table() -> None:
    found = conform(_raw())["core.dim_document"]
    assert set(found.columns) == set(frame_schema("core.dim_document"))


def test_without_forms_there_are_only_the_tables_of_money_and_of_sentences() -> None:
    core = conform(_raw(line=_lines(1), claim=[CLAIM]))
    assert set(core) == {"core.dim_document", "core.statement", "core.fact_budget", "core.fact_claim"}
    assert core["core.fact_claim"]["line_id"].to_list() == ["C"]
    assert conform(_raw(line=_lines(1)))["core.fact_claim"].is_empty()


def test_forms_add_their_tables_and_what_they_state_of_money() -> None:
    core = conform(_raw(claim=[CLAIM], form=_forms()))
    assert core["core.fact_project"]["line_id"].to_list() == [f"{DOCUMENT[:16]}-2-0-1"]
    claims = core["core.fact_claim"].select("line_id", "subject", "verdict").rows()
    assert claims == [("C", "total", None), (f"{DOCUMENT[:16]}-2-1-1", "project_amount", "differs")]
    assert {name for name in core if name.startswith("core.fact")} == {
        "core.fact_budget", "core.fact_claim", "core.fact_indicator", "core.fact_procurement", "core.fact_project",
        "core.fact_staffing", "core.fact_state_asset",
    }  # fmt: skip
