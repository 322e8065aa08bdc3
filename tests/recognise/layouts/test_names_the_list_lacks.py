"""Names without codes: two accounts of one name, a name that comes again, names no list has, units among classes."""

from __future__ import annotations

from tests.recognise.layouts.reading import Reading, read

COVER = "南宁市统计局2026年部门预算"


def named(title: str, *rows: str) -> Reading:
    return read([COVER, title, "单位：万元", ("科目名称|合计", *rows)])


def test_a_name_of_a_heading_and_of_two_of_its_items() -> None:
    reading = named(
        "部门支出总表",
        "合计|38.00",
        "卫生健康支出|30.00",
        "其他卫生健康支出|30.00",
        "其他卫生健康支出|30.00",
        "住房保障支出|8.00",
        "住房改革支出|8.00",
        "住房公积金|8.00",
    )
    codes = [None, "210", "21099", "2109999", "221", "22102", "2210201"]
    assert reading.facts("expenditure", "functional_code") == [(code,) for code in codes]
    assert reading.held()["GEN-TOTAL"] == 1


def test_a_heading_that_comes_again_is_an_item_of_the_current_one() -> None:
    reading = named(
        "部门支出总表",
        "合计|110.00",
        "交通运输支出|110.00",
        "公路水路运输|40.00",
        "行政运行|40.00",
        "超长期特别国债安排的支出|20.00",
        "公路水路运输|20.00",
        "其他交通运输支出|50.00",
        "其他交通运输支出|50.00",
    )
    assert reading.facts("expenditure", "functional_code", "value", line_name="公路水路运输") == [
        ("21401", "40.00"),
        ("2149801", "20.00"),
    ]
    assert reading.held()["GEN-CHILDREN"] == 4


def test_a_new_name_hangs_where_its_figure_is_missing() -> None:
    reading = named(
        "国有资本经营预算支出表",
        "合计|100.00",
        "国有资本经营预算支出|100.00",
        "国有企业资本金注入|95.00",
        "其他国有企业资本金注入|95.00",
        "国有企业某补贴|5.00",
        "国有企业某补贴|5.00",
    )
    assert reading.facts("state_capital", "parent_line_no", "is_leaf", line_name="国有企业某补贴") == [
        (2, False),
        (5, True),
    ]
    assert reading.held()["GEN-TOTAL"] == 1


def test_a_new_name_below_a_numbered_class_hangs_where_its_figure_is_missing() -> None:
    reading = named(
        "部门支出总表",
        "合计|108.00",
        "一、国有资本经营预算支出|100.00",
        "国有企业资本金注入|95.00",
        "国有经济结构调整支出|95.00",
        "国有企业某补贴|5.00",
        "国有企业某补贴|5.00",
        "二、住房保障支出|8.00",
        "住房改革支出|8.00",
        "住房公积金|8.00",
    )
    assert reading.facts("expenditure", "parent_line_no", "is_leaf", line_name="国有企业某补贴") == [
        (2, False),
        (5, True),
    ]
    assert reading.held()["GEN-CHILDREN"] == 5


def test_a_new_item_below_a_numbered_class_is_part_of_the_heading_that_needs_it() -> None:
    reading = named(
        "部门支出总表",
        "合计|50.00",
        "一、社会保障和就业支出|50.00",
        "民政管理事务|40.00",
        "行政运行|30.00",
        "某某新设事务|10.00",
        "行政事业单位养老支出|10.00",
        "行政单位离退休|10.00",
    )
    assert reading.parents("expenditure")["某某新设事务"] == "民政管理事务"
    assert reading.held()["GEN-CHILDREN"] == 3


def test_a_new_name_has_the_code_that_another_table_prints_beside_it() -> None:
    rows = ("国有资本经营预算支出", "国有企业某补贴", "国有企业某补贴")
    codes = ("223", "22303", "2230301")
    alone = ("科目名称|合计", "合计|5.00", *(f"{name}|5.00" for name in rows))
    coded = ("科目编码|科目名称|合计", "|合计|5.00", *(f"{c}|{n}|5.00" for c, n in zip(codes, rows, strict=True)))
    reading = read([COVER, "部门支出总表", "单位：万元", alone, "国有资本经营预算支出表", "单位：万元", coded])
    assert reading.facts("expenditure", "functional_code", "code_origin") == [
        (None, None),
        *((code, "from_name") for code in codes),
    ]


def test_an_item_that_moved_stays_below_the_heading_that_needs_it() -> None:
    reading = named(
        "部门支出总表",
        "合计|40.00",
        "社会保障和就业支出|40.00",
        "民政管理事务|40.00",
        "行政运行|30.00",
        "老龄事务|10.00",
    )
    assert reading.parents("expenditure")["老龄事务"] == "民政管理事务"
    assert reading.held()["GEN-CHILDREN"] == 2


UNITS = (
    "合计|82.58",
    "南宁市甲局|62.58",
    "工资和福利支出|42.50",
    "商品和服务支出|4.45",
    "对个人和家庭的补助|15.07",
    "其他资本性等支出|0.56",
    "南宁市甲中心|20.00",
    "工资和福利支出|20.00",
)


def test_a_body_above_the_units_that_add_up_to_it_is_their_total() -> None:
    reading = named("部门支出总表（按经济分类）", "南宁市甲局|82.58", "南宁市甲局（本级）|62.58", *UNITS[2:])
    assert reading.facts("expenditure_economic", "unit_name", "line_role", "is_leaf")[:2] == [
        ("南宁市甲局", "total", False),
        ("南宁市甲局（本级）", "total", False),
    ]
    other = named("部门支出总表（按经济分类）", "南宁市乙局|50.00", "南宁市甲局|62.58", *UNITS[2:])
    assert other.facts("expenditure_economic", "line_role")[0] == ("item",)


def test_a_class_whose_name_no_list_has_is_no_unit() -> None:
    reading = named("部门支出总表（按经济分类）", *UNITS)
    assert reading.facts("expenditure_economic", "unit_name", "line_role") == [
        (None, "total"),
        ("南宁市甲局", "total"),
        *[("南宁市甲局", "item")] * 4,
        ("南宁市甲中心", "total"),
        ("南宁市甲中心", "item"),
    ]
    held = reading.held()
    assert (held["GEN-TOTAL"], held["GEN-UNITS"]) == (2, 1)
