"""Income and spending by budget unit, the department before its units and 合计 last (沈阳, 哈尔滨, 兰州)."""

from __future__ import annotations

from tests.recognise.layouts.reading import read

PAGES = (
    ["2026年沈阳市统计局部门预算"],
    [
        "部门收入预算总表",
        "部门名称：沈阳市统计局　　单位：万元",
        (
            "单位代码|单位名称|收入合计|财政拨款收入|<|<|事业收入|上年结转",
            "^|^|^|小计|一般公共预算|政府性基金预算|^|^",
            "110|沈阳市统计局|800.00|700.00|700.00||60.00|40.00",
            "110001|　沈阳市统计局（本级）|500.00|500.00|500.00|||",
            "110002|　沈阳市普查中心|300.00|200.00|200.00||60.00|40.00",
            "合计|<|800.00|700.00|700.00||60.00|40.00",
        ),
    ],
    [
        "部门支出预算总表",
        "部门名称：沈阳市统计局　　单位：万元",
        (
            "单位名称|支出合计|基本支出|<|<|<|项目支出",
            "^|^|小计|工资福利支出|商品和服务支出|对个人和家庭的补助|^",
            "沈阳市统计局|800.00|500.00|380.00|100.00|20.00|300.00",
            "沈阳市统计局（本级）|500.00|300.00|230.00|60.00|10.00|200.00",
            "沈阳市普查中心|300.00|200.00|150.00|40.00|10.00|100.00",
        ),
    ],
)


def test_set_of_tables() -> None:
    reading = read(*PAGES)
    assert reading.statements() == ["revenue", "expenditure"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("revenue", "unit_code", "value", line_name="沈阳市普查中心", measure="carryover") == [
        ("110002", "40.00")
    ]
    assert reading.facts("expenditure", "line_name", "line_role", "value", measure="total") == [
        ("沈阳市统计局", "total", "800.00"),
        ("沈阳市统计局（本级）", "item", "500.00"),
        ("沈阳市普查中心", "item", "300.00"),
    ]
    assert reading.facts("expenditure", "economic_code", "value", line_name="沈阳市普查中心", measure="of_which") == [
        ("301", "150.00"),
        ("302", "40.00"),
        ("303", "10.00"),
    ]
    assert reading.held()
