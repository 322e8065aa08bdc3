"""What every mart says of its rows without a join: whose they are, in which county, in which file, on which page."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.model.schema import tables
from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books

D = Decimal
BODY = {"region_code", "region_name", "region_level", "province_name", "city_name", "county_name"}
OWNER = {"department_id", "department_name", "parent_department_id", "parent_department_name", "domain"}
PLACE = {"document_id", "page", "file_name"}


def books() -> Books:
    """A unit of a county's department, two years running, with the final accounts of the second."""
    made = Books()
    made.document("parent", department="教育局", region="130322", year=2020)
    for year, stage, amounts in (
        (2023, "budget", ("7", "5", "3")), (2024, "budget", ("10", "5", "0")), (2024, "final", ("9", "5", "1")),
    ):  # fmt: skip
        unit = made.document(
            f"{year}{stage}",
            department="第一中学",
            kind="unit",
            parent="教育局",
            region="130322",
            year=year,
            stage=stage,
        )
        table = unit.table("expenditure")
        for code, amount in zip(("2050204", "2080505", "2210201"), amounts, strict=True):
            table.line(code, {"total": amount}, code=code, economic=f"30{code[-1]}01")
        income = unit.table("revenue")
        income.line("合计", {"total": "20", ("business", "business"): "20"}, role="total", flow="revenue")
        unit.three_public("total", "2")
        unit.three_public("reception", "2")
        unit.three_public("meeting", "4")
    return made


def test_every_mart_says_whose_row_it_is_and_where() -> None:
    for one in tables().values():
        if one.schema != "mart":
            continue
        columns = set(one.column_names)
        assert columns >= BODY, one.name
        assert columns & {"kind", "body_kind"}, one.name
        if not one.name.startswith("county_comparison"):  # which sums bodies
            assert columns >= OWNER - ({"domain"} if one.name == "evidence" else set()), one.name
        finest = {"line_id", "found_in"} & columns or one.name in {"coverage", "chosen", "body_coverage"}
        assert finest, one.name
        if one.name not in {
            "county_comparison",
            "county_comparison_per_head",
            "coverage",
            "chosen",
            "body_coverage",
            "execution",
        }:
            assert columns >= PLACE, one.name


def test_a_row_names_its_body_its_county_and_its_department(ask: Ask) -> None:
    rows = ask(
        books(),
        "SELECT DISTINCT province_name, city_name, county_name, region_level, department_name, kind,"
        " parent_department_name, parent_department_id, file_name, page FROM mart.expenditure WHERE fiscal_year = 2023",
    )
    county = ("河北省", "秦皇岛市", "昌黎县", "county")
    assert rows == [(*county, "第一中学", "unit", "教育局", "教育局", "2023budget.pdf", 1)]


def test_a_body_of_a_prefecture_has_no_county(ask: Ask) -> None:
    made = Books()
    made.document("a", region="130300").table("expenditure").line("a", {"total": "1"}, code="2010601")
    rows = ask(made, "SELECT province_name, city_name, county_name, region_level FROM mart.expenditure")
    assert rows == [("河北省", "秦皇岛市", None, "prefecture")]


@pytest.mark.parametrize(
    ("mart", "figure"),
    [
        ("expenditure_by_function", "amount"),
        ("expenditure_by_economic", "amount"),
        ("revenue_by_source", "amount"),
        ("three_public", "amount"),
        ("running_costs", "meeting"),
        ("execution", "budget_amount + final_amount"),
        ("year_over_year", "amount + previous_amount"),
        ("county_comparison", "amount"),
        ("county_comparison_per_head", "amount"),
        ("economic_series", "amount"),
        ("spending_per_staff", "amount"),
    ],
)
def test_what_a_sum_is_made_of_is_where_it_says(ask: Ask, mart: str, figure: str) -> None:
    rows = ask(books(), f"SELECT {figure}, found_in FROM mart.{mart} ORDER BY 2")
    assert rows
    for amount, found in rows:
        assert ask(books(), f"SELECT sum(amount), count(line_id), min(page) FROM {found}")[0][0] == amount, found


def test_a_comparison_says_the_page_of_both_sides(ask: Ask) -> None:
    spent = "SELECT budget_file_name, budget_page, final_file_name, final_page FROM mart.execution"
    assert ask(books(), f"{spent} GROUP BY ALL") == [("2024budget.pdf", 1, "2024final.pdf", 1)]
    grown = "SELECT file_name, page, previous_file_name, previous_page FROM mart.year_over_year"
    assert ask(books(), f"{grown} GROUP BY ALL") == [("2024budget.pdf", 1, "2023budget.pdf", 1)]


def test_a_printed_nought_makes_no_body(ask: Ask) -> None:
    rows = ask(
        books(),
        "SELECT functional_class_code, bodies, amount FROM mart.county_comparison"
        " WHERE fiscal_year = 2024 AND stage = 'budget' ORDER BY 1",
    )
    assert rows == [("205", 1, D("10.00")), ("208", 1, D("5.00")), ("221", 0, D("0.00"))]
