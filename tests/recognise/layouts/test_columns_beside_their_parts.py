"""Columns that are no part of a sum, though their names say one: sources, 其中, memos, this year beside the last."""

from __future__ import annotations

import pytest

from tests.recognise.layouts.reading import Reading, read

COVER = "南宁市统计局2026年部门预算"
UNITS = (
    "单位编码|单位名称|部门预算|<|<|<|<|<",
    "^|^|合计|公共预算拨款|<|政府性基金拨款|事业收入|上年结转",
    "^|^|^|小计|其中：专项资金列入部门预算的项目|^|^|^",
    "|合计|466.00|448.00|100.00|18.00|0|0",
    "251001|南宁市统计局|466.00|448.00|100.00|18.00|0|0",
)


def measures(reading: Reading, statement: str, name: str) -> list[tuple[object, ...]]:
    return reading.facts(statement, "measure", "value", line_name=name)


@pytest.mark.parametrize(
    ("title", "statement", "rule"),
    [("部门收入总表", "revenue", "B2-SOURCES"), ("部门支出总表", "expenditure", "B3-FUNDS")],
)
def test_public_budget_money_is_of_the_general_public_budget(title: str, statement: str, rule: str) -> None:
    reading = read([COVER, title, "单位：万元", UNITS])
    assert measures(reading, statement, "合计")[:4] == [
        ("total", "466.00"),
        ("general_public", "448.00"),
        ("of_which", "100.00"),
        ("government_fund", "18.00"),
    ]
    assert reading.held()[rule] == 2


def test_money_of_a_business_is_a_source_in_a_spending_table_by_sources() -> None:
    reading = read(
        [
            COVER,
            "基本支出总表",
            "单位：万元",
            (
                "支出项目类别|总计|财政拨款|<|<|<|财政专户管理资金|单位资金|<|<|<|<|上年结余、结转",
                "^|^|小计|一般公共预算拨款|政府性基金预算拨款|国有资本经营预算拨款|^|事业收入|事业单位经营收入"
                "|上级补助收入|附属单位上缴收入|其他收入|^",
                "合计|120.00|90.00|90.00|0|0|0|0|30.00|0|0|0|0",
                "工资福利支出|100.00|70.00|70.00|0|0|0|0|30.00|0|0|0|0",
                "商品和服务支出|20.00|20.00|20.00|0|0|0|0|0|0|0|0|0",
            ),
        ]
    )
    assert reading.facts("basic_expenditure", "value", measure="operating", line_name="工资福利支出") == [("30.00",)]
    assert reading.held()["B3-FUNDS"] == 3


def spending(*rows: str) -> Reading:
    return read([COVER, "部门支出总表", "单位：万元", rows])


OF_WHICH = (
    "科目编码|科目名称|合计|基本支出|项目支出|其中|<|<",
    "^|^|^|^|^|事业单位经营支出|上缴上级支出|对附属单位补助支出",
)
FLAT = ("科目编码|科目名称|支出总计|基本支出|项目支出|事业单位经营支出|上缴上级支出|对附属单位补助支出",)
ROWS = (
    "|合计|120.00|50.00|70.00|65.00||",
    "201|一般公共服务支出|120.00|50.00|70.00|65.00||",
    "20105|统计信息事务|120.00|50.00|70.00|65.00||",
    "2010501|行政运行|30.00|30.00||||",
    "2010550|事业运行|90.00|20.00|70.00|65.00||",
)


@pytest.mark.parametrize("header", [OF_WHICH, FLAT])
def test_operating_money_inside_of_projects_is_a_memo(header: tuple[str, ...]) -> None:
    reading = spending(*header, *ROWS)
    assert measures(reading, "expenditure", "事业运行") == [
        ("total", "90.00"),
        ("basic", "20.00"),
        ("project", "70.00"),
        ("of_which", "65.00"),
    ]
    assert reading.held()["B3-COLUMNS"] == 5


def test_operating_money_that_one_row_needs_is_part_of_the_total() -> None:
    reading = spending(
        *FLAT,
        "|合计|120.00|30.00|25.00|65.00||",
        "201|一般公共服务支出|120.00|30.00|25.00|65.00||",
        "20105|统计信息事务|120.00|30.00|25.00|65.00||",
        "2010501|行政运行|55.00|30.00|25.00|||",
        "2010550|事业运行|65.00|||65.00||",
    )
    assert reading.facts("expenditure", "value", measure="operating", line_name="合计") == [("65.00",)]
    assert reading.held()["B3-COLUMNS"] == 5


def test_types_below_of_which_beside_their_total_split_it() -> None:
    reading = spending(
        "科目编码|科目名称|合计|其中|<",
        "^|^|^|基本支出|项目支出",
        "|合计|5.00|2.00|3.00",
        "201|一般公共服务支出|5.00|2.00|3.00",
    )
    assert measures(reading, "expenditure", "合计") == [("total", "5.00"), ("basic", "2.00"), ("project", "3.00")]


