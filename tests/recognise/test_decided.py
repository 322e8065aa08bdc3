"""What a person has laid down of a document goes before its text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.model.decisions import DocumentDecision
from pipelines.recognise.decided import decided_parts
from pipelines.recognise.identity import Part


def decision(part_no: int | None = None, **said: object) -> DocumentDecision:
    none = dict.fromkeys(("department_name", "region_code", "fiscal_year", "stage", "kind", "unit"))
    return DocumentDecision("D-1", "*", part_no, **(none | said), reason="the cover", owner="a person")  # type: ignore[arg-type]


PARTS = [
    Part(
        1,
        "甲局",
        "department",
        "130322",
        "河北省秦皇岛市昌黎县",
        2023,
        "budget",
        evidence={"department": {"value": "甲局"}},
    ),
    Part(2),
]


def test_without_a_decision_parts_stay() -> None:
    assert decided_parts(PARTS, ()) == PARTS


def test_what_is_said_holds_and_what_was_recognised_is_kept() -> None:
    one, other = decided_parts(PARTS, (decision(department_name="乙局", region_code="431126", fiscal_year=2024),))
    assert (one.department_name, one.region_code, one.fiscal_year, one.stage) == ("乙局", "431126", 2024, "budget")
    assert one.region_name == "湖南省永州市宁远县"
    assert one.evidence["department"] == {
        "value": "乙局", "source": "documents.csv", "text": "the cover", "recognised": "甲局"}  # fmt: skip
    assert (other.department_name, other.fiscal_year) == ("乙局", 2024)


def test_what_is_said_of_one_part_is_of_that_part() -> None:
    one, other = decided_parts(PARTS, (decision(2, stage="final", kind="unit"),))
    assert one == PARTS[0]
    assert (other.stage, other.kind) == ("final", "unit")
    assert replace(other, stage=None, kind="department", evidence={}) == PARTS[1]


@pytest.mark.parametrize(("code", "name"), [("000000", "中央"), ("430000", "湖南省")])
def test_the_name_of_a_region_is_that_of_its_code(code: str, name: str) -> None:
    assert decided_parts(PARTS, (decision(region_code=code),))[0].region_name == name
