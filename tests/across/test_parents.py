"""A unit's department, from the lists real documents print."""

from __future__ import annotations

import json

import polars as pl
import pytest

from pipelines.across.bodies import Lists
from tests.across.bodies import bodies_of, parts_of

_HEAD = ("昌黎县医疗保障局", "130322", "department")
_UNIT = ("昌黎县职工医疗保险中心", "130322", "unit")


def _lists(**lists: list[tuple[str, int, str]]) -> Lists:
    """(file, part, name) of each list."""
    lines = pl.DataFrame(
        lists.get("lines", []),
        schema={"document_id": pl.String, "part_no": pl.Int64, "unit_name": pl.String},
        orient="row",
    )
    rows = [(d, p, "staffing", json.dumps({"unit_name": n})) for d, p, n in lists.get("staff", [])]
    rows += [(d, p, "profile", json.dumps({"item": "unit", "name": n})) for d, p, n in lists.get("profile", [])]
    rows += [(d, p, "profile", json.dumps({"item": "superior", "name": n})) for d, p, n in lists.get("superior", [])]
    rows += [(d, p, "profile", json.dumps({"item": "task", "name": n})) for d, p, n in lists.get("tasks", [])]
    forms = pl.DataFrame(
        rows,
        schema={"document_id": pl.String, "part_no": pl.Int64, "kind": pl.String, "fields": pl.String},
        orient="row",
    )
    return Lists.of(lines, forms)


def _parents(parts: list[tuple[str, int, tuple[str, str, str]]], **lists: list[tuple[str, int, str]]) -> dict[str, str]:
    """(file, part, (name, region, kind)) -> unit's name -> its department's name."""
    raw_part = pl.DataFrame(
        [
            {
                "document_id": document,
                "part_no": part,
                "department_name": name,
                "region_code": region,
                "kind": kind,
                "fiscal_year": 2024,
                "stage": "budget",
                "revision": None,
                "identity_evidence": "{}",
            }
            for document, part, (name, region, kind) in parts
        ],
        schema_overrides={"revision": pl.String},
    )
    found = bodies_of(raw_part, _lists(**lists)).departments
    names = dict(found.select("department_id", "name").iter_rows())
    return {
        r["name"]: names[r["parent_department_id"]] for r in found.iter_rows(named=True) if r["parent_department_id"]
    }


def test_a_unit_of_the_staff_table() -> None:
    # the staff table of seed 001 names 昌黎县职工医疗保险中心
    found = _parents([("a", 1, _HEAD), ("b", 1, _UNIT)], staff=[("a", 1, "昌黎县职工医疗保险中心")])
    assert found == {"昌黎县职工医疗保险中心": "昌黎县医疗保障局"}


def test_a_unit_of_the_list_of_units_whatever_is_said_behind_its_name() -> None:
    head = ("西安市发展和改革委员会", "610100", "department")
    unit = ("西安市经济研究所", "610100", "unit")
    assert _parents([("a", 1, head), ("b", 1, unit)], profile=[("a", 1, "西安市经济研究所（全额）")]) == {
        "西安市经济研究所": "西安市发展和改革委员会"
    }


def test_a_unit_of_a_money_table() -> None:
    head = ("广州市商务局", "440100", "department")
    unit = ("广州市国际投资促进中心", "440100", "unit")
    assert _parents([("a", 1, head), ("b", 1, unit)], lines=[("a", 1, "广州市国际投资促进中心")]) == {
        "广州市国际投资促进中心": "广州市商务局"
    }


def test_the_departments_own_office() -> None:
    head = ("上海市普陀区司法局", "310107", "department")
    assert _parents([("a", 1, head), ("b", 1, ("上海市普陀区司法局", "310107", "unit"))]) == {
        "上海市普陀区司法局": "上海市普陀区司法局"
    }


def test_units_bound_with_their_department() -> None:
    assert _parents([("a", 1, _HEAD), ("a", 2, _UNIT)]) == {"昌黎县职工医疗保险中心": "昌黎县医疗保障局"}


def test_two_departments_that_would_fit_are_none() -> None:
    other = ("昌黎县财政局", "130322", "department")
    lists = [("a", 1, "昌黎县职工医疗保险中心"), ("c", 1, "昌黎县职工医疗保险中心")]
    assert _parents([("a", 1, _HEAD), ("b", 1, _UNIT), ("c", 1, other)], staff=lists) == {}


def test_another_region_or_another_list_is_no_evidence() -> None:
    assert _parents([("a", 1, ("某局", "130321", "department")), ("b", 1, _UNIT)], staff=[("a", 1, _UNIT[0])]) == {}
    assert _parents([("a", 1, _HEAD), ("b", 1, _UNIT)], tasks=[("a", 1, _UNIT[0])]) == {}


