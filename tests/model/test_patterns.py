"""Lines and cells that more than one reader looks for."""

from __future__ import annotations

import pytest

from pipelines.model.patterns import CHAPTER_NUMBER, COLUMN_NUMBER, RUNNING_LINE


@pytest.mark.parametrize("line", ["- 3 -", "第 3 页 共 9 页", "3/9", "—12—", "·7·", ""])
def test_lines_that_only_number_a_page(line: str) -> None:
    assert RUNNING_LINE.match(line)


@pytest.mark.parametrize("line", ["第一部分", "3 项目支出", "表3"])
def test_lines_that_say_more(line: str) -> None:
    assert not RUNNING_LINE.match(line)


@pytest.mark.parametrize("cell", ["栏次", "行次", "档次", "1", "12", "A", "***", "5=3+4"])
def test_cells_of_a_row_that_numbers_the_columns(cell: str) -> None:
    assert COLUMN_NUMBER.match(cell)


@pytest.mark.parametrize("cell", ["123", "1.5", "AB", "合计", "5=1.5", ""])
def test_cells_that_are_figures_or_words(cell: str) -> None:
    assert not COLUMN_NUMBER.match(cell)


@pytest.mark.parametrize(("heading", "is_chapter"), [("一、部门概况", True), ("十二.说明", True), ("第一部分", False),
                                                     ("1、说明", False), ("二十三四、", False)])  # fmt: skip
def test_headings_of_chapters(heading: str, is_chapter: bool) -> None:
    assert bool(CHAPTER_NUMBER.match(heading)) is is_chapter
