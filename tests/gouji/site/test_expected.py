"""Which disclosures are expected, by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.site.contents import Contents
from gouji.site.coverage import coverage, coverage_rows, gap_rows
from gouji.site.expected import Disclosure, ExpectedError, expected, listed


def bureau(year: int, stage: str) -> Disclosure:
    return Disclosure("白水县", "白水县林业局", year, stage)


def test_between_two_budgets_every_year_is_expected_and_the_accounts_of_every_year_that_is_over() -> None:
    published = {bureau(2022, "budget"), bureau(2025, "budget")}
    assert sorted(expected(published) - published) == [
        bureau(2022, "final"), bureau(2023, "budget"), bureau(2023, "final"), bureau(2024, "budget"),
        bureau(2024, "final"),
    ]  # fmt: skip


def test_final_accounts_alone_ask_for_the_budget_of_their_year() -> None:
    assert expected({bureau(2021, "final")}) == {bureau(2021, "final"), bureau(2021, "budget")}


def test_of_a_department_known_by_one_budget_nothing_more_is_expected() -> None:
    assert expected({bureau(2026, "budget")}) == {bureau(2026, "budget")}


def test_departments_and_regions_do_not_answer_for_one_another() -> None:
    other = Disclosure("昌黎县", "白水县林业局", 2025, "budget")
    assert expected({bureau(2022, "budget"), other}) == {bureau(2022, "budget"), other}


def test_a_list_says_what_else_is_expected_and_which_line_is_of_no_use(tmp_path: Path) -> None:
    path = tmp_path / "expected.csv"
    path.write_text("region_code,department,fiscal_year,stage\n130322,昌黎县统计局,2024,budget\n", encoding="utf-8")
    assert list(listed({"130322": "昌黎县"}, path)) == [Disclosure("昌黎县", "昌黎县统计局", 2024, "budget")]
    assert list(listed({}, path)) == [Disclosure("130322", "昌黎县统计局", 2024, "budget")]
    path.write_text("region_code,department,fiscal_year,stage\n130322,昌黎县统计局,2024,预算\n", encoding="utf-8")
    with pytest.raises(ExpectedError, match="line 2"):
        list(listed({}, path))
    assert list(listed({}, tmp_path / "absent.csv")) == []


def test_the_matrix_shows_expected_found_loaded_held_back_and_missing() -> None:
    parts = {
        "a": [_part("白水县林业局", 2024, "budget", "loaded"), _part("白水县水利局", 2024, "budget", "partly")],
        "b": [_part("白水县林业局", 2022, "budget", "quarantined")],
    }
    contents = Contents([{"document_id": "a", "status": "loaded"}, {"document_id": "b", "status": "loaded"}], parts,
                        [], [], [], [], [], [], {})  # fmt: skip
    matrix = coverage(contents, [Disclosure("昌黎县", "昌黎县统计局", 2024, "budget")])
    said = {(row["region"], row["fiscal_year"], row["stage"]): row for row in coverage_rows(matrix)}
    full = said["白水县", 2024, "budget"]
    assert [full[name] for name in ("expected", "found", "missing", "loaded", "held_back")] == [2, 2, 0, 2, 1]
    gone = said["白水县", 2023, "budget"]
    assert [gone[name] for name in ("expected", "found", "missing")] == [1, 0, 1]
    assert said["昌黎县", 2024, "budget"]["missing"] == 1
    # 2022 and 2023 are over where there is a budget of 2024.
    assert [(row["department"], row["fiscal_year"], row["stage"]) for row in gap_rows(matrix)] == [
        ("白水县林业局", 2023, "budget"), ("白水县林业局", 2023, "final"), ("白水县林业局", 2022, "final"),
        ("昌黎县统计局", 2024, "budget"),
    ]  # fmt: skip


def _part(department: str, year: int, stage: str, status: str) -> dict[str, object]:
    return {
        "department": department, "fiscal_year": year, "stage": stage, "status": status, "region_code": "610527",
        "region_name": "白水县",
    }  # fmt: skip
