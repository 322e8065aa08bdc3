"""Empty statements with zeros, with a note below or inside, with 无; a note and 其中 in the middle of rows (海口)."""

from __future__ import annotations

from tests.recognise.layouts.reading import read

PAGES = (
    ["2026年海口市统计局部门预算", "收入总表", "单位：万元", ("合计|一般公共预算", "720.00|720.00")],
    [
        "政府性基金预算支出表",
        "单位：万元",
        (
            "科目编码|科目名称|政府性基金预算支出|<|<",
            "^|^|合计|基本支出|项目支出",
            "|合计|0.00|0.00|0.00",
        ),
        "备注：本部门2026年无政府性基金预算支出，故此表为空表。",
    ],
    [
        "国有资本经营预算支出表",
        "单位：万元",
        (
            "科目编码|科目名称|合计|基本支出|项目支出",
            "本部门2026年没有使用国有资本经营预算拨款安排的支出，本表无数据。|<|<|<|<",
        ),
    ],
    [
        "国有资本经营预算“三公”经费支出表",
        "单位：万元",
        (
            "合计|因公出国（境）费|公务用车购置及运行费|公务接待费",
            "无|||",
        ),
    ],
    [
        "支出总表",
        "单位：万元",
        (
            "科目编码|科目名称|合计|基本支出|项目支出",
            "201|一般公共服务支出|720.00|520.00|200.00",
            "20105|统计信息事务|720.00|520.00|200.00",
            "注：统计信息事务含普查经费|<|<|<|<",
            "2010501|行政运行|520.00|520.00|",
            "2010505|专项统计业务|200.00||200.00",
            "|其中：人口抽样调查|80.00||80.00",
            "合计|<|720.00|520.00|200.00",
        ),
    ],
)


def test_set_of_tables() -> None:
    reading = read(*PAGES)
    assert reading.statements() == ["revenue", "government_fund", "state_capital", "three_public", "expenditure"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("government_fund", "value") == [("0.00",)] * 3
    assert [s["is_empty"] for s in reading.found.statements] == [False, False, True, True, False]
    assert "没有使用国有资本经营预算" in str(reading.found.statements[2]["note"])
    assert reading.facts("expenditure", "line_role", "value", line_name="其中：人口抽样调查", measure="total") == [
        ("of_which", "80.00")
    ]
    assert reading.held()
