"""Years side by side, 合计 | 本年 | 结转 triplets, two tables in one grid, title and department in one cell (太原)."""

from __future__ import annotations

from tests.recognise.layouts.reading import read

PAGES_TITLECELL = (
    ["2026年太原市统计局部门预算"],
    [
        (
            "附件3⏎太原市统计局2026年支出总表⏎部门：太原市统计局　单位：万元|<|<|<|<",
            "功能分类科目|<|合计|基本支出|项目支出",
            "科目编码|科目名称|^|^|^",
            "201|一般公共服务支出|620.00|400.00|220.00",
            "20105|统计信息事务|620.00|400.00|220.00",
            "2010501|行政运行|400.00|400.00|",
            "2010505|专项统计业务|220.00||220.00",
            "合　　计|<|620.00|400.00|220.00",
        )
    ],
)
PAGES_YEARS = (
    [
        "2026年太原市统计局部门预算",
        "2026年一般公共预算支出预算表",
        "单位：万元",
        (
            "功能分类科目|<|2025年预算数|<|<|2026年预算数|<|<|2026年比2025年增减|<",
            "科目编码|科目名称|合计|基本支出|项目支出|合计|基本支出|项目支出|增减额|增减率",
            "201|一般公共服务支出|600.00|400.00|200.00|620.00|400.00|220.00|20.00|3.33%",
            "20105|统计信息事务|600.00|400.00|200.00|620.00|400.00|220.00|20.00|3.33%",
            "2010501|行政运行|400.00|400.00||400.00|400.00||0.00|0.00%",
            "2010505|专项统计业务|200.00||200.00|220.00||220.00|20.00|10.00%",
            "合计|<|600.00|400.00|200.00|620.00|400.00|220.00|20.00|3.33%",
        ),
    ],
)
PAGES_TRIPLET = (
    [
        "2026年太原市统计局部门预算",
        "支出总表",
        "单位：万元",
        (
            "科目编码|科目名称|总计|<|<|基本支出|<|<|项目支出|<|<",
            "^|^|合计|本年预算|上年结转|小计|本年预算|上年结转|小计|本年预算|上年结转",
            "201|一般公共服务支出|620.00|600.00|20.00|400.00|400.00||220.00|200.00|20.00",
            "20105|统计信息事务|620.00|600.00|20.00|400.00|400.00||220.00|200.00|20.00",
            "2010501|行政运行|400.00|400.00||400.00|400.00||||",
            "2010505|专项统计业务|220.00|200.00|20.00||||220.00|200.00|20.00",
            "合计|<|620.00|600.00|20.00|400.00|400.00||220.00|200.00|20.00",
        ),
    ],
)
PAGES_TWO = (
    ["2026年太原市统计局部门预算"],
    [
        "支出总表",
        "单位：万元",
        (
            "科目编码|科目名称|合计|基本支出|项目支出",
            "201|一般公共服务支出|620.00|400.00|220.00",
            "20105|统计信息事务|620.00|400.00|220.00",
            "2010501|行政运行|400.00|400.00|",
            "2010505|专项统计业务|220.00||220.00",
            "合计|<|620.00|400.00|220.00",
            "收入总表|<|<|<|<",
            "单位：元|<|<|<|<",
            "合计|一般公共预算拨款收入|政府性基金预算拨款收入|其他收入|上年结转",
            "6,200,000.00|6,000,000.00||200,000.00|",
        ),
    ],
)
PAGES_MIXUNIT = (
    [
        "2026年太原市统计局部门预算",
        "收支总表",
        "单位：元",
        (
            "收入|<|支出|<",
            "项目|预算数|项目|预算数",
            "一、一般公共预算拨款收入|6,200,000.00|一、一般公共服务支出|6,200,000.00",
            "收入总计|6,200,000.00|支出总计|6,200,000.00",
        ),
    ],
    [
        "支出总表",
        (
            "科目编码|科目名称|合计（万元）|基本支出（万元）|项目支出（万元）",
            "201|一般公共服务支出|620.00|400.00|220.00",
            "20105|统计信息事务|620.00|400.00|220.00",
            "2010501|行政运行|400.00|400.00|",
            "2010505|专项统计业务|220.00||220.00",
            "合计|<|620.00|400.00|220.00",
        ),
    ],
)
PAGES_ECON_GOV = (
    [
        "2026年太原市统计局部门预算",
        "一般公共预算支出表（按政府预算支出经济分类科目）",
        "单位：万元",
        (
            "政府预算支出经济分类科目|<|合计|基本支出|项目支出",
            "科目编码|科目名称|^|^|^",
            "501|机关工资福利支出|350.00|350.00|",
            "50101|工资奖金津补贴|300.00|300.00|",
            "50103|住房公积金|50.00|50.00|",
            "502|机关商品和服务支出|270.00|50.00|220.00",
            "50201|办公经费|50.00|50.00|",
            "50205|委托业务费|220.00||220.00",
            "合计|<|620.00|400.00|220.00",
        ),
    ],
)


def test_title_department_and_unit_in_one_cell() -> None:
    reading = read(*PAGES_TITLECELL)
    assert reading.statements() == ["expenditure"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("expenditure", "unit", "value", line_role="total", measure="total") == [("万元", "620.00")]
    assert reading.held()


def test_years() -> None:
    reading = read(*PAGES_YEARS)
    assert reading.statements() == ["general_budget"]
    assert reading.findings() == []
    assert reading.lost() == ["20.00", "20.00", "0.00", "20.00", "20.00"]
    assert reading.facts("general_budget", "fiscal_year", "measure", "value", line_name="专项统计业务") == [
        (2025, "total", "200.00"),
        (2025, "project", "200.00"),
        (2026, "total", "220.00"),
        (2026, "project", "220.00"),
    ]
    assert reading.held()


def test_triplets() -> None:
    reading = read(*PAGES_TRIPLET)
    assert reading.statements() == ["expenditure"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("expenditure", "measure", "expenditure_type", "value", line_name="专项统计业务") == [
        ("total", None, "220.00"),
        ("current_year", None, "200.00"),
        ("carryover", None, "20.00"),
        ("project", "project", "220.00"),
        ("current_year", "project", "200.00"),
        ("carryover", "project", "20.00"),
    ]
    assert reading.held()


def test_two_tables_in_one_grid() -> None:
    reading = read(*PAGES_TWO)
    assert reading.statements() == ["expenditure", "revenue"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("revenue", "unit", "measure", "value") == [
        ("元", "total", "6200000.00"),
        ("元", "general_public", "6000000.00"),
        ("元", "other", "200000.00"),
    ]
    assert reading.held()


def test_unit_in_the_header_against_the_table_before() -> None:
    reading = read(*PAGES_MIXUNIT)
    assert reading.statements() == ["summary", "expenditure"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("expenditure", "unit", "measure", "value", line_role="total") == [
        ("万元", "total", "620.00"),
        ("万元", "basic", "400.00"),
        ("万元", "project", "220.00"),
    ]
    assert reading.held()


def test_government_economic() -> None:
    reading = read(*PAGES_ECON_GOV)
    assert reading.statements() == ["general_budget_economic"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts(
        "general_budget_economic", "government_economic_code", "value", line_name="委托业务费", measure="project"
    ) == [("50205", "220.00")]
    assert reading.held()
