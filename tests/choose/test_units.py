"""A unit line that is missing or wrong: the other statements tell the unit."""

from __future__ import annotations

import pytest

from tests.choose.budget import budget, chosen, first, readings


def unit_of(found: object, statement: str) -> str:
    return next(row["unit"] for row in found.statements if row["statement"] == statement)  # type: ignore[attr-defined]


def test_a_wrong_unit_line() -> None:
    printed = budget(unit="单位：元")
    assert unit_of(first(printed), "expenditure") == "元"
    found = chosen(printed).recognised
    assert unit_of(found, "expenditure") == "万元"
    assert {ln["unit"] for ln in found.lines} == {"万元"}
    assert readings(found) == {
        "summary": "first",
        "revenue": "first",
        "expenditure": "unit",
        "general_budget": "first",
    }
    row = next(row for row in found.statements if row["statement"] == "expenditure")
    assert row["unit_source"] == "identities"
    (finding,) = [f for f in found.findings if f.kind == "reading_chosen"]
    assert "单位" in finding.message_zh


def test_a_missing_unit_line_below_a_table_in_another_unit() -> None:
    """The first reading takes the unit of the table before, which is not this one's."""
    printed = budget(unit="")
    yuan = [p for p in printed.paragraphs if p.page == 2 and "单位" in p.text]
    yuan[0].text = "单位：元"
    for cell in printed.grids[1].cells:
        if cell.col >= 2 and "." in cell.text:
            cell.text = str(int(float(cell.text) * 10000)) + ".00"
    assert unit_of(first(printed), "expenditure") == "元"
    found = chosen(printed).recognised
    assert unit_of(found, "expenditure") == "万元"
    assert unit_of(found, "revenue") == "元"
    assert readings(found)["expenditure"] == "unit"


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_no_unit_line_in_the_first_table(unit: str) -> None:
    printed = budget()
    printed.paragraphs = [p for p in printed.paragraphs if not (p.page == 1 and "单位" in p.text)]
    for paragraph in printed.paragraphs:
        paragraph.text = paragraph.text.replace("单位：万元", f"单位：{unit}")
    assert not [ln for ln in first(printed).lines if ln["statement"] == "summary"]
    found = chosen(printed).recognised
    assert unit_of(found, "summary") == unit
    assert [ln["value"] for ln in found.lines if ln["statement"] == "summary"].count("320.50") == 5
    assert not [f for f in found.findings if f.kind == "unit_missing"]