def test_what_stands_in_the_same_file_goes_before_a_list_of_another() -> None:
    other = ("昌黎县财政局", "130322", "department")
    parts = [("a", 1, _HEAD), ("a", 2, _UNIT), ("c", 1, other)]
    assert _parents(parts, staff=[("c", 1, _UNIT[0])]) == {_UNIT[0]: _HEAD[0]}


def test_the_same_body_goes_before_a_list() -> None:
    own = ("昌黎县财政局", "130322", "unit")
    parts = [("a", 1, _HEAD), ("b", 1, own), ("c", 1, ("昌黎县财政局", "130322", "department"))]
    assert _parents(parts, staff=[("a", 1, "昌黎县财政局")]) == {"昌黎县财政局": "昌黎县财政局"}


def test_the_list_of_a_unit_and_of_a_part_that_is_no_disclosure_are_no_evidence() -> None:
    unit = ("昌黎县财政局票据中心", "130322", "unit")
    assert _parents([("a", 1, unit), ("b", 1, _UNIT)], staff=[("a", 1, _UNIT[0])]) == {}
    assert _parents([("a", 1, _HEAD), ("b", 1, _UNIT)], staff=[("a", 9, _UNIT[0])]) == {}


def test_a_file_of_units_only_names_no_department() -> None:
    other = ("昌黎县财政局票据中心", "130322", "unit")
    assert _parents([("a", 1, _UNIT), ("a", 2, other)]) == {}


def test_without_forms_the_money_tables_alone_are_asked() -> None:
    rows = [("a", 1, _HEAD), ("b", 1, _UNIT)]
    part = pl.DataFrame(
        [
            {"document_id": d, "part_no": n, "department_name": name, "region_code": region, "kind": kind,
             "fiscal_year": 2024, "stage": "budget", "revision": None, "identity_evidence": "{}"}
            for d, n, (name, region, kind) in rows
        ],
        schema_overrides={"revision": pl.String},
    )  # fmt: skip
    lines = pl.DataFrame({"document_id": ["a", "a"], "part_no": [1, 1], "unit_name": [None, _UNIT[0]]})
    found = bodies_of(part, Lists.of(lines)).departments
    assert found["parent_department_id"].drop_nulls().len() == 1


@pytest.mark.parametrize(
    ("unit", "lists", "evidence", "confidence"),
    [
        (_UNIT[0], {"lines": [("a", 1, _UNIT[0])]}, "listed_in_tables", "A"),
        (_UNIT[0], {"staff": [("a", 1, _UNIT[0])]}, "listed_in_staff_table", "A"),
        (_UNIT[0], {"profile": [("a", 1, _UNIT[0])]}, "listed_in_prose", "B"),
        (_UNIT[0], {"superior": [("b", 1, "河北省昌黎县医疗保障局")]}, "superior", "B"),
        (_UNIT[0], {"superior": [("b", 1, "县医疗保障局")]}, "superior", "B"),
        (_UNIT[0], {"superior": [("b", 1, "市医疗保障局")]}, None, None),  # another's
        ("昌黎县医疗保障局（机关）", {}, "same_body", "A"),
        ("昌黎县医疗保障局信息中心", {}, "name", "C"),
        ("昌黎县医疗保障局信息中心", {"lines": [("a", 1, "昌黎县医疗保障局信息中心")]}, "listed_in_tables", "A"),
        (_UNIT[0], {"superior": [("a", 1, "昌黎县医疗保障局")]}, None, None),  # what another says is no evidence
    ],
)
def test_what_a_parent_rests_on(
    unit: str, lists: dict[str, list[tuple[str, int, str]]], evidence: str | None, confidence: str | None
) -> None:
    part = parts_of(("a", *_HEAD, 2024), ("b", unit, "130322", "unit", 2024))
    found = bodies_of(part, _lists(**lists)).departments
    assert found.filter(pl.col("kind") == "unit").select("parent_evidence", "parent_confidence").rows() == [
        (evidence, confidence)
    ]


def test_a_body_is_one_row_with_the_name_it_bears_last() -> None:
    part = parts_of(
        ("b", "河北省昌黎县医疗保障局", "130322", "department", 2025),
        ("a", "昌黎县医疗保障局（本级）", "130322", "department", 2024),
        ("c", "昌黎县医疗保障局", "130322", "department", 2023),
    )
    named = bodies_of(part).departments
    assert named.drop("department_id").row(0, named=True) == {
        "region_code": "130322", "name": "河北省昌黎县医疗保障局", "canonical_name": "昌黎县医疗保障局",
        "kind": "department", "domain": "医疗保障", "first_year": 2023, "last_year": 2025,
        "parent_department_id": None, "parent_evidence": None, "parent_confidence": None,
    }  # fmt: skip
    assert named.height == 1
