"""Codes in brackets before the name; codes with blanks, full-width digits or dashes inside (贵阳)."""

from __future__ import annotations

from tests.recognise.layouts.reading import read

PAGES = (
    [
        "2026年贵阳市统计局部门预算",
        "一般公共预算支出情况表——功能分类",
        "单位：万元",
        (
            "科目（按“类”“款”“项”）|2025年执行数|2026年预算数|<|<|增减",
            "^|^|合计|基本支出|项目支出|^",
            "合 计|700.00|720.00|500.00|220.00|20.00",
            "[201]一般公共服务支出|600.00|620.00|400.00|220.00|20.00",
            "　[20105]统计信息事务|600.00|620.00|400.00|220.00|20.00",
            "　　[2010501]行政运行|400.00|400.00|400.00||0.00",
            "　　[2010505]专项统计业务|200.00|220.00||220.00|20.00",
            "[221]住房保障支出|100.00|100.00|100.00||0.00",
            "　[22102]住房改革支出|100.00|100.00|100.00||0.00",
            "　　[2210201]住房公积金|100.00|100.00|100.00||0.00",
        ),
    ],
    [
        "一般公共预算基本支出情况表",
        "单位：万元",
        (
            "部门预算支出经济分类科目|2026年基本支出|<|<",
            "^|合计|人员经费|公用经费",
            "(301)工资福利支出|450.00|450.00|",
            "(30101)基本工资|350.00|350.00|",
            "(30113)住房公积金|100.00|100.00|",
            "(302)商品和服务支出|50.00||50.00",
            "(30201)办公费|50.00||50.00",
            "总计|500.00|450.00|50.00",
        ),
    ],
)
PAGES_TRAIL = (
    [
        "2026年贵阳市统计局部门预算",
        "支出总表",
        "单位：万元",
        (
            "功能科目|<|合计|基本支出|项目支出",
            "科目代码|科目名称|^|^|^",
            "201 |一般公共服务支出 |620.00|400.00|220.00",
            "201　05 |统计信息事务|620.00|400.00|220.00",
            "201 05 01|行政运行|400.00|400.00|",
            "2010505.0|专项统计业务|220.00||220.00",
            "２２１|住房保障支出|100.00|100.00|",
            "２２１０２|住房改革支出|100.00|100.00|",
            "221-02-01|住房公积金|100.00|100.00|",
            "合   计|<|720.00|500.00|220.00",
        ),
    ],
)


def test_brackets() -> None:
    reading = read(*PAGES)
    assert reading.statements() == ["general_budget", "basic_economic"]
    assert reading.findings() == []
    assert reading.lost() == ["20.00", "20.00", "20.00", "0.00", "20.00", "0.00", "0.00", "0.00"]
    assert reading.facts(
        "general_budget", "functional_code", "value", line_name="专项统计业务", fiscal_year=2026, measure="project"
    ) == [("2010505", "220.00")]
    assert reading.facts("basic_economic", "economic_code", line_name="办公费", measure="public") == [("30201",)]
    assert reading.held()


def test_parted() -> None:
    reading = read(*PAGES_TRAIL)
    assert reading.statements() == ["expenditure"]
    assert reading.findings() == []
    assert reading.lost() == ["2010505.0"]
    assert reading.facts("expenditure", "line_name", "functional_code", measure="total", line_role="item") == [
        ("一般公共服务支出", "201"),
        ("统计信息事务", "20105"),
        ("行政运行", "2010501"),
        ("专项统计业务", "2010505"),
        ("住房保障支出", "221"),
        ("住房改革支出", "22102"),
        ("住房公积金", "2210201"),
    ]
    assert reading.held()
