"""A code cell that prints no code is named, and nothing else is."""

from __future__ import annotations

import pytest

from tests.recognise.layouts.reading import read

COVER = "2026年南宁市统计局部门预算"
HEAD = ("科目编码|<|<|科目名称|合计", "类|款|项|^|^", "|||合计|30.00")
ROWS = ("210|||卫生健康支出|30.00", "210|11||行政事业单位医疗|30.00", "210|11|01|行政单位医疗|20.00")


def _said(last: str) -> list[str]:
    reading = read([COVER, "部门支出总表", "单位：万元", (*HEAD, *ROWS, last)])
    assert reading.parents("expenditure")["事业单位医疗"] == "行政事业单位医疗"
    return [finding.message_zh for finding in reading.found.findings if finding.kind == "code_misprinted"]


def test_a_row_of_a_misprinted_code_is_placed_and_its_code_cell_named() -> None:
    (said,) = _said("7|11|02|事业单位医疗|10.00")
    assert "7-11-02" in said
    assert "2101102" in said


@pytest.mark.parametrize("last", ["210|11|02|事业单位医疗|10.00", "|||事业单位医疗|10.00"])
def test_a_code_and_no_code_are_no_misprints(last: str) -> None:
    assert _said(last) == []
