"""What each column holds: alone by its header and cells, then beside its neighbours."""

from __future__ import annotations

import pytest

from pipelines.recognise.tables.columns.beside import (
    adjusted_budgets,
    current_year_of_periods,
    parts_of_columns,
    units_or_names,
)
from pipelines.recognise.tables.columns.codes import classifications_of_codes, code_groups
from pipelines.recognise.tables.columns.columns import columns as columns_of
from pipelines.recognise.tables.columns.economic import economic_classes_of_columns
from pipelines.recognise.tables.columns.header import header_cells
from pipelines.recognise.tables.columns.lanes import in_lanes
from pipelines.recognise.tables.columns.measure import Meant, Period, item, measure, period
from pipelines.recognise.tables.columns.role import role_of_column
from tests.recognise.tables.made import BOOK, column, columns, headed, rows, table


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        (("合计",), Meant("total")),
        (("项目支出",), Meant("project", expenditure_type="project")),
        (("一般公共预算", "基本支出"), Meant("basic", "general_public", "basic")),
        (("项目支出", "上年结转"), Meant("carryover", expenditure_type="project")),
        (("上年结转", "一般公共预算"), Meant("carryover", "general_public")),
        (("一般公共预算", "其中：财政拨款"), Meant("general_public", "general_public", is_part=True)),
        (("基本支出", "某某列"), Meant("basic", expenditure_type="basic", is_part=True)),
        (("某某列",), Meant("unclassified")),
        ((), Meant("total")),
    ],
)
def test_the_measure_a_header_names(path: tuple[str, ...], meant: Meant) -> None:
    assert measure(path) == meant


@pytest.mark.parametrize(
    ("path", "when"),
    [
        (("2026年预算数",), Period(2026, 0, "budget")),
        (("2025年", "决算数"), Period(2025, 0, "final")),
        (("2026年预算", "2025年执行数"), Period(2025, 0, "final")),  # the lowest text first
        (("上年决算数",), Period(None, -1, "final")),
        (("合计",), Period(None, 0, None)),
    ],
)
def test_whose_year_and_stage(path: tuple[str, ...], when: Period) -> None:
    assert period(path) == when


def test_the_lowest_header_text_names_the_item_of_a_three_public_table() -> None:
    assert item(("公务用车购置及运行费", "公务用车购置费")) == "vehicle_purchase"
    assert item(("合计",)) is None


def test_header_cells_below_one_another_are_read_once() -> None:
    header = rows("项目|预算|<", "^|合计|基本支出", "^|合计|")
    assert [cell.text for cell in header_cells(header, 0)] == ["项目"]
    assert [cell.text for cell in header_cells(header, 1)] == ["预算", "合计"]


@pytest.mark.parametrize(
    ("header", "cells", "index", "role"),
    [
        ("科目编码|合计", ("201|1.00",), 0, "code"),
        ("科目名称|合计", ("1.00|2.00", "3.00|4.00"), 0, "amount"),  # figures under a name are figures
        ("某某列|合计", ("甲|1.00", "乙|2.00"), 0, "name"),
        ("合计|某某列", ("1.00|甲", "2.00|乙"), 1, "note"),
        ("合计|某某列", ("1.00|1.50", "2.00|2.50"), 1, "amount"),
        ("|合计", ("201|1.00", "20101|2.00"), 0, "code"),
        ("|合计", ("甲|1.00",), 0, "name"),
        ("合计|", ("1.00|甲",), 1, "note"),
        ("合计|", ("1.00|2.00",), 1, "amount"),
    ],
)
def test_the_role_of_a_column_by_header_and_cells(header: str, cells: tuple[str, ...], index: int, role: str) -> None:
    found = table("部门支出总表", (header, *cells))
    path = tuple(text for text in [header.split("|")[index]] if text)
    assert role_of_column(found, index, path, 2) == role


def test_a_name_column_beside_codes_names_units_and_functions_else_units() -> None:
    either = column(1, "单位名称（科目）", "unit_or_name")
    assert [(c.role, c.mixed) for c in units_or_names((column(0, "科目编码", "code"), either))] == [
        ("code", False),
        ("name", True),
    ]
    assert [(c.role, c.mixed) for c in units_or_names((column(0, "金额"), either))][1] == ("unit_name", False)
    assert either.role == "unit_or_name"


