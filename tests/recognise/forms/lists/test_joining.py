"""Lists over several grids."""

from __future__ import annotations

import pytest

from pipelines.model.form_words import ListKind, Role
from pipelines.recognise.forms.lists.joining import joined
from pipelines.recognise.forms.lists.listing import Listing
from pipelines.recognise.forms.model import Lines
from pipelines.recognise.model import Table
from tests.recognise.forms.printed import grids, piece, table

HEAD = "项目名称|金额|项目内容"


def _joined(*tables: Table) -> list[Listing]:
    return joined(tables, Lines())[0]


def _names(listing: Listing) -> list[str]:
    return [item.text(Role.NAME) for item in listing.items]


def test_a_grid_without_a_header_goes_on() -> None:
    first, second = grids([HEAD, "甲|1|子"], ["乙|2|丑"])
    found, kinds = joined([table(piece(first), unit="万元"), table(piece(second))], Lines())
    assert [_names(listing) for listing in found] == [["甲", "乙"]]
    assert (found[0].unit, found[0].first_grid, found[0].last_page) == ("万元", 1, 2)
    assert kinds == {1: ListKind.PROJECT, 2: ListKind.PROJECT}


def test_the_same_header_again_goes_on() -> None:
    first, second = grids([HEAD, "甲|1|子"], [HEAD, "乙|2|丑"])
    assert [_names(one) for one in _joined(table(piece(first)), table(piece(second)))] == [["甲", "乙"]]


def test_another_header_of_the_kind_is_a_list_of_the_same_table() -> None:
    first, second = grids([HEAD, "甲|1|子"], ["项目名称|金额", "乙|2"])
    opened = table(piece(first), title="前表")
    found = _joined(opened, table(piece(second), title="后表"))
    assert [_names(listing) for listing in found] == [["甲"], ["乙"]]
    assert found[1].table is opened


def test_a_row_without_its_money_is_the_rest_of_the_row_before() -> None:
    first, second = grids([HEAD, "城乡居民|1|子"], ["医疗保险|||", "乙|2|丑|"])
    second.cols = 3
    (found,) = _joined(table(piece(first)), table(piece(second)))
    assert _names(found) == ["城乡居民\n医疗保险", "乙"]


def test_a_money_statement_between_ends_a_list() -> None:
    first, other, second = grids([HEAD, "甲|1|子"], ["收入|1|2"], ["乙|2|丑"])
    found = _joined(table(piece(first)), table(piece(other), statement="summary"), table(piece(second)))
    assert [_names(listing) for listing in found] == [["甲"]]


@pytest.mark.parametrize(("rows", "taken"), [(["乙|2"], True), (["乙|2|丑|寅|卯|"], False)])
def test_a_grid_of_another_width_goes_on_by_its_geometry(rows: list[str], taken: bool) -> None:
    first, second = grids([HEAD, "甲|1|子"], rows)
    (found,) = _joined(table(piece(first)), table(piece(second)))
    assert (len(found.items) == 2) is taken


def test_a_title_of_its_own_or_text_between_ends_a_list() -> None:
    first, second = grids([HEAD, "甲|1|子"], ["乙|2|丑"])
    assert len(_joined(table(piece(first)), table(piece(second), statement="performance_department"))[0].items) == 1
    assert len(_joined(table(piece(first)), table(piece(second, "一行", "又一行")))[0].items) == 1


def test_a_grid_read_once_is_not_read_again() -> None:
    (grid,) = grids([HEAD, "甲|1|子"])
    assert [_names(one) for one in _joined(table(piece(grid), piece(grid)))] == [["甲"]]


def test_the_unit_of_the_head_goes_before_the_lines_above_and_the_table() -> None:
    (grid,) = grids([HEAD, "甲|1|子"])
    (in_head,) = grids(["项目名称|金额（元）|项目内容", "甲|1|子"])
    assert _joined(table(piece(in_head, "单位：万元"), unit="千元"))[0].unit == "元"
    assert _joined(table(piece(grid, "单位：万元", "单位：元"), unit="千元"))[0].unit == "元"
    assert _joined(table(piece(grid, "万元"), unit="千元"))[0].unit == "千元"


def test_services_bought_need_their_title() -> None:
    (grid,) = grids(["服务项目|金额", "甲|1"])
    assert _joined(table(piece(grid))) == []
    (found,) = _joined(table(piece(grid), statement="purchase_of_services"))
    assert found.header.kind is ListKind.PURCHASE


def test_a_table_of_assets_says_so_above() -> None:
    (grid,) = grids(["项目|数量|金额", "车辆|1|2"])
    assert _joined(table(piece(grid))) == []
    (found,) = _joined(table(piece(grid), title="国有资产占用情况表"))
    assert found.header.kind is ListKind.STATE_ASSET
    assert found.context == ("项目", "数量", "金额")
