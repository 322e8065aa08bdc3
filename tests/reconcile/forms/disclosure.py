"""A disclosure of our own making in which every rule of the forms holds, as core frames; amounts in yuan.

Two projects of 218 and 5 (万元), one of them of the year before; procurement of 30 goods and 20 services.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.model.schema import empty_frame

ID = "a" * 64
OWN: dict[str, Any] = {"document_id": ID, "part_no": 1, "department_id": "D", "fiscal_year": 2024, "stage": "budget"}
PLACE: dict[str, Any] = {"page": 3, "grid_no": 1, "row_no": 1, "col_no": 1}
STEP = {"rounding_step": "100", "unit": "万元", "amount_published": "x"}
Rows = list[dict[str, Any]]


def _project(line: str, name: str, amount: str, source: str, **more: Any) -> dict[str, Any]:
    role = {"line_role": "item", "is_leaf": True} if source == "project_table" else {}
    return (
        {
            "line_id": line,
            "project_name": name,
            "amount": amount,
            "source": source,
            "amount_basis": "year",
            "table_no": 9,
        }
        | role
        | more
    )


def _bought(line: str, amount: str, kind: str | None, row: int) -> dict[str, Any]:
    total = kind is None
    return {
        "line_id": line,
        "line_name": line,
        "amount": amount,
        "kind": kind,
        "is_leaf": not total,
        "is_total": total,
        "table_no": 12,
        "row_no": row,
    }


def _said(line: str, subject: str, amount: str, **more: Any) -> dict[str, Any]:
    return {
        "line_id": line,
        "subject": subject,
        "amount": amount,
        "kind": "amount",
        "sentence": "-",
        "is_certain": True,
    } | more


def _cell(line: str, statement: str, role: str, amount: str, **more: Any) -> dict[str, Any]:
    return {
        "line_id": line,
        "statement": statement,
        "line_role": role,
        "amount": amount,
        "line_no": 1,
        "table_no": 1,
    } | more


def _asset(line: str, amount: str, role: str) -> dict[str, Any]:
    return {"line_id": line, "line_name": line, "amount": amount, "line_role": role, "table_no": 13}


def _staff(line: str, counts: tuple[int, int, int | None, int], total: bool) -> dict[str, Any]:
    names = ("posts", "staff", "retired", "vehicles")
    return {"line_id": line, "unit_name": line, "is_total": total, "table_no": 2} | dict(
        zip(names, counts, strict=True)
    )


def rows() -> dict[str, Rows]:
    """Every printed figure, by table."""
    funds = {"fiscal_amount": "2000000", "other_amount": "180000"}
    plan = {"plan_q1": "25", "plan_q2": "50", "plan_q4": "100"}
    return {
        "core.fact_project": [
            _project("t0", "合计", "2230000", "project_table", line_role="total", is_leaf=False),
            _project("t1", "甲项目", "2180000", "project_table", project_year=2024),
            _project("t2", "乙项目", "50000", "project_table", project_year=2023),
            _project("f1", "甲项目", "2180000", "performance_form", **funds, **plan),
        ],
        "core.fact_indicator": [
            {"line_id": "i1", "project_line_id": "f1", "level_2": "成本指标", "level_3": "总成本",
             "operator": "<=", "target_value": "218", "target_unit": "万元", "description": None},
        ],
        "core.fact_procurement": [
            _bought("p0", "500000", None, 1), _bought("p1", "300000", "goods", 2),
            _bought("p2", "200000", "services", 3),
        ],
        "core.fact_state_asset": [
            _asset("a0", "70000", "total"), _asset("a1", "30000", "item"), _asset("a2", "40000", "item"),
            _asset("a3", "40000", "of_which"),
        ],
        "core.fact_staffing": [
            _staff("s0", (30, 31, 3, 2), total=True), _staff("s1", (5, 6, None, 1), total=False),
            _staff("s2", (25, 25, 3, 1), total=False),
        ],
        "core.fact_claim": [
            _said("c1", "project_amount", "2180000", fact_line_id="f1", verdict="agrees"),
            _said("c2", "procurement", "500000"), _said("c3", "procurement_goods", "300000"),
            _said("c4", "procurement_sme", "250000"), _said("c5", "procurement_micro", "150000"),
        ],
        "core.fact_budget": [
            _cell("b1", "expenditure", "total", "2300000", expenditure_type="project", measure="project"),
            _cell("b2", "summary", "opening", "50000", measure="carryover", flow="balance", table_no=2),
        ],
        "core.dim_document": [{}],
        "core.statement": [
            {"line_id": "n1", "statement": "government_fund", "table_no": 7, "note": "注：无政府性基金，空表列示。"},
            {"line_id": "n2", "statement": "state_capital", "table_no": 8, "note": "注：本表无发生额。"},
        ],
    }  # fmt: skip


def core(changes: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, pl.DataFrame]:
    """Core frames of the disclosure with cells changed: line_id -> column -> value."""
    frames = {}
    for table, given in (rows() | {"core.department_profile": []}).items():
        made = [OWN | PLACE | STEP | row | dict((changes or {}).get(row.get("line_id", ""), {})) for row in given]
        empty = empty_frame(table)
        frames[table] = pl.concat([empty, _typed(made, empty)], how="diagonal_relaxed")
    return frames


def _typed(given: Rows, empty: pl.DataFrame) -> pl.DataFrame:
    kinds = {name: kind for name, kind in empty.schema.items() if any(name in row for row in given)}
    columns = {
        name: pl.Series(name, [_value(row.get(name), kind) for row in given], dtype=kind, strict=False)
        for name, kind in kinds.items()
    }
    return pl.DataFrame(columns)


def _value(value: Any, kind: pl.DataType) -> Any:
    return Decimal(value) if value is not None and kind.is_decimal() else value
