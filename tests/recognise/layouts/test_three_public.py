"""三公 in every shape: items as rows with differences, by fund, per unit, years as rows (济南)."""

from __future__ import annotations

from tests.recognise.layouts.reading import read

PAGES_ROWS = (
    [
        "2026年济南市统计局部门预算",
        "“三公”经费预算表",
        "单位：万元",
        (
            "项  目|2025年预算数|2026年预算数|增减额|增减率（%）|增减原因",
            "合  计|30.00|29.50|-0.50|-1.67|",
            "1、因公出国（境）费用|||||",
            "2、公务接待费|5.00|4.50|-0.50|-10.00|厉行节约",
            "3、公务用车费|25.00|25.00|||",
            "其中：（1）公务用车运行维护费|25.00|25.00|||",
            "（2）公务用车购置|||||",
        ),
    ],
)
PAGES_FUNDS = (
    [
        "2026年济南市统计局部门预算",
        "财政拨款“三公”经费支出预算表",
        "单位：万元",
        (
            "项目|2026年预算|<|<",
            "^|小计|一般公共预算|政府性基金预算",
            "“三公”经费合计|29.50|29.50|",
            "因公出国（境）费|||",
            "公务用车购置及运行维护费|25.00|25.00|",
            "其中：公务用车购置费|||",
            "公务用车运行维护费|25.00|25.00|",
            "公务接待费|4.50|4.50|",
            "会议费|3.00|3.00|",
            "培训费|2.00|2.00|",
        ),
    ],
)
PAGES_UNITS = (
    [
        "2026年济南市统计局部门预算",
        "一般公共预算“三公”经费、会议费、培训费支出表",
        "单位：元",
        (
            "单位名称|“三公”经费|<|<|<|<|<|会议费|培训费",
            "^|合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费|^|^",
            "^|^|^|小计|公务用车购置费|公务用车运行费|^|^|^",
            "合计|295,000||250,000||250,000|45,000|30,000|20,000",
            "济南市统计局本级|195,000||150,000||150,000|45,000|30,000|10,000",
            "济南市普查中心|100,000||100,000||100,000|||10,000",
        ),
    ],
)
PAGES_YEAR_ROWS = (
    [
        "2026年济南市统计局部门预算",
        "2026年“三公”经费情况表",
        "单位：万元",
        (
            "年度|三公经费合计|因公出国（境）费|公务接待费|公务用车购置费|公务用车运行维护费",
            "2025年预算|30.00||5.00||25.00",
            "2026年预算|29.50||4.50||25.00",
        ),
    ],
)


def test_items_as_rows() -> None:
    reading = read(*PAGES_ROWS)
    assert reading.statements() == ["three_public"]
    assert reading.findings() == []
    assert reading.lost() == ["-0.50", "-1.67", "-0.50", "-10.00"]
    assert reading.facts("three_public", "measure", "value", fiscal_year=2026) == [
        ("total", "29.50"),
        ("reception", "4.50"),
        ("vehicles", "25.00"),
        ("vehicle_operation", "25.00"),
    ]
    assert reading.held()


def test_by_fund() -> None:
    reading = read(*PAGES_FUNDS)
    assert reading.statements() == ["three_public"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("three_public", "measure", "value", fund_source="general_public") == [
        ("total", "29.50"),
        ("vehicles", "25.00"),
        ("vehicle_operation", "25.00"),
        ("reception", "4.50"),
        ("meeting", "3.00"),
        ("training", "2.00"),
    ]
    assert reading.held()


def test_per_unit() -> None:
    reading = read(*PAGES_UNITS)
    assert reading.statements() == ["three_public"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("three_public", "line_name", "value", measure="training") == [
        ("合计", "20000"),
        ("济南市统计局本级", "10000"),
        ("济南市普查中心", "10000"),
    ]
    assert reading.held()


def test_years_as_rows() -> None:
    reading = read(*PAGES_YEAR_ROWS)
    assert reading.statements() == ["three_public"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("three_public", "fiscal_year", "value", measure="reception") == [
        (2025, "5.00"),
        (2026, "4.50"),
    ]
    assert reading.held()


def test_a_year_and_a_dash_in_front_of_a_header() -> None:
    page = [
        "2026年济南市统计局部门预算",
        "“三公”经费预算表",
        "单位：万元",
        ("项目|2025-预算数|2026-预算数", "合计|5.00|4.50", "1、因公出国（境）费用||", "2、公务接待费|5.00|4.50"),
    ]
    reading = read(page)
    assert reading.facts("three_public", "fiscal_year", "value", measure="reception") == [
        (2025, "5.00"),
        (2026, "4.50"),
    ]
    assert reading.lost() == []
    assert reading.held()
