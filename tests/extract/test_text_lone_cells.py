"""Text with each cell on a line of its own: the width of the table is found, or the lines stay lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.text.lone_cells import with_tabs

HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
BODY = [
    ["", "合计", "1,196.53", "1,020.00", "176.53"],
    ["201", "一般公共服务支出", "1,184.55", "1,020.00", "164.55"],
    ["20103", "政府办公厅（室）及相关机构事务", "1,184.55", "1,020.00", "164.55"],
    ["221", "住房保障支出", "11.98", "", "11.98"],
]
BEFORE = ["某县某局2026年部门预算", "", "部门支出总表", "单位：万元"]
AFTER = ["三公经费支出表", "部门：某县某局", "单位：万元"]
THREE_PUBLIC = [["项目", "预算数"], ["合计", "3.50"], ["公务接待费", "3.50"], ["车辆", ""]]


def lines(rows: list[list[str]], after_each: list[str]) -> list[str]:
    return [line for row in rows for cell in row for line in (cell, *after_each)]


def tables(found: list[str]) -> list[list[str]]:
    return [line.split("\t") for line in found if "\t" in line]


@pytest.mark.parametrize("after_each", [[], [""]])
def test_rows_are_found_by_their_width(after_each: list[str]) -> None:
    found = [*with_tabs([*BEFORE, *lines([HEAD, *BODY], after_each), *AFTER, *lines(THREE_PUBLIC, [])])]
    assert tables(found) == [HEAD, *BODY, *THREE_PUBLIC]
    assert [line for line in found if "\t" not in line] == [*BEFORE, *AFTER]


def test_two_sides_are_one_row() -> None:
    head = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
    body = [
        ["财政拨款", "5.00", "教育支出", "4.00"],
        ["事业收入", "", "其他支出", "1.00"],
        ["合计", "5.00", "合计", "5.00"],
    ]
    assert tables([*with_tabs(["单位：元", *lines(head + body, [])])]) == head + body


def test_six_columns_of_which_the_last_is_empty_are_not_three() -> None:
    head = [["编码", "名称", "合计", "人员经费", "公用经费", "备注"]]
    body = [[f"3010{n}", f"项目{n}", "5.00", "5.00", "", ""] for n in range(1, 5)]
    assert tables([*with_tabs(["单位：万元", *lines(head + body, [])])]) == head + body


@pytest.mark.parametrize(
    "spoilt",
    [
        [*lines([HEAD, *BODY], [])[:-3], "11.98", "11.98"],  # a blank cell was left out
        [*lines([HEAD, *BODY], []), *["本表反映部门全部支出，"] * 6],  # more than can stand between two tables
        lines([HEAD, *BODY[:2]], []),  # too few rows to be certain
    ],
)
def test_lines_stay_lines_where_nothing_is_certain(spoilt: list[str]) -> None:
    text = [*BEFORE, *spoilt]
    assert [*with_tabs(text)] == text


def test_without_a_unit_nothing_is_a_table() -> None:
    text = lines([HEAD, *BODY], [])
    assert [*with_tabs(text)] == text


@given(st.lists(st.sampled_from(["", "单位：万元", "合计", "201", "5.00", "-", "收入"]), max_size=40))
def test_every_line_comes_through_in_order(text: list[str]) -> None:
    """Cells and lines are those of the text; only blank lines and blank cells may come or go."""
    found = [cell for line in with_tabs(text) for cell in line.split("\t") if cell]
    assert found == [line for line in text if line]
