"""How rows hang together: blocks, units, codes of names, totals, parents, leaves.  Each step alone."""

from __future__ import annotations

from pipelines.recognise.tables.arrange.arrange import parts_of_row_above
from pipelines.recognise.tables.arrange.blocks import LaneKind, placed
from pipelines.recognise.tables.arrange.codes import parts_by_code, parts_by_unit_code, parts_of_repeated_codes
from pipelines.recognise.tables.arrange.groups import in_each, of_block
from pipelines.recognise.tables.arrange.indents import parts_by_indent, parts_by_indented_sums
from pipelines.recognise.tables.arrange.names import codes_of_names
from pipelines.recognise.tables.arrange.numbering import parts_by_numbering
from pipelines.recognise.tables.arrange.sides import lane_scheme, side
from pipelines.recognise.tables.arrange.totals import totals_of_side, totals_of_year
from pipelines.recognise.tables.arrange.units import (
    functions_named_by_headings,
    total_of_unit,
    units_named_by_headings,
    units_named_in_lists,
)
from pipelines.recognise.tables.chain import read_table
from tests.recognise.tables.made import BOOK, column, entry, headed, line, parents, roles, table

SPENDING = LaneKind("expenditure", "functional", lists_units=False)


def test_rows_of_one_unit_make_a_block() -> None:
    rows = [entry("甲", "1.00", unit_name=name) for name in ("甲局", "乙局", "甲局")]
    found = placed(rows, {0: SPENDING})
    assert [(one.line_no, one.block) for one in found] == [(1, 1), (2, 2), (3, 1)]


def test_lanes_with_totals_of_their_own_add_up_apart() -> None:
    lanes = {0: SPENDING, 1: SPENDING}
    rows = [entry("甲", "1.00"), entry("乙", "1.00", lane=1)]
    assert [one.block for one in placed(rows, lanes)] == [1, 1]
    totals = [entry("合计", "1.00", role="total"), entry("合计", "1.00", role="total", lane=1)]
    assert [one.block for one in placed(rows + totals, lanes)] == [1, 2, 1, 2]


def test_income_rows_name_their_source_and_balances_are_on_no_side() -> None:
    lane = LaneKind("revenue", None, lists_units=False)
    found = placed([entry("一、事业收入", "1.00"), entry("上年结转", "1.00", role="opening")], {0: lane})
    assert [(one.flow, one.fund_source) for one in found] == [("revenue", "business"), ("balance", None)]


def test_the_side_of_a_lane() -> None:
    two = headed((column(0, "收入/项目", "name"), column(1, "支出/项目", "name", lane=1)), "部门收支总表")
    assert [side(two, lane) for lane in (0, 1)] == ["revenue", "expenditure"]
    assert side(headed((column(0, "项目", "name"),), "部门收入总表"), 0) == "revenue"
    assert side(headed((column(0, "项目", "name"),), "部门支出总表"), 0) == "expenditure"


def test_what_a_lane_is_classified_by() -> None:
    def of(column_title: str, title: str = "部门支出总表", **values: str) -> str | None:
        return lane_scheme(headed((column(0, column_title, "name", **values),), title), 0)

    assert of("科目名称", scheme="economic") == "economic"  # its codes say it
    assert of("资金用途") is None
    assert of("功能分类", "一般公共预算基本支出表（经济分类）") == "functional"
    assert of("科目名称") == "functional"


def test_a_name_of_the_class_below_it_is_that_class() -> None:
    heading = entry("一般公共服务支出", "3.00", mixed=True)
    row = entry("行政运行", "3.00", codes={"functional": "2010501"})
    found = functions_named_by_headings([heading, row], BOOK)
    assert [(dict(one.codes), one.origin) for one in found] == [
        ({"functional": "201"}, "from_name"),
        ({"functional": "2010501"}, None),
    ]
    assert dict(heading.codes) == {}


def test_a_name_of_no_code_is_the_unit_of_the_rows_below() -> None:
    code = {"functional": "2010501"}
    found = units_named_by_headings(
        [
            entry("某某局", "3.00", mixed=True),  # the department, which holds the unit below
            entry("某某局机关", "3.00", mixed=True),
            entry("行政运行", "3.00", mixed=True, codes=code, unit_code="103301"),
        ]
    )
    assert [(one.role, one.unit_code, one.unit_name) for one in found] == [
        ("total", None, "某某局"),
        ("total", "103301", "某某局机关"),
        ("item", "103301", "某某局机关"),
    ]


def test_a_name_above_a_class_in_a_list_of_names_is_a_unit_with_a_block_of_its_own() -> None:
    named = {"codes": {"functional": "201"}, "origin": "from_name"}
    found = units_named_in_lists([line(1, "某某局", "1.00"), line(2, "一般公共服务支出", "1.00", **named)])
    assert [(one.role, one.unit_name, one.block) for one in found] == [
        ("total", "某某局", 1001),
        ("item", "某某局", 1001),
    ]


def test_no_unit_is_read_out_of_a_list_that_prints_codes() -> None:
    given = [
        line(1, "某某局", "1.00"),
        line(2, "一般公共服务支出", "1.00", codes={"functional": "201"}, origin="from_name"),
        line(3, "外交支出", "1.00", codes={"functional": "202"}, origin="printed"),
    ]
    assert units_named_in_lists(given) == given


def test_the_only_subtotal_of_a_unit_is_its_total() -> None:
    subtotal = line(2, "小计", "1.00", role="subtotal", unit_name="某某局")
    assert roles(total_of_unit([line(1, "甲", "1.00"), subtotal])) == ["item", "total"]
    assert roles(total_of_unit([line(1, "合计", "1.00", role="total"), subtotal])) == ["total", "subtotal"]


