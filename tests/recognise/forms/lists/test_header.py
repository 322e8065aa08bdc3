"""Which rows are the header of which list."""

from __future__ import annotations

import pytest

from pipelines.model.form_words import ListKind, Role
from pipelines.recognise.forms.lists.header import Header, find_header
from pipelines.recognise.forms.lists.layout import is_total, layout, role_of
from tests.recognise.forms.printed import lines


def _header(kind: ListKind, *rows: str, titled: bool = False, recognised: bool = True) -> Header | None:
    return find_header(lines(*rows), layout(kind), titled=titled, recognised=recognised)


def _roles(header: Header | None) -> dict[int, str]:
    assert header is not None
    return {column: str(role) for column, role in header.roles.items()}


def test_a_header_of_one_row() -> None:
    header = _header(ListKind.PROJECT, "序号|项目名称|金额", "1|甲|5")
    assert _roles(header) == {0: "index", 1: "name", 2: "total"}
    assert header is not None
    assert (header.body, header.cols, header.kind) == (1, 3, ListKind.PROJECT)
    assert header.by_role(Role.NAME) == [1]
    assert [(edge.x0 < edge.x1, edge.holds) for edge in header.edges] == [(True, 0), (True, 1), (True, 2)]


def test_rows_of_heads_and_the_row_that_numbers_them_are_no_body() -> None:
    header = _header(ListKind.PROJECT, "项目名称|资金来源|<", "^|合计|其他资金", "栏次|1|2", "甲|5|2")
    assert header is not None
    assert header.body == 3
    assert header.paths == {0: "项目名称", 1: "资金来源/合计", 2: "资金来源/其他资金"}


def test_one_number_is_a_row_and_so_is_a_row_with_an_amount() -> None:
    header = _header(ListKind.PROJECT, "项目名称|金额|项目内容", "1||", "甲|1|2")
    assert header is not None
    assert header.body == 1
    header = _header(ListKind.PROJECT, "项目名称|金额|项目内容", "1|2.5|3", "甲|1|2")
    assert header is not None
    assert header.body == 1


def test_a_total_row_ends_the_header_unless_a_cell_from_above_reaches_into_it() -> None:
    header = _header(ListKind.PROJECT, "项目名称|金额", "合计|金额")
    assert header is not None
    assert header.body == 1
    header = _header(ListKind.PROJECT, "项目名称|资金|<", "^|合计|财政拨款")
    assert header is not None
    assert header.body == 2


def test_a_header_has_at_most_five_rows_and_begins_in_the_first_three_or_below_rows_of_one_cell() -> None:
    header = _header(ListKind.PROJECT, "项目名称|金额", *["^|小计"] * 6, "甲|1")
    assert header is not None
    assert header.body == 5
    two = ["某局|", "某表|"]
    header = _header(ListKind.PROJECT, *two, "项目名称|金额", "甲|1")
    assert header is not None
    assert header.body == 3
    header = _header(ListKind.PROJECT, *two, "单位：万|", "元|", "项目名称|金额", "甲|1")
    assert header is not None
    assert header.body == 5
    assert _header(ListKind.PROJECT, *["某表|5"] * 4, "项目名称|金额", "甲|1") is None
    assert _header(ListKind.PROJECT, *["某表|"] * 9, "项目名称|金额", "甲|1") is None


def test_a_merged_head_at_the_right_end_reaches_to_the_last_column() -> None:
    assert _roles(_header(ListKind.PROJECT, "项目名称|金额|", "甲|1|2")) == {0: "name", 1: "total", 2: "total"}


def test_another_tables_columns_rule_a_list_out() -> None:
    assert _header(ListKind.PROJECT, "项目名称|金额|三级指标", "甲|1|乙") is None
    assert _header(ListKind.PROJECT, "项目名称|项目内容", "甲|乙") is None
    assert _header(ListKind.UNITS, "序号|单位名称", "1|甲") is not None
    assert _header(ListKind.UNITS, "序号|单位名称|人数", "1|甲|3") is None


def test_under_a_title_less_is_needed() -> None:
    rows = ("科目名称|金额", "甲|1")
    assert _header(ListKind.PROCUREMENT, *rows) is None
    assert _header(ListKind.PROCUREMENT, *rows, titled=True) is not None


def test_a_vague_head_needs_a_title() -> None:
    rows = ("项目|金额", "甲|1")
    assert _header(ListKind.PROJECT, *rows, recognised=False) is None
    assert _header(ListKind.PROJECT, *rows, recognised=True) is not None
    assert _header(ListKind.PROJECT, "项目名称|金额", "甲|1", recognised=False) is not None


def test_geometry_is_that_of_the_lowest_head_over_one_column() -> None:
    header = _header(ListKind.PROJECT, "项目名称|资金|<", "^|合计|财政拨款", "甲|1|1")
    assert header is not None
    assert sorted(edge.holds for edge in header.edges) == [0, 1, 2]
    found = find_header(lines("项目名称|金额", geometry=False), layout(ListKind.PROJECT), titled=False, recognised=True)
    assert found is not None
    assert found.edges == ()


@pytest.mark.parametrize(
    ("path", "role"),
    [("项目名称", Role.NAME), ("2024年预算/合计", Role.TOTAL), ("甲/项目名称", Role.NAME), ("甲/乙", None)],
)
def test_a_head_or_its_last_level_says_what_a_column_holds(path: str, role: Role | None) -> None:
    assert role_of(ListKind.PROJECT, path) == role


def test_totals() -> None:
    assert is_total(" 合 计 ")
    assert not is_total("合计数")


def test_a_header_over_levels_of_indicators_is_no_list() -> None:
    heads = "单位编码|单位（项目）名称|资金总额|绩效目标|绩效指标|<|<"
    levels = "^|^|^|^|一级指标|二级指标|评（扣）分标准"
    assert _header(ListKind.PROJECT, heads, levels, "307001|甲|5|保障|产出指标|数量指标|扣1分") is None
    words = "^|^|^|^|内容|数值|评（扣）分标准"
    assert _header(ListKind.PROJECT, heads, words, "307001|甲|5|保障|巡查|24|扣1分") is not None
