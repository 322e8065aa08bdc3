"""Workbooks: title, department and unit as rows of the sheet, two tables in one sheet, whole numbers (呼和浩特)."""

from __future__ import annotations

import pytest

from pipelines.recognise import recognise
from tests.recognise.builder import document
from tests.recognise.layouts.reading import code_book, read

PAGES = (
    ["2026年呼和浩特市统计局部门预算公开表"],
    [
        (
            "收支总表|<|<|<",
            "部门：呼和浩特市统计局|||单位：万元",
            "收入|<|支出|<",
            "项目|预算数|项目|预算数",
            "一、一般公共预算拨款收入|720|一、一般公共服务支出|620",
            "二、其他收入||二、住房保障支出|100",
            "本年收入合计|720|本年支出合计|720",
            "收入总计|720|支出总计|720",
        )
    ],
    [
        (
            "附表2|||",
            "2026年部门收入总表|<|<|<",
            "部门名称：呼和浩特市统计局|||单位：万元",
            "合计|一般公共预算拨款收入|政府性基金预算拨款收入|其他收入",
            "720|720||",
        )
    ],
    [
        (
            "支出总表||||",
            "|||| 单位：万元",
            "科目编码|科目名称|合计|基本支出|项目支出",
            "|合计|720|500|220",
            "201|一般公共服务支出|620|400|220",
            "20105|统计信息事务|620|400|220",
            "2010501|行政运行|400|400|",
            "2010505|专项统计业务|220||220",
            "221|住房保障支出|100|100|",
            "22102|住房改革支出|100|100|",
            "2210201|住房公积金|100|100|",
            "||||",
            "财政拨款收支总表||||",
            "|||| 单位：万元",
            "收入||支出||",
            "项目|预算数|项目|预算数|",
            "一、本年收入|720|一、本年支出|720|",
            "（一）一般公共预算拨款|720|（一）一般公共服务支出|620|",
            "（二）政府性基金预算拨款||（二）住房保障支出|100|",
            "收入总计|720|支出总计|720|",
        )
    ],
)


def test_sheets() -> None:
    reading = read(*PAGES, geometry=False)
    assert reading.statements() == ["summary", "revenue", "expenditure", "appropriation"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("expenditure", "functional_code", "value", line_name="住房公积金", measure="total") == [
        ("2210201", "100")
    ]
    assert reading.facts("appropriation", "functional_code", "value", line_name="（一）一般公共服务支出") == [
        ("201", "620")
    ]
    assert reading.held()


ROWS = ("单位：万元|||", "科目编码|科目名称|合计|基本支出", "201|一般公共服务支出|720.00|500.00", "|合计|720.00|500.00")


@pytest.mark.parametrize(
    "name", ["部门支出总表", "3支出总表", "3.17部门支出总表", "表3 支出总体情况", "支出总体情况表（公开03"]
)
def test_only_the_sheet_is_named(name: str) -> None:
    built = document(["2026年呼和浩特市统计局部门预算"], [ROWS], geometry=False)
    built.pages[1].name = name
    found = recognise(built, code_book())
    assert [s["statement"] for s in found.statements] == ["expenditure"]
    assert found.findings == []


def test_a_sheet_of_no_name_is_reported() -> None:
    built = document(["2026年呼和浩特市统计局部门预算"], [(*ROWS, "221|住房保障支出|1.50|1.50")], geometry=False)
    built.pages[1].name = "Sheet3"
    assert [f.kind for f in recognise(built, code_book()).findings] == ["unrecognised_table"]


def test_lines_above_the_title_inside_the_table() -> None:
    reading = read(["2026年呼和浩特市统计局部门预算"], [("呼和浩特市统计局2026年|||", "部门支出总表|||", *ROWS)])
    assert reading.statements() == ["expenditure"]
    assert reading.lost() == []
