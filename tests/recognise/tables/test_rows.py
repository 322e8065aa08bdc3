"""What each row prints: codes, name, unit, role, figures."""

from __future__ import annotations

import pytest

from pipelines.recognise.model import Columns, Entry, Headed
from pipelines.recognise.tables.chain import columns as columns_of
from pipelines.recognise.tables.rows.codes import codes_of_rows
from pipelines.recognise.tables.rows.entries import entries
from pipelines.recognise.tables.rows.label import indent_of, label_before, label_of
from pipelines.recognise.tables.rows.lane import lane_of
from pipelines.recognise.tables.rows.undoubled import without_doubles
from pipelines.recognise.tables.rows.units import with_total_of_units
from tests.recognise.tables.made import column, entry, roles, rows, table

CODES = (column(0, "科目编码", "code", scheme="functional"),)
PARTS = tuple(column(i, name, "code_part", scheme="functional") for i, name in enumerate(["类", "款", "项"]))
NAMED = (column(0, "科目编码", "code"), column(1, "科目名称", "name"), column(2, "合计", measure="total"))


def _entries(*lines: str) -> list[Entry]:
    found = table("部门支出总表", lines)
    return entries(Headed(found, columns_of(found)))


def _codes(lines: tuple[str, ...], columns: Columns) -> list[tuple[str | None, str | None]]:
    return [(found.codes.get("functional"), found.origin) for found in codes_of_rows(rows(*lines), columns)]


def test_a_short_code_is_filled_with_the_class_above() -> None:
    assert _codes(("201", "05", "2080501", "1"), CODES) == [
        ("201", "printed"),
        ("20105", "filled"),
        ("2080501", "printed"),
        ("20801", "filled"),
    ]


def test_split_codes_take_what_is_left_blank_from_the_row_above() -> None:
    assert _codes(("201||", "|05|", "||1", "208|05|", "||02"), PARTS) == [
        ("201", "printed"),
        ("20105", "filled"),
        ("2010501", "filled"),
        ("20805", "printed"),
        ("2080502", "filled"),
    ]


def test_split_codes_without_a_class_above_are_none() -> None:
    assert _codes(("|05|01", "||"), PARTS) == [(None, None), (None, None)]


def test_a_whole_code_merged_over_its_parts_is_read_once() -> None:
    assert _codes(("2010501|<|<",), PARTS) == [("2010501", "printed")]


def test_a_code_with_marks_between_its_parts_is_read_whole() -> None:
    assert _codes(("208", "208.05", "208.05.05", "213-03-01", "108.05"), CODES) == [
        ("208", "printed"),
        ("20805", "printed"),
        ("2080505", "printed"),
        ("2130301", "printed"),
        (None, None),
    ]


def test_a_code_of_no_classification_is_that_of_a_unit() -> None:
    (found,) = codes_of_rows(rows("103301"), CODES)
    assert (dict(found.codes), found.unit) == ({}, "103301")


@pytest.mark.parametrize(
    ("row", "label", "codes"),
    [
        ("201|一般公共服务支出|", "一般公共服务支出", {}),
        ("|[20105]统计信息事务|", "统计信息事务", {"functional": "20105"}),
        ("合计|<|1.00", "合计", {}),
        ("20105-统计信息事务||1.00", "统计信息事务", {"functional": "20105"}),
        ("201||1.00", "", {}),
    ],
)
def test_the_name_of_a_row_and_the_codes_inside_it(row: str, label: str, codes: dict[str, str]) -> None:
    found = label_of(rows(row)[0], lane_of(0, NAMED))
    assert (found.text, found.codes) == (label, codes)


def test_a_subtotal_beside_its_heading_carries_it() -> None:
    two = (column(0, "功能科目", "name_functional"), column(1, "项目名称", "project_name"))
    assert label_of(rows("教育支出|小计")[0], lane_of(0, two)).text == "教育支出/小计"
    assert label_of(rows("教育支出|合计")[0], lane_of(0, two)).text == "合计"
    assert label_of(rows("教育支出|某某工程")[0], lane_of(0, two)).text == "教育支出"


