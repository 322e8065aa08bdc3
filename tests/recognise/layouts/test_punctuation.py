"""Half-width numbering, full-width figures, dashes for nothing, brackets for negatives, colons after totals (厦门)."""

from __future__ import annotations

from tests.recognise.layouts.reading import read

PAGES = (
    [
        "2026年厦门市统计局部门预算",
        "收支总表",
        "金额单位:人民币万元",
        (
            "收 入|<|支 出|<",
            "项 目|金 额|项 目|金 额",
            "一. 一般公共预算拨款收入|１，７２０．００|一. 一般公共服务支出|1，620.00",
            "二. 政府性基金预算拨款收入|—|二. 外交支出|－",
            "三. 其他收入|¥0.00|三. 住房保障支出|100.00",
            "四. 退回收入|-10.00|四. 其他支出|(10.00)",
            "本年收入合计:|1,710.00|本年支出合计:|1,710.00",
            "收入总计:|1,710.00|支出总计:|1,710.00",
        ),
    ],
    [
        "支出总表 （单位：万元）",
        (
            "编码|科目|支出合计|基本支出|项目支出",
            "201|一般公共服务支出|1,620.00|1,400.00|220.00",
            "20105|统计信息事务|1,620.00|1,400.00|220.00",
            "2010501|行政运行|1,400.00|1,400.00|/",
            "2010505|专项统计业务|220.00|/|220.00",
            "221|住房保障支出|100.00|100.00|--",
            "22102|住房改革支出|100.00|100.00|--",
            "2210201|住房公积金|100.00|100.00|--",
            "229|其他支出|-10.00|-10.00|",
            "22999|其他支出|-10.00|-10.00|",
            "2299999|其他支出|-10.00|-10.00|",
            "合计|<|1,710.00|1,490.00|220.00",
        ),
    ],
)


def test_set_of_tables() -> None:
    reading = read(*PAGES)
    assert reading.statements() == ["summary", "expenditure"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("summary", "value", line_name="一. 一般公共预算拨款收入") == [("1720.00",)]
    assert reading.facts("summary", "value", line_name="四. 其他支出") == [("-10.00",)]
    assert reading.facts(
        "expenditure", "unit", "value", line_name="其他支出", functional_code="2299999", measure="total"
    ) == [("万元", "-10.00")]
    assert reading.held()
