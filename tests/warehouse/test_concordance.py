"""warehouse/reference/concordance.csv: every row is borne out by the lists, and no code can mean two things at once."""

from __future__ import annotations

import polars as pl
import pytest

from warehouse import reference
from warehouse.reference.lists import read_list

ROWS = reference.concordance().to_dicts()
_FILES = {
    "functional": "functional.csv",
    "department": "economic_department.csv",
    "government": "economic_government.csv",
}


def _listed(scheme: str, code: str) -> set[str]:
    return set(read_list(_FILES[scheme]).filter(pl.col("code") == code)["name"].drop_nulls())


def _said(row: dict[str, object]) -> str:
    return f"{row['old_code']} {row['old_name']}"


@pytest.mark.parametrize("row", ROWS, ids=_said)
def test_the_lists_bear_it_out(row: dict[str, str]) -> None:
    assert row["name"] in _listed(row["scheme"], row["new_code"])
    if "one name under two codes" in row["source"]:
        assert row["old_name"] == row["name"]
        assert row["old_name"] in _listed(row["scheme"], row["old_code"])
    if "validity" in row["source"]:
        assert row["old_name"] in _listed(row["scheme"], row["old_code"])
    assert row["source"].split(":")[0].split(" (")[0] in {*_FILES.values(), "code_changes.csv"}


@pytest.mark.parametrize("row", [row for row in ROWS if not row["by_name"] and row["to_year"] is None], ids=_said)
def test_what_is_recoded_by_its_code_alone_in_any_year_was_never_anything_else(row: dict[str, str]) -> None:
    assert _listed(row["scheme"], row["old_code"]) <= {row["old_name"]}


def test_a_line_is_recoded_in_one_way() -> None:
    recoded = [row for row in ROWS if row["relation"] != "split" and row["old_code"] != row["new_code"]]
    by_code = [(row["scheme"], row["old_code"]) for row in recoded if not row["by_name"]]
    by_name = [(row["scheme"], row["old_code"], row["old_name"]) for row in recoded if row["by_name"]]
    assert len(set(by_code)) == len(by_code) and len(set(by_name)) == len(by_name)
    assert not set(by_code) & {(scheme, code) for scheme, code, _ in by_name}


def test_an_item_recoded_twice_goes_by_its_last_code_and_another_item_of_the_code_does_not() -> None:
    last = {(row["old_code"], row["old_name"]): row["comparable_code"] for row in ROWS}
    assert last["2130335", "大中型水库移民后期扶持基金支出"] == "21372"  # by way of 20822
    assert last["2100206", "其他专科医院"] == "2100208"  # which had been 行业医院, now 2100210
    assert last["2010308", "信访事务"] == "20140"
    assert last["39906", "赠与"] == "39906"


def test_names_by_year() -> None:
    names = reference.code_names()

    def called(code: str, year: int, scheme: str = "functional") -> list[str]:
        at = (pl.col("valid_from") <= year) & (pl.col("valid_to").fill_null(9999) >= year)
        return names.filter(pl.col("scheme") == scheme, pl.col("code") == code, at)["name"].to_list()

    assert called("207", 2018) == ["文化体育与传媒支出"] and called("207", 2019) == ["文化旅游体育与传媒支出"]
    classes = ["医疗卫生支出", "医疗卫生与计划生育支出", "卫生健康支出"]
    assert [called("210", year) for year in (2013, 2018, 2019)] == [[name] for name in classes]
    assert called("20140", 2023) == [] and called("20140", 2024) == ["信访事务"]
    assert called("30311", 2017, "department") == ["住房公积金"]
    assert called("30311", 2018, "department") == []  # given to another item only later
    assert called("30311", 2021, "department") == ["代缴社会保险费"]


def test_periods_of_a_code_do_not_overlap() -> None:
    names = reference.code_names().sort("scheme", "code", "valid_from")
    following = pl.col("valid_from").shift(-1).over("scheme", "code")
    assert names.filter(following.is_not_null() & (pl.col("valid_to").fill_null(9999) >= following)).is_empty()
