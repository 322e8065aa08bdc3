"""Rows that numbers, codes and merged labels place, or only the sums: balances, repeated codes, other lists, groups."""

from __future__ import annotations

import pytest

from tests.recognise.layouts.reading import Reading, read

COVER = "南宁市统计局2026年部门预算"


def summary(*balances: str, total: str) -> Reading:
    return read(
        [
            COVER,
            "部门收支总表",
            "单位：万元",
            (
                "收入|<|支出|<",
                "项目|预算数|项目|预算数",
                f"一、一般公共预算拨款收入|{total}|一、一般公共服务支出|227.12",
                f"本年收入合计|{total}|本年支出合计|227.12",
                *balances,
                f"收入总计|{total}|支出总计|{total}",
            ),
        ]
    )


def test_a_row_below_a_balance_that_the_total_counts_besides_is_a_balance() -> None:
    reading = summary("||结转下年|0.24", "||未安排支出的实户资金|0.10", total="227.46")
    assert reading.facts("summary", "line_role", "parent_line_no", "value", flow="balance") == [
        ("closing", None, "0.24"),
        ("closing", None, "0.10"),
    ]
    assert reading.held()["B1-SPENDING"] == 1


def test_rows_below_a_balance_that_come_to_it_are_its_parts() -> None:
    reading = summary("||结转下年|0.24", "||一般公共预算|0.14", "||政府性基金|0.10", total="227.36")
    assert reading.parents("summary")["政府性基金"] == "结转下年"
    assert reading.held()["GEN-CHILDREN"] == 1


def spending(*rows: str) -> Reading:
    return read([COVER, "部门支出总表", "单位：万元", ("科目编码|科目名称|合计|基本支出|项目支出", *rows)])


def test_a_heading_printed_twice_with_its_code_is_one_account() -> None:
    reading = spending(
        "|合计|5.02||5.02", "219|援助其他地区支出|5.02||5.02", "21999|其他支出|5.02||5.02", "21999|其他支出|5.02||5.02"
    )
    lines = reading.facts("expenditure", "functional_code", "parent_line_no", "is_leaf", measure="total")
    assert lines == [(None, None, False), ("219", None, False), ("21999", 2, False), ("21999", 3, True)]
    assert reading.held()["GEN-CHILDREN"] == 4


def test_a_code_printed_twice_with_other_figures_is_two_rows() -> None:
    reading = spending(
        "|合计|5.02||5.02", "219|援助其他地区支出|5.02||5.02", "21999|其他支出|5.00||5.00", "21999|其他支出|0.02||0.02"
    )
    assert reading.facts("expenditure", "parent_line_no", functional_code="21999", measure="total") == [(2,), (2,)]


def test_codes_of_the_government_list_nest_among_themselves() -> None:
    reading = read(
        [
            COVER,
            "一般公共预算基本支出表",
            "单位：万元",
            (
                "部门预算支出经济科目|预算",
                "合计|110.00",
                "[512]债务还本支出|6.40",
                "[51202]国外债务还本|6.40",
                "[301]工资福利支出|103.60",
                "[30101]基本工资|103.60",
            ),
        ]
    )
    codes = reading.facts("basic_economic", "economic_code", "government_economic_code", "parent_line_no")
    assert codes == [
        (None, None, None),
        (None, "512", None),
        (None, "51202", 2),
        ("301", None, None),
        ("30101", None, 4),
    ]
    assert reading.held()["GEN-TOTAL"] == 1


MISPRINT = (
    "科目编码|<|<|科目名称|合计",
    "类|款|项|^|^",
    "|||合计|30.00",
    "210|||卫生健康支出|20.00",
    "210|11||行政事业单位医疗|20.00",
    "210|11|01|行政单位医疗|12.00",
    "7|11|02|事业单位医疗|8.00",
    "221|||住房保障支出|10.00",
)


def test_a_row_of_a_misprinted_class_hangs_where_it_is_missing() -> None:
    reading = read([COVER, "部门支出总表", "单位：万元", MISPRINT])
    assert reading.facts(
        "expenditure", "functional_code", "code_origin", "parent_line_no", line_name="事业单位医疗"
    ) == [("2101102", "from_name", 3)]
    assert reading.held()["GEN-TOTAL"] == 1


def test_a_row_that_nothing_misses_hangs_nowhere() -> None:
    table = (*MISPRINT[:2], "|||合计|38.00", *MISPRINT[3:5], "210|11|01|行政单位医疗|20.00", *MISPRINT[6:])
    reading = read([COVER, "部门支出总表", "单位：万元", table])
    assert reading.facts("expenditure", "functional_code", "parent_line_no", line_name="事业单位医疗") == [(None, None)]


@pytest.mark.parametrize("header", ["项目名称|<|金额", "项目名称||金额"])
def test_a_merged_label_is_the_group_of_the_rows_beside_it(header: str) -> None:
    reading = read(
        [
            COVER,
            "部门收入总表",
            "单位：万元",
            (
                header,
                "收入总计|<|101.50",
                "一般公共预算资金|小计|100.70",
                "^|公共财政拨款（补助）资金|90.70",
                "^|专项收入|10.00",
                "政府性基金|小计|",
                "其他资金|小计|0.80",
                "^|事业收入|",
                "^|其他收入|0.80",
            ),
        ]
    )
    assert reading.facts("revenue", "line_name", "line_role", "parent_line_no", "fund_source", "value") == [
        ("收入总计", "grand_total", None, None, "101.50"),
        ("一般公共预算资金/小计", "item", None, "general_public", "100.70"),
        ("公共财政拨款（补助）资金", "item", 2, "general_public", "90.70"),
        ("专项收入", "item", 2, None, "10.00"),
        ("其他资金/小计", "item", None, "other", "0.80"),
        ("其他收入", "item", 6, "other", "0.80"),
    ]
    assert reading.held() == {"GEN-CHILDREN": 2, "GEN-TOTAL": 1}