def test_a_total_left_in_the_lane_before() -> None:
    lane = lane_of(1, (column(1, "名称", "name"), column(2, "金额")))
    assert label_before(rows("合计||1.00")[0], lane) == "合计"
    assert label_before(rows("某某局||1.00")[0], lane) == ""


def test_a_full_width_blank_before_a_name_counts_as_two() -> None:
    lane = lane_of(0, (column(0, "名称", "name"),))
    assert indent_of(rows("\u3000\u3000甲")[0], lane) == 4


def test_lines_printed_twice_count_once() -> None:
    found = table("部门支出总表", ("序号|科目名称|合计", "1|甲|1.00", "2|甲|1.00", "3|乙|2.00", "4|乙|2.00"))
    assert len(without_doubles(Headed(found, columns_of(found)))) == 2


def test_rows_get_the_unit_above_them() -> None:
    found = _entries(
        "单位编码|单位名称|科目编码|科目名称|合计",
        "103301|甲局|2010501|行政运行|1.00",
        "||2010505|专项统计业务|2.00",
        "103302|乙局|2010501|行政运行|3.00",
    )
    assert [(e.unit_code, e.unit_name) for e in found] == [("103301", "甲局")] * 2 + [("103302", "乙局")]


def test_a_total_where_every_other_row_prints_its_unit_is_of_no_unit() -> None:
    found = _entries(
        "单位名称|科目编码|科目名称|合计",
        "甲局|2010501|行政运行|1.00",
        "甲局|2010505|专项统计业务|2.00",
        "乙局|2010501|行政运行|3.00",
        "||合计|6.00",
    )
    assert [e.unit_name for e in found] == ["甲局", "甲局", "乙局", None]


def test_the_roles_of_rows() -> None:
    found = _entries(
        "科目编码|科目名称|合计",
        "|合计|6.00",
        "201|一般公共服务支出|6.00",
        "|其中：某某|1.00",
        "|上年结转|1.00",
        "|2025年预算数|1.00",
    )
    assert roles(found) == ["total", "item", "of_which", "opening", "total"]
    assert (found[-1].year, found[-1].stage) == (2025, "budget")


@pytest.mark.parametrize(
    ("figures", "first"),
    [
        (("6.00", "1.00", "5.00"), "total"),  # the department before its units
        (("7.00", "1.00", "5.00"), "item"),
        (("6.00",), "total"),  # a lone unit
    ],
)
def test_the_total_of_a_table_of_units(figures: tuple[str, ...], first: str) -> None:
    given = [entry(f"单位{n}", text) for n, text in enumerate(figures)]
    assert roles(with_total_of_units(given)) == [first] + ["item"] * (len(figures) - 1)
    assert roles(given) == ["item"] * len(figures)


def test_a_table_of_units_with_a_total_row_keeps_its_rows() -> None:
    given = [entry("合计", "6.00", role="total"), entry("甲局", "6.00")]
    assert roles(with_total_of_units(given)) == ["total", "item"]


TOTALS = (
    "功能分类科目|部门预算支出经济分类科目|合计|基本支出|项目支出",
    "2080505-养老|30108-缴费|900.00|400.00|500.00",
)


def _figures(last: str) -> list[tuple[str, ...]]:
    found = table("部门支出总表", (*TOTALS, last))
    return [tuple(str(figure.value) for figure in row.figures) for row in entries(Headed(found, columns_of(found)))]


def test_a_total_printed_over_the_border_of_its_column_is_the_figure_of_that_column() -> None:
    assert _figures("合计|1,024,807.17|<|400.00|500.00")[-1] == ("1024807.17", "400.00", "500.00")


def test_a_figure_over_two_columns_of_figures_is_that_of_the_first() -> None:
    assert _figures("合计||1,024,807.17|<|500.00")[-1] == ("1024807.17", "500.00")


def test_a_figure_over_names_and_two_columns_of_figures_is_left_to_be_said() -> None:
    assert _figures("合计|1,024,807.17|<|<|500.00")[-1] == ("500.00",)


def test_a_number_over_the_border_that_is_no_money_is_no_figure() -> None:
    assert _figures("合计|30108|<|400.00|500.00")[-1] == ("400.00", "500.00")
