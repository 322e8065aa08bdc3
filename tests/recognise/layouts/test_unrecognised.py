"""A table that prints money and is recognised as nothing is reported with its title, page and header."""

from __future__ import annotations

import pytest

from tests.recognise.layouts.reading import HEAD, read

ROWS = (
    "事项|合计|本年安排|上年结转",
    "综合事项一|1,200.50|1,000.50|200.00",
    "综合事项二|300.00|300.00|",
    "合计|1,500.50|1,300.50|200.00",
)


def test_an_unknown_money_table_is_a_finding() -> None:
    reading = read([HEAD], ["某类资金安排一览表", "单位：万元", ROWS])
    assert reading.statements() == []
    (finding,) = reading.found.findings
    assert (finding.kind, finding.page, finding.statement) == ("unrecognised_table", 2, None)
    assert "某类资金安排一览表" in finding.message_zh
    assert "事项 | 合计 | 本年安排 | 上年结转" in finding.message_zh


def test_a_money_table_without_any_title_is_a_finding() -> None:
    reading = read([HEAD], ["单位：万元", ROWS])
    assert reading.findings() == ["unrecognised_table"]
    assert "无标题" in reading.found.findings[0].message_zh


def test_contents_forms_staff_and_lists_of_single_meetings_are_none() -> None:
    reading = read(
        [HEAD, "目录", ("序号|名称|页码", "1.1|收支总表|2.0", "1.2|收入总表|3.0", "1.3|支出总表|4.0")],
        ["部门整体绩效目标表", ("指标|指标值|合计", "预算执行率|95.50|1.00", "群众满意|98.00|2.00")],
        ["人员情况表", "单位：万元", ("人员编制|行政|合计", "甲|1.00|2.00", "乙|3.00|4.00", "丙|5.00|6.00")],
        ["会议费明细表", "单位：万元", ("会议名称|金额", "甲会|1.50", "乙会|2.50", "合计|4.00")],
    )
    assert reading.findings() == []


def test_a_known_statement_and_plain_counts_are_none() -> None:
    reading = read(
        [HEAD, "支出总表", "单位：万元", ("科目编码|科目名称|合计", "201|一般公共服务支出|5.00", "合计|<|5.00")],
        ["机构情况", ("名称|个数|合计", "甲|1|2", "乙|3|4", "丙|5|6")],
    )
    assert reading.findings() == []


@pytest.mark.parametrize(
    "rows",
    [
        (
            "收入||支出|",
            "项目|合计|项目|合计",
            "一、一般公共预算拨款收入|720.50|一、一般公共服务支出|620.50",
            "二、其他收入|1.50|二、住房保障支出|101.50",
        ),
        (
            "科目编码|科目名称|合计|基本支出|项目支出",
            "2010501|行政运行|400.50|400.50|",
            "2010505|专项统计业务|220.25||220.25",
            "|总和|620.75|400.50|220.25",
        ),
    ],
)
def test_no_projects_without_a_title(rows: tuple[str, ...]) -> None:
    """项目 and 项目支出 head the columns of many tables: without a title that names projects they are none."""
    reading = read([HEAD], ["资金一览", "单位：万元", rows])
    assert reading.found.forms == []
    assert reading.findings() == ["unrecognised_table"]
