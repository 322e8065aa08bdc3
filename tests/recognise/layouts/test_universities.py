"""Universities: 教育事业收入 and other income of their own, 支出 by function and by use on one table, 元 and 万元."""

from __future__ import annotations

from tests.recognise.layouts.reading import read

PAGES = (
    ["西南政法大学2026年部门预算"],
    [
        "收支预算总表",
        "单位：万元",
        (
            "收      入|<|支      出|<",
            "项    目|2026年预算|项    目|2026年预算",
            "一、一般公共预算拨款收入|600.00|一、教育支出|900.00",
            "二、事业收入|350.00|二、科学技术支出|40.00",
            "其中：教育收费|300.00|三、社会保障和就业支出|50.00",
            "三、其他收入|50.00|四、住房保障支出|60.00",
            "本年收入合计|1,000.00|本年支出合计|1,050.00",
            "上年结转|50.00|结转下年|",
            "收入总计|1,050.00|支出总计|1,050.00",
        ),
    ],
    [
        "支出预算表",
        "单位：万元",
        (
            "科目编码|科目名称|合计|基本支出|项目支出|经营支出",
            "205|教育支出|900.00|700.00|200.00|",
            "20502|　普通教育|900.00|700.00|200.00|",
            "2050205|　　高等教育|900.00|700.00|200.00|",
            "206|科学技术支出|40.00||40.00|",
            "20602|　基础研究|40.00||40.00|",
            "2060203|　　自然科学基金|40.00||40.00|",
            "208|社会保障和就业支出|50.00|50.00||",
            "20805|　行政事业单位养老支出|50.00|50.00||",
            "2080505|　　机关事业单位基本养老保险缴费支出|50.00|50.00||",
            "221|住房保障支出|60.00|60.00||",
            "22102|　住房改革支出|60.00|60.00||",
            "2210201|　　住房公积金|60.00|60.00||",
            "合  计|<|1,050.00|810.00|240.00|",
        ),
    ],
)


def test_set_of_tables() -> None:
    reading = read(*PAGES)
    assert reading.statements() == ["summary", "expenditure"]
    assert reading.lost() == []
    assert reading.facts("summary", "line_role", "value", line_name="其中：教育收费") == [("of_which", "300.00")]
    assert reading.facts("summary", "fund_source", "value", line_name="二、事业收入") == [("business", "350.00")]
    assert reading.facts("expenditure", "functional_code", "value", line_name="高等教育", measure="basic") == [
        ("2050205", "700.00")
    ]
    assert reading.held()


REVENUE = (
    "收入预算表",
    "单位：万元",
    (
        "科目编码|科目名称|本年收入合计|财政拨款收入|事业收入|其他收入",
        "205|教育支出|850.00|500.00|300.00|50.00",
        "206|科学技术支出|150.00|100.00|50.00|",
        "|合计|1,000.00|600.00|350.00|50.00",
    ),
)


def test_a_table_of_this_years_income_holds_nothing_brought_forward() -> None:
    reading = read(*PAGES[:2], REVENUE)
    assert "B2-B1-TOTAL" not in reading.held()
