"""Titles on two lines or against the header, and the first rows of a page that goes on with a table."""

from __future__ import annotations

import pytest

from tests.recognise.builder import Block
from tests.recognise.layouts.reading import read

COVER = "南宁市统计局2026年部门预算"
FINAL = "南宁市统计局2024年度部门决算"
ITEMS: Block = (
    "合计|“三公”经费|<|<|<|<|<|会议费|培训费",
    "^|小计|因公出国（境）费|公务用车购置及运行维护费|<|<|公务接待费|^|^",
    "^|^|^|小计|购置费|运行维护费|^|^|^",
    "30.00|21.00|5.00|12.00|4.00|8.00|4.00|6.00|3.00",
)


def test_a_title_whose_list_goes_on_in_the_second_line() -> None:
    reading = read([COVER, "公开09表：一般公共预算“三公”经费、会议费、培训费", "支出预算表", "单位：万元", ITEMS])
    assert reading.facts("three_public", "measure", "value") == [
        ("total_with_meeting_training", "30.00"),
        ("total", "21.00"),
        ("abroad", "5.00"),
        ("vehicles", "12.00"),
        ("vehicle_purchase", "4.00"),
        ("vehicle_operation", "8.00"),
        ("reception", "4.00"),
        ("meeting", "6.00"),
        ("training", "3.00"),
    ]
    assert reading.held()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("南宁市统计局2026年一般公共预算", "支出预算表"),
        ("2026年一般公共", "预算支出表"),
        ("南宁市统计局2026年一般公共预算财政拨款", "支出预算表"),
    ],
)
def test_a_title_broken_after_what_money_it_is_of(first: str, second: str) -> None:
    table = ("科目编码|科目名称|合计|基本支出|项目支出", "201|一般公共服务支出|9.00|5.00|4.00")
    assert read([COVER, first, second, "单位：万元", table]).statements() == ["general_budget"]


def test_a_heading_over_several_tables_is_no_beginning_of_a_title() -> None:
    table = ("科目编码|科目名称|合计|基本支出|项目支出", "201|一般公共服务支出|9.00|5.00|4.00")
    assert read([COVER, "一般公共预算支出情况", "部门支出总表", "单位：万元", table]).statements() == ["expenditure"]


def test_columns_of_three_public_items_are_no_spending_by_function() -> None:
    reading = read(
        [
            COVER,
            "一般公共预算支出预算表",
            "单位：万元",
            (
                "单位名称|合计|因公出国（境）费|公务用车购置及运行维护费|<|<|公务接待费",
                "^|^|^|小计|购置费|运行维护费|^",
                "南宁市统计局|21.00|5.00|12.00|4.00|8.00|4.00",
            ),
        ]
    )
    assert reading.statements() == ["three_public"]


def test_economic_items_as_columns_stay_spending() -> None:
    reading = read(
        [
            COVER,
            "部门支出总表",
            "单位：万元",
            (
                "科目编码|科目名称|合计|办公费|因公出国（境）费用|公务接待费|公务用车运行维护费",
                "201|一般公共服务支出|21.00|5.00|4.00|4.00|8.00",
            ),
        ]
    )
    assert reading.statements() == ["expenditure"]


def test_a_bracket_that_opens_in_the_first_line_closes_in_the_second() -> None:
    reading = read(
        [
            COVER,
            "2026年部门综合预算一般公共预算支出明细表（按支出功能分类科",
            "目-不含上年结转）",
            "单位：万元",
            (
                "功能科目编码|功能科目名称|合计|人员经费支出|公用经费支出|专项业务经费支出|备注",
                "|合计|100.00|60.00|10.00|30.00|",
                "201|一般公共服务支出|100.00|60.00|10.00|30.00|",
            ),
        ]
    )
    assert reading.statements() == ["general_budget"]
    assert reading.facts("general_budget", "functional_code", "value", measure="project") == [
        (None, "30.00"),
        ("201", "30.00"),
    ]


CODE_PARTS = (
    "项目|<|<|<|本年支出合计|基本支出|项目支出",
    "支出功能分类|<|<|科目名称|^|^|^",
    "科目编码|<|<|^|^|^|^",
    "类|款|项|合计|294.00|233.00|61.00",
    "201|||一般公共服务支出|294.00|233.00|61.00",
    "201|06||财政事务|294.00|233.00|61.00",
    "201|06|01|行政运行|233.00|233.00|",
    "201|06|02|一般行政管理事务|61.00||61.00",
)