def test_this_year_and_the_last_each_have_a_split_of_their_own() -> None:
    figures = "120.00|100.00|60.00|50.00|10.00|40.00|20.00|5.00|4.00|1.00|15.00"
    reading = read(
        [
            COVER,
            "一般公共预算支出表",
            "单位：万元",
            (
                "科目编码|科目名称|合计|当年预算|<|<|<|<|上年结转结余|<|<|<|<",
                "^|^|^|小计|基本支出|<|<|项目支出|小计|基本支出|<|<|项目支出",
                "^|^|^|^|小计|人员经费|公用经费|^|^|小计|人员经费|公用经费|^",
                f"|合计|{figures}",
                f"201|一般公共服务支出|{figures}",
                f"20105|统计信息事务|{figures}",
                f"2010501|行政运行|{figures}",
            ),
        ]
    )
    assert reading.facts("general_budget", "measure", "expenditure_type", "value", line_name="行政运行") == [
        ("total", None, "120.00"),
        ("current_year", None, "100.00"),
        ("basic", "basic", "60.00"),
        ("personnel", "basic", "50.00"),
        ("public", "basic", "10.00"),
        ("project", "project", "40.00"),
        ("carryover", None, "20.00"),
        ("carryover", "basic", "5.00"),
        ("of_which", "basic", "4.00"),
        ("of_which", "basic", "1.00"),
        ("carryover", "project", "15.00"),
    ]
    held = reading.held()
    assert (held["B5-COLUMNS"], held["GEN-CARRYOVER"], held["GEN-BASIC"]) == (8, 4, 4)


def test_a_budget_drawn_up_is_this_years_part_of_the_budget() -> None:
    reading = read(
        [
            COVER,
            "部门收支总表",
            "单位：万元",
            (
                "收入|<|<|<|支出|<|<|<",
                "项目|本年预算|编制预算|上年结转|项目|本年预算|编制预算|上年结转",
                "一、一般公共预算拨款收入|120.00|100.00|20.00|一、一般公共服务支出|110.00|95.00|15.00",
                "二、政府性基金预算拨款收入||||二、住房保障支出|10.00|5.00|5.00",
                "收入总计|120.00|100.00|20.00|支出总计|120.00|100.00|20.00",
            ),
        ]
    )
    split = [("total", "120.00"), ("current_year", "100.00"), ("carryover", "20.00")]
    assert measures(reading, "summary", "收入总计") == measures(reading, "summary", "支出总计") == split
    assert reading.findings() == []
    assert reading.held()


def test_the_sum_below_the_years_header_is_not_the_whole() -> None:
    reading = read(
        [
            COVER,
            "部门收入总表",
            "单位：万元",
            (
                "单位编码|单位名称|总计|部门预算|<|<|上年结转",
                "^|^|^|合计|一般公共预算拨款|事业收入|^",
                "251001|南宁市统计局|466.00|448.00|400.00|48.00|18.00",
            ),
        ]
    )
    assert [measure for measure, _ in measures(reading, "revenue", "南宁市统计局")] == [
        "total",
        "current_year",
        "general_public",
        "business",
        "carryover",
    ]
    assert reading.held()["B2-COLUMNS"] == 1


def test_the_sum_below_the_years_header_says_the_whole_again_where_all_stands_below_it() -> None:
    reading = read(
        [
            COVER,
            "部门收入总表",
            "单位：万元",
            (
                "单位编码|单位名称|总计|部门预算|<|<|<",
                "^|^|^|合计|一般公共预算拨款|事业收入|上年实户资金余额",
                "251001|南宁市统计局|466.00|466.00|400.00|48.00|18.00",
            ),
        ]
    )
    assert [measure for measure, _ in measures(reading, "revenue", "南宁市统计局")] == [
        "total",
        "of_which",
        "general_public",
        "business",
        "carryover",
    ]
    assert reading.held()["B2-SOURCES"] == 1


def test_what_was_brought_forward_is_no_second_item_of_three_public() -> None:
    reading = read(
        [
            COVER,
            "一般公共预算“三公”经费支出表",
            "单位：万元",
            (
                "项目|合计|当年预算|上年结转结余",
                "合计|22.00|20.00|2.00",
                "因公出国（境）费|5.00|5.00|",
                "公务接待费|5.00|4.00|1.00",
                "公务用车购置及运行维护费|12.00|11.00|1.00",
            ),
        ]
    )
    assert measures(reading, "three_public", "公务接待费") == [
        ("reception", "5.00"),
        ("of_which", "4.00"),
        ("of_which", "1.00"),
    ]
    assert reading.held()["B9-TOTAL"] == 1
