"""raw.line to core.fact_budget: yuan to the last digit, the step a figure is printed to, whose year and stage it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.conform.dimensions import documents, with_department
from pipelines.conform.facts import facts, three_public
from pipelines.model.schema import frame_schema
from warehouse.schema import fit

DOCUMENT = "13b9ba2b09946174" + "0" * 48
OWN = {
    "document_id": DOCUMENT, "part_no": 1, "department_id": "130321-1", "region_code": "130321", "fiscal_year": 2024,
    "stage": "budget",
}  # fmt: skip
LINE = {
    "line_id": "L", "document_id": DOCUMENT, "part_no": 1, "table_no": 1, "statement": "expenditure", "line_no": 1,
    "block_no": 1, "line_name": "行政运行", "line_role": "item", "code_origin": "printed", "flow": "expenditure",
    "measure": "total", "value": "12.5", "decimals": 1, "unit": "万元", "amount_published": "12.5", "page": 1,
    "grid_no": 1, "row_no": 1, "col_no": 1, "is_leaf": True, "year_offset": 0,
}  # fmt: skip


def made(own: dict[str, Any] | None = None, *lines: dict[str, Any]) -> pl.DataFrame:
    raw = pl.DataFrame([LINE | line for line in lines or ({},)], schema=frame_schema("raw.line"), orient="row")
    types = {"part_no": pl.Int64, "fiscal_year": pl.Int64, "stage": pl.String}
    return facts(raw, pl.DataFrame([OWN | (own or {})], schema_overrides=types))


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "amount", "step"),
    [
        ("12.5", 1, "万元", "125000.00", "1000"),
        ("12.50", 2, "万元", "125000.00", "100"),
        ("1184.553247", 6, "万元", "11845532.47", "0.01"),
        ("0.000001", 6, "万元", "0.01", "0.01"),
        ("96282213.44", 2, "元", "96282213.44", "0.01"),
        ("-3", 0, "元", "-3.00", "1"),
        ("7", 0, "千元", "7000.00", "1000"),
        ("2.5", 1, "百万元", "2500000.00", "100000"),
        ("1", 0, "亿元", "100000000.00", "100000000"),
        ("9999999999.99", 2, "万元", "99999999999900.00", "100"),
        ("1.0000000001", 10, "亿元", "100000000.01", "0.01"),  # the cent of the largest unit
    ],
)
def test_yuan_and_the_step_of_the_last_digit(value: str, decimals: int, unit: str, amount: str, step: str) -> None:
    row = made(None, {"value": value, "decimals": decimals, "unit": unit}).row(0, named=True)
    assert row["amount"] == Decimal(amount)
    assert str(row["amount"]) == amount
    assert row["rounding_step"] == Decimal(step)


def test_rows_fit_the_schema() -> None:
    found = made()
    fit(found.with_columns(assurance=pl.lit("unchecked")), "core.fact_budget")
    schema = frame_schema("core.fact_budget")
    assert {name: found.schema[name] for name in ("amount", "rounding_step", "fiscal_year", "code_level")} == {
        name: schema[name] for name in ("amount", "rounding_step", "fiscal_year", "code_level")
    }
    assert found["department_id"].to_list() == ["130321-1"]
    assert found["region_code"].to_list() == ["130321"]


@pytest.mark.parametrize(
    ("own", "line", "year", "stage"),
    [
        ("budget", {}, 2024, "budget"),
        ("budget", {"year_offset": -1}, 2023, "budget"),
        ("budget", {"fiscal_year": 2022}, 2022, "budget"),
        ("budget", {"stage": "final"}, 2024, "budget"),  # a budget carries out nothing of its own year
        ("budget", {"stage": "final", "year_offset": -1}, 2023, "final"),
        ("budget", {"stage": "final", "fiscal_year": 2023}, 2023, "final"),
        ("budget", {"stage": "final", "fiscal_year": 2024}, 2024, "budget"),
        ("final", {}, 2024, "final"),
        ("final", {"stage": "budget"}, 2024, "budget"),
        ("final", {"stage": "final"}, 2024, "final"),
    ],
)
def test_whose_year_and_stage_a_figure_is(own: str, line: dict[str, Any], year: int, stage: str) -> None:
    row = made({"stage": own}, line).row(0, named=True)
    assert (row["fiscal_year"], row["stage"]) == (year, stage)


@pytest.mark.parametrize("own", [{"fiscal_year": None}, {"stage": None}, {"part_no": 2}])
def test_lines_of_a_part_nobody_can_date_are_left_out(own: dict[str, Any]) -> None:
    assert made(own).is_empty()


@pytest.mark.parametrize(
    ("code", "level"),
    [({"functional_code": "208"}, 1), ({"functional_code": "20805"}, 2), ({"functional_code": "2080505"}, 3),
     ({"economic_code": "30101"}, 2), ({"government_economic_code": "501"}, 1), ({}, None)],
)  # fmt: skip
def test_the_level_of_a_code(code: dict[str, str], level: int | None) -> None:
    assert made(None, code)["code_level"].to_list() == [level]


@pytest.mark.parametrize(
    ("role", "total"), [("item", False), ("total", True), ("grand_total", True), ("current_total", True),
                        ("subtotal", False), ("of_which", False)],
)  # fmt: skip
def test_totals_are_marked(role: str, total: bool) -> None:
    assert made(None, {"line_role": role})["is_total"].to_list() == [total]


def test_lines_come_in_the_order_they_are_printed() -> None:
    names = ("table_no", "line_no", "grid_no", "row_no", "col_no")
    places = [(2, 1, 1, 1, 1), (1, 2, 1, 1, 1), (1, 1, 2, 1, 1), (1, 1, 1, 2, 1), (1, 1, 1, 1, 2), (1, 1, 1, 1, 1)]
    found = made(None, *(dict(zip(names, place, strict=True)) for place in places))
    assert list(found.select(names).iter_rows()) == sorted(places)


def test_a_code_filled_from_above_is_printed() -> None:
    origins = ("printed", "filled", "name")
    found = made(None, *({"code_origin": one, "line_no": n} for n, one in enumerate(origins)))
    assert found["code_origin"].to_list() == ["printed", "printed", "name"]


def test_lines_of_three_public_are_told_by_their_item() -> None:
    found = made(
        None,
        {"statement": "three_public", "measure": "reception", "line_no": 1},
        {"statement": "three_public", "measure": "reception", "line_no": 2, "line_role": "of_which"},
        {"line_no": 3},
    ).with_columns(assurance=pl.lit("consistent"))
    own = three_public(found)
    assert own["item"].to_list() == ["reception"]
    assert own["amount"].to_list() == [Decimal("125000.00")]


def parts(*rows: tuple[str | None, str | None, str]) -> pl.DataFrame:
    made_ = [
        {"document_id": DOCUMENT, "part_no": n, "department_name": name, "region_code": region, "kind": kind,
         "fiscal_year": 2024, "stage": "budget"}
        for n, (name, region, kind) in enumerate(rows, start=1)
    ]  # fmt: skip
    return pl.DataFrame(made_, schema=frame_schema("raw.part"))


def test_a_department_is_its_region_name_and_kind() -> None:
    rows: list[tuple[str | None, str | None, str]] = [
        ("昌黎县统计局", "130322", "department"),
        ("昌黎县统计局", "130322", "unit"),
        ("昌黎县统计局", "130321", "department"),
        ("昌黎县统计局", None, "department"),
        (None, "130322", "department"),
    ]
    found = with_department(parts(*rows))["department_id"].to_list()
    assert found[-1] is None
    assert len(set(found)) == 5
    assert [one.split("-")[0] for one in found[:4] if one] == ["130322", "130322", "130321", "000000"]
    assert with_department(parts(rows[0]))["department_id"].to_list() == found[:1]  # the same id whatever else is there


def test_a_disclosure_by_itself_is_current_and_one_without_department_is_none() -> None:
    found = documents(parts((None, "130322", "department"), ("昌黎县统计局", "130322", "department")))
    row = found.row(0, named=True)
    assert found.height == 1
    assert (row["part_no"], row["is_current"], row["supersedes"]) == (2, True, None)
    assert (row["fiscal_year"], row["stage"], row["kind"]) == (2024, "budget", "department")
