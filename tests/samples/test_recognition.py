"""What recognition reads from the samples is what the model printed: no fact missing, none extra, none wrong."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.acquire import scan
from pipelines.extract import read
from pipelines.recognise import CodeBook, Recognised, recognise

Rows = list[dict[str, str]]
YUAN = {"元": Decimal(1), "万元": Decimal(10000)}
MONEY = {
    *("summary", "revenue", "expenditure", "appropriation", "general_budget", "general_budget_economic"),
    *("basic_economic", "government_fund", "state_capital", "three_public"),
}
IDENTITY = {
    "county_budget_2024.docx": ("昌黎县医疗保障局", "department", "130322", 2024, "budget"),
    "city_budget_2022.pdf": ("石家庄市医疗保障局", "department", "130100", 2022, "budget"),
    "county_budget_2020.xlsx": ("青龙满族自治县医疗保障局", "department", "130321", 2020, "budget"),
    "county_final_2024.pdf": ("昌黎县医疗保障局", "department", "130322", 2024, "final"),
    "planted_errors_2023.docx": ("秦皇岛市海港区社会救助示范中心", "unit", "130302", 2023, "budget"),
    "unit_budget_2023_cells.txt": ("昌黎县职工医疗保险中心", "unit", "130322", 2023, "budget"),
    "unit_budget_2021_rows.txt": ("安阳市社会医疗保险中心", "unit", "410500", 2021, "budget"),
    "county_budget_2021.html": ("衡东县医疗保障局", "department", "430424", 2021, "budget"),
    "unruled_budget_2023.pdf": ("石家庄市医疗保险中心", "unit", "130100", 2023, "budget"),
    "petitions_budget_2023.html": ("卢龙县信访局", "department", "130324", 2023, "budget"),
    "petitions_budget_2024.xlsx": ("卢龙县信访局", "department", "130324", 2024, "budget"),
    "petitions_text_2024.docx": ("卢龙县信访局", "department", "130324", 2024, "budget"),
    "petitions_unit_2024_rows.txt": ("卢龙县信访事项受理中心", "unit", "130324", 2024, "budget"),
    "government_budget_2024.html": ("卢龙县人民政府", "government", "130324", 2024, "budget"),
}
BUNDLE = "schools_bundle_2024.html"
EMPTY = {
    "county_budget_2024.docx": ["state_capital"],
    "city_budget_2022.pdf": ["government_fund"],
    "county_budget_2020.xlsx": ["state_capital"],
    "county_final_2024.pdf": ["state_capital"],
    "unit_budget_2021_rows.txt": ["government_fund"],
}


def _entries(folder: Path) -> Iterator[tuple[str, str, str]]:
    for scheme, name in (
        ("functional", "functional.csv"),
        ("economic", "economic_department.csv"),
        ("government", "economic_government.csv"),
    ):
        with (folder / name).open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                yield scheme, row["code"], row["name"]


@pytest.fixture(scope="module")
def read_samples(folder: Path, repo_root: Path) -> dict[str, Recognised]:
    book = CodeBook.of(_entries(repo_root / "warehouse" / "reference"))
    return {s.file_name: recognise(read(s), book) for s in scan([folder])[0] if s.file_name in {*IDENTITY, BUNDLE}}


def _key(row: dict[str, Any]) -> tuple[object, ...]:
    # 三公 rows are told by their item, printed under several names.
    name = "" if row["statement"] == "three_public" else row["line_name"]
    codes = row["functional_code"] or "", row["economic_code"] or ""
    return row["statement"], name, *codes, row["measure"], int(row["fiscal_year"]), row["stage"], row["amount"]


def _found(recognised: Recognised) -> Iterator[dict[str, Any]]:
    (part,) = recognised.parts
    for line in recognised.lines:
        year = line["fiscal_year"] or part["fiscal_year"] + (line["year_offset"] or 0)
        amount = (Decimal(line["value"]) * YUAN[line["unit"]]).quantize(Decimal("0.01"))
        yield line | {"fiscal_year": year, "stage": line["stage"] or part["stage"], "amount": str(amount)}


@pytest.mark.parametrize("file", sorted(IDENTITY))
def test_whose_which_year_which_stage(read_samples: dict[str, Recognised], file: str) -> None:
    (part,) = read_samples[file].parts
    fields = ("department_name", "kind", "region_code", "fiscal_year", "stage")
    assert tuple(part[f] for f in fields) == IDENTITY[file]


@pytest.mark.parametrize("file", sorted(IDENTITY))
def test_every_fact_and_no_other(read_samples: dict[str, Recognised], expected: Rows, file: str) -> None:
    want = Counter(_key(r) for r in expected if r["file"] == file and r["statement"] in MONEY)
    got = Counter(_key(r) for r in _found(read_samples[file]))
    assert sorted((want - got).elements()) == []
    assert sorted((got - want).elements()) == []


@pytest.mark.parametrize("file", sorted(IDENTITY))
def test_where_the_money_comes_from(read_samples: dict[str, Recognised], expected: Rows, file: str) -> None:
    rows = [r for r in expected if r["file"] == file and r["statement"] in MONEY and r["fund_source"]]
    want = Counter((*_key(r), r["fund_source"]) for r in rows)
    got = Counter((*_key(r), r["fund_source"]) for r in _found(read_samples[file]))
    assert sorted((want - got).elements()) == []


@pytest.mark.parametrize("file", sorted(IDENTITY))
def test_empty_statements_are_recognised(read_samples: dict[str, Recognised], file: str) -> None:
    empty = [s["statement"] for s in read_samples[file].statements if s["is_empty"]]
    assert empty == EMPTY.get(file, [])


@pytest.mark.parametrize("file", sorted(EMPTY))
def test_empty_statements_keep_the_note_that_says_why(read_samples: dict[str, Recognised], file: str) -> None:
    notes = [s["note"] for s in read_samples[file].statements if s["is_empty"]]
    assert all(note and note.startswith("注：") for note in notes), notes


def test_a_bundle_is_a_part_a_unit_with_its_own_facts(read_samples: dict[str, Recognised], expected: Rows) -> None:
    recognised = read_samples[BUNDLE]
    assert [(part["department_name"], part["kind"], part["fiscal_year"]) for part in recognised.parts] == [
        ("卢龙县第一中学", "unit", 2024),
        ("卢龙县第二中学", "unit", 2024),
    ]
    totals = {
        line["part_no"]: line["value"]
        for line in recognised.lines
        if line["statement"] == "expenditure" and line["line_name"] == "合计" and line["measure"] == "total"
    }
    assert totals == {1: "1028.00", 2: "733.00"}
    assert len(recognised.lines) == sum(1 for row in expected if row["file"] == BUNDLE)
