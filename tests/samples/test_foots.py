"""The expected facts foot, checked from the CSV alone; the planted errors are what the CSV says they are."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

Rows = list[dict[str, str]]
Cells = dict[tuple[str, str], Decimal]  # (code or label, measure) -> yuan
PLANTED = "planted_errors_2023.docx"
CLEAN = (
    *("county_budget_2024.docx", "city_budget_2022.pdf", "county_budget_2020.xlsx", "county_final_2024.pdf"),
    *("unit_budget_2023_cells.txt", "unit_budget_2021_rows.txt", "county_budget_2021.html", "unruled_budget_2023.pdf"),
    *("petitions_budget_2023.html", "petitions_budget_2024.xlsx", "petitions_unit_2024_rows.txt"),
    "government_budget_2024.html",
)
BY_CODE = (
    *("revenue", "expenditure", "general_budget", "general_budget_economic", "basic_economic"),
    *("government_fund", "state_capital"),
)
COLUMNS = {
    "revenue": {"total": ("current_year", "carryover")},
    "expenditure": {"total": ("basic", "project")},
    "general_budget": {"total": ("basic", "project")},
    "general_budget_economic": {"total": ("basic", "project")},
    "basic_economic": {"total": ("personnel", "public")},
    "government_fund": {"total": ("basic", "project")},
    "state_capital": {"total": ("basic", "project")},
}


def _cells(rows: Rows, file: str, statement: str, stage: str | None = None) -> Cells:
    cells: Cells = {}
    for r in rows:
        if r["file"] == file and r["statement"] == statement and stage in (None, r["stage"]):
            label = r["functional_code"] or r["economic_code"] or r["line_name"]
            cells[label, r["measure"]] = Decimal(r["amount"])
    return cells


def _breaks(cells: Cells, statement: str) -> list[tuple[str, str]]:
    """(rule, node) of every equation of one table by code that does not hold."""
    found: list[tuple[str, str]] = []
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for (code, measure), amount in cells.items():
        if code.isdigit():
            sums["合计" if len(code) == 3 else code[:-2], measure] += amount
    for (parent, measure), amount in sums.items():
        if cells.get((parent, measure), amount if parent == "合计" else None) != amount:
            found.append(("children", f"{parent}/{measure}"))
    for whole, parts in COLUMNS[statement].items():
        for code in {c for c, _ in cells}:
            if (code, whole) in cells and sum(cells.get((code, p), Decimal(0)) for p in parts) != cells[code, whole]:
                found.append(("columns", code))
    return found


@pytest.mark.parametrize("file", CLEAN)
def test_clean_samples_foot(expected: Rows, file: str) -> None:
    for statement in BY_CODE:
        cells = _cells(expected, file, statement)
        if file == "county_final_2024.pdf" and statement in {"revenue", "basic_economic"}:
            continue  # final accounts have no 上年结转 column there, and no total column
        assert _breaks(cells, statement) == [], statement


@pytest.mark.parametrize("file", CLEAN)
def test_statements_agree(expected: Rows, file: str) -> None:
    def at(statement: str, label: str, measure: str = "total") -> Decimal | None:
        return _cells(expected, file, statement, "final" if "final" in file else "budget").get((label, measure))

    def same(*figures: Decimal | None) -> bool:
        return len({f for f in figures if f is not None}) <= 1

    final = "final" in file
    assert same(at("summary", "收入总计"), at("summary", "支出总计"), None if final else at("revenue", "合计"))
    assert same(at("summary", "本年支出合计"), at("expenditure", "合计"))
    assert same(at("general_budget", "合计"), at("appropriation", "本年支出合计", "general_public"))
    assert same(at("general_budget", "合计"), at("general_budget_economic", "合计"))
    assert same(at("general_budget", "合计", "basic"), at("basic_economic", "合计"))


def test_summary_lanes_foot(expected: Rows) -> None:
    rows = [r for r in expected if r["file"] == "city_budget_2022.pdf" and r["statement"] == "summary"]

    def total(column: str) -> Decimal:
        return sum((Decimal(r["amount"]) for r in rows if r[column]), Decimal(0))

    spent = {Decimal(r["amount"]) for r in rows if r["line_name"] == "本年支出合计"}
    assert spent == {total("functional_code")} == {total("economic_code")} == {Decimal("61140300.60")}


def test_final_account_lanes_and_balances(expected: Rows) -> None:
    file = "county_final_2024.pdf"
    lanes = [r for r in expected if r["file"] == file and r["statement"] == "basic_economic"]
    for name, classes in (("人员经费合计", ("301", "303")), ("公用经费合计", ("302", "307", "310", "399"))):
        (printed,) = [Decimal(r["amount"]) for r in lanes if r["line_name"] == name]
        assert printed == sum(Decimal(r["amount"]) for r in lanes if r["economic_code"] in classes)
        leaves = [r for r in lanes if r["economic_code"][:3] in classes and len(r["economic_code"]) == 5]
        assert printed == sum(Decimal(r["amount"]) for r in leaves)
    fund = _cells(expected, file, "government_fund")
    opening = fund.get(("合计", "carryover"), Decimal(0))
    assert opening + fund["合计", "current_year"] - fund["合计", "total"] == fund["合计", "closing"]
    assert fund["合计", "closing"] == Decimal("75000.00")


def test_figures_of_the_seeds_are_kept(expected: Rows) -> None:
    county = _cells(expected, "county_budget_2024.docx", "expenditure")
    assert county["2101202", "total"] == Decimal("53600000.00")
    assert county["合计", "basic"] == Decimal("3791300.00")
    assert _cells(expected, "county_budget_2020.xlsx", "revenue")["2101202", "total"] == Decimal("287400000.00")


def test_planted_errors_are_exactly_those_listed(expected: Rows, planted: Rows) -> None:
    found = {
        (statement, rule, node)
        for statement in ("revenue", "expenditure", "general_budget", "basic_economic")
        for rule, node in _breaks(_cells(expected, PLANTED, statement), statement)
    }
    kinds = {"parent = sum of children": "children", "total = basic + project": "columns"}
    listed = {(p["statement"], kinds[p["rule"]], p["node"]) for p in planted if p["rule"] in kinds}
    assert found == listed
    assert len(planted) == 13
    assert all(p["provided"] != p["expected"] for p in planted)


@pytest.mark.parametrize("file", [*CLEAN, PLANTED])
def test_three_public_adds_up(expected: Rows, file: str) -> None:
    groups: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(dict)
    for r in expected:
        if r["file"] == file and r["statement"] == "three_public":
            groups[r["fund_source"], r["fiscal_year"], r["stage"]][r["measure"]] = Decimal(r["amount"])
    for items in groups.values():
        if "total" in items:
            zero = Decimal(0)
            vehicles = items.get("vehicle_purchase", zero) + items.get("vehicle_operation", zero)
            assert vehicles == items.get("vehicles", zero)
            assert items["total"] == vehicles + items.get("abroad", zero) + items.get("reception", zero)
