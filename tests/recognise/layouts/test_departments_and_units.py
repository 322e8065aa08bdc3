"""A department's own row above its units, with and without codes and 合计; 三公 of units with a row a year."""

from __future__ import annotations

import pytest

from tests.recognise.layouts.reading import read

COVER = "南宁市统计局2026年部门预算"
HEADER = ("单位名称|总计|本年收入|<|<|上年结转结余|<", "^|^|小计|一般公共预算|事业收入|小计|一般公共预算")
ROWS = (
    "合计|300.01|290.01|250.00|40.01|10.00|10.00",
    "南宁市统计局|300.01|290.01|250.00|40.01|10.00|10.00",
    "南宁市统计局|100.00|95.00|95.00||5.00|5.00",
    "南宁市甲一中心|120.00|118.00|98.00|20.00|2.00|2.00",
    "南宁市甲二中心|80.00|77.00|57.00|20.00|3.00|3.00",
)


@pytest.mark.parametrize("prefixes", [[""] * 7, ["序号|", "^|", "|", "1|", "2|", "3|", "4|"]])
def test_a_departments_own_row_holds_its_units(prefixes: list[str]) -> None:
    table = tuple(prefix + row for prefix, row in zip(prefixes, (*HEADER, *ROWS), strict=True))
    reading = read([COVER, "部门收入总表", "单位：万元", table])
    assert reading.facts("revenue", "line_no", "parent_line_no", "is_leaf", measure="total") == [
        (1, None, False),
        (2, None, False),
        (3, 2, True),
        (4, 2, True),
        (5, 2, True),
    ]
    held = reading.held()
    assert (held["GEN-TOTAL"], held["GEN-CHILDREN"]) == (6, 6)


@pytest.mark.parametrize("label", ["合计", "总计", "收入合计"])
def test_a_departments_own_row_holds_its_units_whatever_the_total_is_called(label: str) -> None:
    rows = (*ROWS[1:], ROWS[0].replace("合计", label))
    reading = read([COVER, "部门收入总表", "单位：万元", (*HEADER, *rows)])
    assert reading.facts("revenue", "line_no", "parent_line_no", "is_leaf", measure="total") == [
        (1, None, False),
        (2, 1, True),
        (3, 1, True),
        (4, 1, True),
        (5, None, False),
    ]
    assert reading.held()["GEN-TOTAL"] == 6


def test_units_of_the_same_size_are_no_departments() -> None:
    reading = read(
        [
            COVER,
            "部门收入总表",
            "单位：万元",
            (
                "单位名称|总计|一般公共预算",
                "合计|200.00|200.00",
                "南宁市甲局|100.00|100.00",
                "南宁市乙局|100.00|100.00",
            ),
        ]
    )
    assert set(reading.parents("revenue").values()) == {None}


def test_a_row_without_name_and_code_is_the_total_of_the_units_above_it() -> None:
    reading = read(
        [
            COVER,
            "部门收入总表",
            "单位：万元",
            (
                "单位编码|合计|一般公共预算|事业收入",
                "015|30.00|20.00|10.00",
                "015001|18.00|18.00|",
                "015002|12.00|2.00|10.00",
                "|30.00|20.00|10.00",
            ),
        ]
    )
    assert reading.facts("revenue", "line_role", "parent_line_no", measure="total") == [
        ("item", None),
        ("item", 1),
        ("item", 1),
        ("total", None),
    ]
    held = reading.held()
    assert (held["GEN-TOTAL"], held["GEN-CHILDREN"]) == (3, 3)


THREE = (
    "预算单位|年度|总计|因公出国(境)费|公务接待费|公务用车购置及运行维护费|<|<",
    "^|^|^|^|^|小计|公务用车购置费|公务用车运行维护费",
    "南宁市人社局|2025年|20.00|5.00|5.00|10.00|4.00|6.00",
    "|2026年|18.01|4.00|4.01|10.00|4.00|6.00",
    "|增减变化金额|-1.99|-1.00|-0.99|||",
    "南宁市人社局机关|2025年|15.00|5.00|4.00|6.00||6.00",
    "|2026年|13.00|4.00|3.00|6.00||6.00",
    "|增减变化金额|-2.00|-1.00|-1.00|||",
    "南宁市职业技能培训指导中心|2025年|5.00||1.00|4.00|4.00|",
    "|2026年|5.00||1.00|4.00|4.00|",
    "|增减变化金额|0||0|||",
)


def test_a_unit_of_training_does_not_widen_the_total_of_three_public() -> None:
    reading = read([COVER, "一般公共预算“三公”经费支出表", "单位：万元", THREE])
    assert reading.facts("three_public", "line_name", "line_role", "value", measure="total", fiscal_year=2026) == [
        ("南宁市人社局", "total", "18.01"),
        ("南宁市人社局机关", "item", "13.00"),
        ("南宁市职业技能培训指导中心", "item", "5.00"),
    ]
    assert reading.facts("three_public", "value", measure="total_with_meeting_training") == []
    assert reading.held()["B9-TOTAL"] == 6
