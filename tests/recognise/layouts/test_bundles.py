"""The full sets of several units in one file, each with its own title page (青岛, 深圳)."""

from __future__ import annotations

from tests.recognise.layouts.reading import read


def unit(name, a, b):
    t = f"{a + b:.2f}"
    return (
        [f"{name}2026年单位预算"],
        [
            "收支总表",
            f"单位名称：{name} 单位：万元",
            (
                "收入|<|支出|<",
                "项目|预算数|项目|预算数",
                f"一、一般公共预算拨款收入|{t}|一、一般公共服务支出|{a:.2f}",
                f"二、其他收入||二、住房保障支出|{b:.2f}",
                f"本年收入合计|{t}|本年支出合计|{t}",
                f"收入总计|{t}|支出总计|{t}",
            ),
        ],
        [
            "支出总表",
            f"单位名称：{name} 单位：万元",
            (
                "科目编码|科目名称|合计|基本支出|项目支出",
                f"201|一般公共服务支出|{a:.2f}|{a:.2f}|",
                f"20105|统计信息事务|{a:.2f}|{a:.2f}|",
                f"2010501|行政运行|{a:.2f}|{a:.2f}|",
                f"221|住房保障支出|{b:.2f}|{b:.2f}|",
                f"22102|住房改革支出|{b:.2f}|{b:.2f}|",
                f"2210201|住房公积金|{b:.2f}|{b:.2f}|",
                f"合计|<|{t}|{t}|",
            ),
        ],
    )


PAGES = (*unit("青岛市统计局本级", 400, 80), *unit("青岛市普查中心", 100, 20), *unit("青岛市社情民意调查中心", 50, 10))


def test_sets() -> None:
    reading = read(*PAGES)
    assert reading.statements() == ["summary", "expenditure", "summary", "expenditure", "summary", "expenditure"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert len({ln["table_no"] for ln in reading.found.lines}) == 6
    assert reading.facts("expenditure", "value", measure="total", line_role="total") == [
        ("480.00",),
        ("120.00",),
        ("60.00",),
    ]
    assert reading.held()
