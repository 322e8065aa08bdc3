"""Whether a grid goes on with the page before."""

from __future__ import annotations

import pytest

from pipelines.recognise.forms.surroundings import follows, is_money_statement, statement_of
from tests.recognise.forms.printed import grids, piece, table


@pytest.mark.parametrize(("page", "expected"), [(1, False), (2, True), (3, True), (4, False)])
def test_on_the_same_page_or_the_next(page: int, expected: bool) -> None:
    third = grids(["甲"], ["乙"], ["丙"])[2]
    assert follows(piece(third), page) is expected


def test_one_line_of_text_may_stand_between() -> None:
    (grid,) = grids(["甲"])
    assert follows(piece(grid, "第 3 页", "单位：万元", "一行文字"), 1)
    assert not follows(piece(grid, "一行文字", "又一行文字"), 1)
    assert follows(piece(grid, "一行文字", "绩效目标表"), 1, "绩效目标表")


def test_the_statement_of_a_table() -> None:
    assert statement_of(table()) is None
    assert statement_of(table(statement="procurement")) == "procurement"
    assert not is_money_statement(table(statement="procurement"))
    assert is_money_statement(table(statement="summary"))
    assert not is_money_statement(table())