def test_a_subtotal_above_the_grand_total_is_the_total_of_the_year() -> None:
    given = [line(1, "小计", "1.00", role="subtotal"), line(2, "总计", "2.00", role="grand_total")]
    assert roles(totals_of_year(given)) == ["current_total", "grand_total"]
    assert roles(totals_of_year(given[:1])) == ["subtotal"]


def test_a_total_below_a_balance_closes_the_side() -> None:
    given = [
        line(1, "收入合计", "1.00", role="current_total"),
        line(2, "上年结转", "1.00", role="opening"),
        line(3, "收入合计", "2.00", role="current_total"),
        line(4, "本年收入合计", "1.00", role="current_total"),
    ]
    assert roles(totals_of_side(given)) == ["current_total", "opening", "grand_total", "current_total"]


def test_names_stand_for_codes_inside_the_class_above() -> None:
    given = [line(1, "一、一般公共服务支出"), line(2, "统计信息事务"), line(3, "行政运行"), line(4, "某某工程")]
    found = codes_of_names(given, "functional", BOOK)
    assert [one.codes.get("functional") for one in found] == ["201", "20105", "2010501", None]
    assert [one.origin for one in found] == ["from_name", "from_name", "from_name", None]


def test_names_beside_printed_codes_stand_for_none() -> None:
    given = [line(1, "一般公共服务支出", codes={"functional": "201"}), line(2, "统计信息事务")]
    assert codes_of_names(given, "functional", BOOK) == given


def test_a_code_is_part_of_the_longest_code_it_begins_with() -> None:
    codes = ["2010501", "201", "20105", "2010505"]  # the items of a class before it
    given = [line(n, code, codes={"functional": code}) for n, code in enumerate(codes, 1)]
    assert parents(parts_by_code(given)) == [3, None, 2, 3]


def test_of_a_class_printed_twice_the_nearest_above_counts() -> None:
    codes = ["301", "30101", "301", "30102"]
    given = [line(n, code, codes={"economic": code}) for n, code in enumerate(codes, 1)]
    assert parents(parts_by_code(given)) == [None, 1, None, 3]


def test_units_are_part_of_their_department() -> None:
    given = [line(n, code, unit_code=code) for n, code in enumerate(["103", "103301", "205"], 1)]
    assert parents(parts_by_unit_code(given)) == [None, 1, None]


def test_numbers_nest_rows() -> None:
    given = [
        line(1, "一、一般公共服务支出"),
        line(2, "（一）统计信息事务"),
        line(3, "1、行政运行"),
        line(4, "（二）人大事务"),
        line(5, "二、外交支出"),
        line(6, "支出总计", role="grand_total"),
    ]
    assert parents(parts_by_numbering(given)) == [None, 1, 2, 1, None, None]


def test_what_stands_under_a_balance_is_that_balance() -> None:
    given = [
        line(1, "上年结转", role="opening"),
        line(2, "（一）一般公共预算拨款"),
        line(3, "本年支出合计", role="total"),
    ]
    found = parts_by_numbering(given)
    assert [(one.role, one.flow, one.parent) for one in found] == [
        ("opening", "expenditure", None),
        ("opening", "balance", 1),
        ("total", "expenditure", None),
    ]


def test_of_which_rows_are_parts_of_the_row_above() -> None:
    given = [
        line(1, "其中：甲", role="of_which"),
        line(2, "公用经费"),
        line(3, "其中：乙", role="of_which"),
        line(4, "其中：丙", role="of_which"),
    ]
    assert parents(parts_of_row_above(given)) == [None, None, 2, 2]


def test_rows_that_repeat_the_code_of_their_heading_are_its_parts() -> None:
    code = {"functional": "2010505"}
    given = [
        line(1, "专项统计业务", codes=code, mixed=True, origin="from_name"),
        line(2, "甲项目", codes=code, mixed=True),
        line(3, "行政运行", codes={"functional": "2010501"}, mixed=True),
        line(4, "乙项目", codes=code, mixed=True),
    ]
    assert parents(parts_of_repeated_codes(given)) == [None, 1, None, None]


def test_rows_without_code_hang_below_the_row_that_is_indented_less() -> None:
    given = [
        line(1, "一般公共服务支出", codes={"functional": "201"}),
        line(2, "  统计信息事务", codes={"functional": "20105"}),
        line(3, "    某某工程"),
        line(4, "  某某事务"),
    ]
    assert parents(parts_by_indent(given)) == [None, None, 2, 1]
    unlevel = [given[0], line(2, "统计信息事务", codes={"functional": "20105"}), given[2]]
    assert parents(parts_by_indent(unlevel)) == [None, None, None]


def test_indented_rows_are_parts_where_they_add_up() -> None:
    given = [line(1, "财政拨款", "3.00"), line(2, "  一般公共预算", "1.00"), line(3, "  政府性基金", "2.00")]
    assert parents(parts_by_indented_sums(given)) == [None, 1, 1]
    other = [line(1, "财政拨款", "3.50"), *given[1:]]
    assert parents(parts_by_indented_sums(other)) == [None, None, None]


def test_a_step_for_each_block_leaves_the_lines_in_their_places() -> None:
    given = [line(n, "甲", block=block) for n, block in enumerate([1, 2, 1], 1)]
    assert [one.line_no for one in in_each(of_block, given, lambda members: members)] == [1, 2, 3]


def test_rows_with_parts_and_totals_are_no_leaves() -> None:
    found = table(
        "部门支出总表",
        "单位：万元",
        (
            "科目编码|科目名称|合计",
            "201|一般公共服务支出|3.00",
            "2010501|行政运行|3.00",
            "|合计|3.00",
        ),
    )
    assert [one.is_leaf for one in read_table(found, 1, BOOK).lines] == [False, True, False]
