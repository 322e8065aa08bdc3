"""Tables whose last columns stand on the next page, whose captions stand below them, or that have no titles."""

from __future__ import annotations

import pytest

from tests.recognise.builder import Block
from tests.recognise.layouts.reading import read

COVER = ["南宁市统计局", "2026年部门预算"]
UNIT = "单位：万元"
LEFT = (
    "单位编码|单位名称|合计|本年收入|<|<",
    "^|^|^|小计|一般公共预算|事业收入",
    "|合计|300.00|290.00|200.00|60.00",
    "251001|南宁市统计局|180.00|175.00|120.00|40.00",
    "251002|南宁市普查中心|120.00|115.00|80.00|20.00",
)
RIGHT = (
    "其他收入|上年结转结余|<",
    "^|小计|一般公共预算",
    "30.00|10.00|10.00",
    "15.00|5.00|5.00",
    "15.00|5.00|5.00",
)


def test_last_columns_on_the_next_page_join_their_rows() -> None:
    reading = read([*COVER, "部门收入总表", UNIT, LEFT], [UNIT, RIGHT])
    assert reading.statements() == ["revenue"]
    assert reading.lost() == []
    assert reading.facts("revenue", "measure", "value", line_name="南宁市普查中心")[-3:] == [
        ("other", "15.00"),
        ("carryover", "5.00"),
        ("carryover", "5.00"),
    ]
    held = reading.held()
    assert (held["B2-COLUMNS"], held["B2-SOURCES"]) == (3, 6)


def test_last_columns_of_one_row_of_totals_join_where_its_total_needs_them() -> None:
    left = ("合计|本年收入|<|<", "^|小计|一般公共预算|事业收入", "300.00|290.00|200.00|60.00")
    right = ("|上年结转结余|<", "其他收入|小计|一般公共预算", "30.00|10.00|10.00")
    above: list[Block] = [*COVER, "预算02表 部门收入总表", UNIT, left]
    reading = read(above, ["预算02表", UNIT, right])
    assert reading.statements() == ["revenue"]
    assert reading.lost() == []
    assert reading.facts("revenue", "measure", "value")[-3:] == [
        ("other", "30.00"),
        ("carryover", "10.00"),
        ("carryover", "10.00"),
    ]
    of_another = ("|上年结转结余|<", "其他收入|小计|一般公共预算", "30.00|20.00|20.00")
    assert read(above, ["预算02表", UNIT, of_another]).facts("revenue", "value", measure="other") == []


NAMED = ("单位|其他收入|结转", "^|^|^", "合计|30.00|10.00", "甲局|15.00|5.00", "乙局|15.00|5.00")


@pytest.mark.parametrize("below", [[UNIT, RIGHT[:-1]], [UNIT, NAMED], ["部门支出总表", UNIT, RIGHT]])
def test_columns_of_other_rows_join_none(below: list[Block]) -> None:
    reading = read([*COVER, "部门收入总表", UNIT, LEFT], below)
    assert reading.facts("revenue", "value", measure="other") == []


SUMMARY: Block = (
    "收入|<|支出|<",
    "项目|预算数|项目|预算数",
    "一、一般公共预算拨款收入|80.00|一、一般公共服务支出|90.00",
    "二、事业收入|20.00|二、住房保障支出|10.00",
    "收入总计|100.00|支出总计|100.00",
)
HEADER = "科目编码|科目名称|合计|基本支出|项目支出"
WHOLE: Block = (
    HEADER,
    "|合计|100.00|60.00|40.00",
    "201|一般公共服务支出|90.00|50.00|40.00",
    "221|住房保障支出|10.00|10.00|",
)
GENERAL: Block = (
    HEADER,
    "|合计|80.00|60.00|20.00",
    "201|一般公共服务支出|70.00|50.00|20.00",
    "221|住房保障支出|10.00|10.00|",
)
BASIC: Block = (
    "经济分类科目编码|经济分类科目名称|合计|人员经费|公用经费",
    "|合计|60.00|45.00|15.00",
    "301|工资福利支出|45.00|45.00|",
    "302|商品和服务支出|15.00||15.00",
)
ITEMS: Block = (
    "项目|预算数",
    "合计|5.00",
    "1、因公出国（境）费用|",
    "2、公务接待费|1.00",
    "3、公务用车购置及运行费|4.00",
    "其中：公务用车运行维护费|4.00",
)
ORDER = ["summary", "expenditure", "general_budget", "basic_economic", "three_public"]
TITLES = (
    "部门收支总表",
    "部门支出总表",
    "一般公共预算支出表",
    "一般公共预算基本支出表",
    "一般公共预算“三公”经费支出表",
)


def test_tables_without_titles_are_told_by_the_figures_they_share() -> None:
    reading = read(COVER, *([UNIT, table] for table in (SUMMARY, WHOLE, GENERAL, BASIC, ITEMS)))
    assert reading.statements() == ORDER
    assert reading.facts("general_budget", "value", line_role="total") == [("80.00",), ("60.00",), ("20.00",)]
    assert reading.facts("three_public", "measure", "value") == [
        ("total", "5.00"),
        ("reception", "1.00"),
        ("vehicles", "4.00"),
        ("vehicle_operation", "4.00"),
    ]
    assert reading.held()


@pytest.mark.parametrize("tables", [(SUMMARY, GENERAL, WHOLE), (SUMMARY, WHOLE), (WHOLE, GENERAL)])
def test_tables_without_titles_that_could_be_several_are_reported(tables: tuple[Block, ...]) -> None:
    reading = read(COVER, *([UNIT, table] for table in tables))
    assert reading.statements() == []
    assert set(reading.findings()) == {"unrecognised_table"}


def test_captions_below_their_tables() -> None:
    tables = zip((SUMMARY, WHOLE, GENERAL, BASIC, ITEMS), TITLES, strict=True)
    reading = read(COVER, *([table, title, UNIT] for table, title in tables))
    assert reading.statements() == ORDER
    assert reading.facts("expenditure", "value", line_role="total") == [("100.00",), ("60.00",), ("40.00",)]
    assert reading.held()


def test_titles_at_the_foot_of_the_page_before_stay_above() -> None:
    reading = read([*COVER, TITLES[0], UNIT], [SUMMARY, TITLES[1], UNIT], [WHOLE])
    assert reading.statements() == ORDER[:2]
