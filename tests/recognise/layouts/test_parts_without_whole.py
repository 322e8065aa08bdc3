"""Parts of a column whose whole is not printed are the column together (合肥)."""

from __future__ import annotations

from tests.recognise.layouts.reading import read

PAGES = (
    [
        "2026年合肥市统计局部门预算",
        "部门支出总表",
        "单位：万元",
        (
            "科目编码|科目名称|合计|基本支出|<|<|项目支出",
            "^|^|^|工资福利支出|商品和服务支出|对个人和家庭的补助|^",
            "合计|<|820.00|400.00|100.00|20.00|300.00",
            "201|一般公共服务支出|820.00|400.00|100.00|20.00|300.00",
            "20105|统计信息事务|820.00|400.00|100.00|20.00|300.00",
            "2010501|行政运行|520.00|400.00|100.00|20.00|",
            "2010505|专项统计业务|300.00||||300.00",
        ),
    ],
    ["项目支出表", "单位：万元", ("项目名称|合计|一般公共预算", "统计调查|300.00|300.00")],
    [
        "部门收入总表",
        "单位：万元",
        (
            "单位编码|单位名称|合计|一般公共预算财政拨款|<|其他收入",
            "^|^|^|经费拨款|纳入预算管理的非税收入|^",
            "|合计|820.00|600.00|200.00|20.00",
            "101|合肥市统计局|820.00|600.00|200.00|20.00",
        ),
    ],
)


def test_set_of_tables() -> None:
    reading = read(*PAGES)
    assert reading.statements() == ["expenditure", "revenue"]
    assert reading.findings() == []
    assert reading.lost() == ["300.00", "300.00"]
    assert reading.facts("expenditure", "measure", "economic_code", "value", line_name="行政运行") == [
        ("total", None, "520.00"),
        ("basic", "301", "400.00"),
        ("basic", "302", "100.00"),
        ("basic", "303", "20.00"),
    ]
    assert reading.held()