def test_codes_follow_their_header_else_their_digits() -> None:
    found = classifications_of_codes(
        (column(0, "功能科目编码", "code_functional"), column(1, "科目编码", "code"), column(2, "合计")),
        rows("30101|50101|1.00", "30102|50101|2.00"),
    )
    assert [c.scheme for c in found] == ["functional", "government", None]


def test_class_and_detail_columns_follow_one_classification() -> None:
    parts = (column(0, "科目编码/类", "code_part"), column(1, "科目编码/款", "code_part"))
    assert [c.scheme for c in classifications_of_codes(parts, rows("301|01"))] == ["economic", "economic"]
    named = (column(0, "政府经济科目/类", "code_part"), column(1, "政府经济科目/款", "code_part"))
    assert [c.scheme for c in classifications_of_codes(named, rows("|"))] == ["government", "government"]


def test_a_group_of_code_columns_begins_with_its_class_or_after_a_gap() -> None:
    found = code_groups(
        [
            column(0, "类", "code_part"),
            column(1, "款", "code_part"),
            column(2, "类", "code_part"),
            column(3, "合计"),
            column(4, "款", "code_part"),
        ]
    )
    assert [[c.index for c in group] for group in found] == [[0, 1], [2], [4]]


def test_labels_after_amounts_begin_the_next_lane() -> None:
    found = in_lanes(
        (column(0, "项目", "name"), column(1, "金额"), column(2, "项目", "name"), column(3, "金额"), column(4, "金额"))
    )
    assert [c.lane for c in found] == [0, 0, 1, 1, 1]


def test_this_years_part_beside_what_was_carried_over() -> None:
    found = current_year_of_periods(
        (
            column(0, "基本支出/本年预算", measure="basic"),
            column(1, "基本支出/上年结转", measure="carryover"),
            column(2, "项目支出/本年预算", measure="project"),  # nothing carried over beside it
        )
    )
    assert [c.measure for c in found] == ["current_year", "carryover", "project"]


def test_unknown_columns_are_parts_where_their_whole_is_printed() -> None:
    whole = column(0, "基本支出/小计", measure="basic")
    part = column(1, "基本支出/某某列", measure="basic", is_part=True)
    other = column(2, "项目支出/某某列", measure="project", is_part=True)  # its whole is not printed
    assert [c.measure for c in parts_of_columns((whole, part, other))] == ["basic", "of_which", "project"]


def test_the_budget_of_the_year_beside_the_first_one_is_adjusted() -> None:
    first = column(0, "年初预算数", measure="total", stage="budget")
    later = column(1, "调整预算数", measure="total", stage="budget")
    assert [c.stage for c in adjusted_budgets((first, later))] == ["budget", "adjusted"]
    assert [c.stage for c in adjusted_budgets((later,))] == ["budget"]


def test_columns_named_like_economic_classes_carry_their_code_as_parts() -> None:
    given = columns("合计", "工资福利支出", "商品和服务支出", measure="unclassified")
    found = economic_classes_of_columns(headed(given), BOOK)
    assert [(dict(c.codes), c.measure) for c in found] == [
        ({}, "unclassified"),
        ({"economic": "301"}, "of_which"),
        ({"economic": "302"}, "of_which"),
    ]


def test_one_column_named_like_a_class_is_no_classification() -> None:
    given = headed(columns("合计", "工资福利支出", measure="total"))
    assert economic_classes_of_columns(given, BOOK) == given.columns


def test_classes_of_government_budgets_by_name_and_by_printed_code() -> None:
    named = headed(columns("机关工资福利支出", "机关商品和服务支出"))
    assert [dict(c.codes) for c in economic_classes_of_columns(named, BOOK)] == [
        {"government": "501"},
        {"government": "502"},
    ]
    coded = headed(columns("工资福利支出/501", "其他/599"))
    assert [dict(c.codes) for c in economic_classes_of_columns(coded, BOOK)] == [
        {"government": "501"},
        {"government": "599"},
    ]


def test_the_outermost_cell_of_a_two_sided_table_names_a_side() -> None:
    found = columns_of(
        table(
            "部门收支总表",
            ("收入|<|支出|<", "项目|预算数|项目|预算数", "一、财政拨款|1.00|一、外交支出|1.00"),
        )
    )
    assert [(c.role, c.measure, c.lane) for c in found] == [
        ("name", None, 0),
        ("amount", "total", 0),
        ("name", None, 1),
        ("amount", "total", 1),
    ]
