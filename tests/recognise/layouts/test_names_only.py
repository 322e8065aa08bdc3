"""Names only: the indent, or only the order, is the level (杭州); codes from names inside their parent."""

from __future__ import annotations

from tests.recognise.layouts.reading import read

PAGES = (
    [
        "2026年成都市统计局部门预算",
        "附表3",
        "部门支出预算总表",
        "单位：万元",
        (
            "科目名称|总计|基本支出|<|<|项目支出|事业单位经营支出",
            "^|^|小计|人员经费|日常公用经费|^|^",
            "合计|1,000.00|700.00|600.00|100.00|300.00|",
            "一般公共服务支出|800.00|500.00|420.00|80.00|300.00|",
            "　统计信息事务|790.00|500.00|420.00|80.00|290.00|",
            "　　行政运行|500.00|500.00|420.00|80.00||",
            "　　专项统计业务|250.00||||250.00|",
            "　　地方统计改革试点|40.00||||40.00|",
            "　其他一般公共服务支出|10.00||||10.00|",
            "　　其他一般公共服务支出|10.00||||10.00|",
            "社会保障和就业支出|120.00|120.00|100.00|20.00||",
            "　行政事业单位养老支出|120.00|120.00|100.00|20.00||",
            "　　行政单位离退休|20.00|20.00||20.00||",
            "　　机关事业单位基本养老保险缴费支出|60.00|60.00|60.00|||",
            "　　机关事业单位职业年金缴费支出|40.00|40.00|40.00|||",
            "住房保障支出|80.00|80.00|80.00|||",
            "　住房改革支出|80.00|80.00|80.00|||",
            "　　住房公积金|80.00|80.00|80.00|||",
        ),
    ],
)
PAGES_ORDER = (
    [
        "2026年成都市统计局部门预算",
        "一般公共预算支出表",
        "单位：万元",
        (
            "功能科目名称|合计|基本支出|项目支出",
            "合计|1,000.00|700.00|300.00",
            "社会保障和就业支出|120.00|120.00|",
            "行政事业单位养老支出|120.00|120.00|",
            "行政单位离退休|20.00|20.00|",
            "机关事业单位基本养老保险缴费支出|60.00|60.00|",
            "机关事业单位职业年金缴费支出|40.00|40.00|",
            "一般公共服务支出|880.00|580.00|300.00",
            "统计信息事务|880.00|580.00|300.00",
            "行政运行|580.00|580.00|",
            "专项统计业务|300.00||300.00",
        ),
    ],
)
PAGES_ECON = (
    [
        "2026年成都市统计局部门预算",
        "一般公共预算基本支出表",
        "单位：万元",
        (
            "经济分类科目名称|基本支出|<|<",
            "^|合计|人员经费|公用经费",
            "合 计|700.00|600.00|100.00",
            "工资福利支出|580.00|580.00|",
            "　基本工资|300.00|300.00|",
            "　津贴补贴|80.00|80.00|",
            "　机关事业单位基本养老保险缴费|80.00|80.00|",
            "　职业年金缴费|40.00|40.00|",
            "　住房公积金|80.00|80.00|",
            "商品和服务支出|100.00||100.00",
            "　办公费|60.00||60.00",
            "　公务接待费|15.00||15.00",
            "　公务用车运行维护费|25.00||25.00",
            "对个人和家庭的补助|20.00|20.00|",
            "　退休费|20.00|20.00|",
        ),
    ],
)


def test_indented() -> None:
    reading = read(*PAGES)
    assert reading.statements() == ["expenditure"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert ("2010505", "from_name") in reading.facts(
        "expenditure", "functional_code", "code_origin", line_name="专项统计业务"
    )
    assert reading.parents("expenditure")["地方统计改革试点"] == "统计信息事务"  # in no list: placed by its indent
    assert reading.facts(
        "expenditure", "value", line_name="其他一般公共服务支出", functional_code="2019999", measure="total"
    ) == [("10.00",)]
    assert reading.held()


def test_by_order() -> None:
    reading = read(*PAGES_ORDER)
    assert reading.statements() == ["general_budget"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("general_budget", "functional_code", line_name="行政运行", measure="total") == [("2010501",)]
    assert reading.parents("general_budget")["行政单位离退休"] == "行政事业单位养老支出"
    assert reading.held()


def test_economic() -> None:
    reading = read(*PAGES_ECON)
    assert reading.statements() == ["basic_economic"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("basic_economic", "economic_code", "value", line_name="职业年金缴费", measure="personnel") == [
        ("30109", "40.00")
    ]
    assert reading.held()


def test_income_by_function_without_codes() -> None:
    reading = read(
        [
            "2026年成都市统计局部门预算",
            "部门收入总表",
            "单位：万元",
            (
                "项目|合计|一般公共预算|事业收入",
                "合计|720.00|700.00|20.00",
                "一般公共服务支出|620.00|600.00|20.00",
                "　统计信息事务|620.00|600.00|20.00",
                "　　行政运行|620.00|600.00|20.00",
                "住房保障支出|100.00|100.00|",
                "　住房改革支出|100.00|100.00|",
                "　　住房公积金|100.00|100.00|",
            ),
        ]
    )
    facts = reading.facts("revenue", "functional_code", "code_origin", measure="total")
    codes = ["201", "20105", "2010501", "221", "22102", "2210201"]
    assert facts == [(None, None), *((code, "from_name") for code in codes)]
    assert reading.held()