@pytest.mark.parametrize("cut", [len(CODE_PARTS), 6])
def test_the_row_of_code_parts_also_holds_the_total(cut: int) -> None:
    rest: list[list[Block]] = [[CODE_PARTS[cut:]]] if cut < len(CODE_PARTS) else []
    reading = read([FINAL, "支出决算表", "单位：万元", CODE_PARTS[:cut]], *rest)
    assert reading.facts("expenditure", "functional_code", "line_role", "value", measure="total") == [
        (None, "total", "294.00"),
        ("201", "item", "294.00"),
        ("20106", "item", "294.00"),
        ("2010601", "item", "233.00"),
        ("2010602", "item", "61.00"),
    ]
    assert reading.held()["GEN-TOTAL"] == 3


SIDES = ("收入|<|支出|<", "项目|决算数|项目|决算数")
YEAR = ("一、一般公共预算财政拨款收入|25.00|一、一般公共服务支出|24.00", "本年收入合计|25.00|本年支出合计|24.00")
END = ("使用非财政拨款结余||结余分配|", "年初结转和结余|4.00|年末结转和结余|5.00", "总计|29.00|总计|29.00")


@pytest.mark.parametrize("top", [[END], ["收入支出决算总表", "单位：万元", (*SIDES, *END)]])
def test_rows_without_figures_at_the_top_of_a_page_are_rows(top: list[Block]) -> None:
    reading = read([FINAL, "收入支出决算总表", "单位：万元", (*SIDES, *YEAR)], top)
    assert reading.statements() == ["summary"]
    assert reading.lost() == []
    assert reading.facts("summary", "flow", "value", line_role="grand_total") == [
        ("revenue", "29.00"),
        ("expenditure", "29.00"),
    ]
    assert reading.held()["F1-BALANCE"] == 1


def test_columns_of_balances_are_the_header_of_another_table() -> None:
    reading = read(
        [FINAL, "收入支出决算总表", "单位：万元", (*SIDES, *YEAR)],
        ["单位：万元", ("上年结转|本年收入|本年支出|年末结转", "4.00|25.00|24.00|5.00")],
    )
    assert reading.facts("summary", "line_role", line_role="grand_total") == []


HEADER = "科目编码|科目名称|本年收入合计|财政拨款收入|其他收入"
TOTAL = "合计|<|90.00|80.00|10.00"
FIRST = (
    "208|社会保障和就业支出|60.00|60.00|",
    "20805|行政事业单位养老支出|60.00|60.00|",
    "214|交通运输支出|20.00|10.00|10.00",
)
SECOND = "221|住房保障支出|10.00|10.00|"


def test_a_total_repeated_on_every_page_is_one() -> None:
    reading = read(
        [FINAL, "收入决算表", "单位：万元", (HEADER, TOTAL, *FIRST)],
        ["收入决算表", "单位：万元", (HEADER, TOTAL, SECOND)],
    )
    assert reading.facts("revenue", "line_name", "value", measure="total") == [
        ("合计", "90.00"),
        ("社会保障和就业支出", "60.00"),
        ("行政事业单位养老支出", "60.00"),
        ("交通运输支出", "20.00"),
        ("住房保障支出", "10.00"),
    ]
    assert reading.held()["GEN-TOTAL"] == 3


def test_another_total_on_the_next_page_stays() -> None:
    other = "合计|<|10.00|10.00|"
    reading = read(
        [FINAL, "收入决算表", "单位：万元", (HEADER, TOTAL, *FIRST)],
        ["收入决算表", "单位：万元", (HEADER, other, SECOND)],
    )
    assert reading.facts("revenue", "value", measure="total", line_role="total") == [("90.00",), ("10.00",)]


@pytest.mark.parametrize("zero", ["", "—"])
def test_a_class_without_figures_at_the_top_of_a_page_is_a_row(zero: str) -> None:
    """Names without numbers: 节能环保支出 is neither the rest of the name above it nor a header."""
    reading = read(
        [
            COVER,
            "部门收支总表",
            "单位：万元",
            ("收入|<|支出|<", "项目|预算数|项目|预算数", "事业收入|9.00|卫生健康支出|4.00"),
        ],
        [(f"|{zero}|节能环保支出|{zero}", "||城乡社区支出|5.00", "收入总计|9.00|支出总计|9.00")],
    )
    assert reading.facts("summary", "line_name", "functional_code", "value") == [
        ("事业收入", None, "9.00"),
        ("收入总计", None, "9.00"),
        ("卫生健康支出", "210", "4.00"),
        ("城乡社区支出", "212", "5.00"),
        ("支出总计", None, "9.00"),
    ]
    assert reading.findings() == []
