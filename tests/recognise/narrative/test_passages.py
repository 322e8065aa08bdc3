"""Printed lines become paragraphs: what continues one, what runs over the pages."""

from __future__ import annotations

import pytest

from pipelines.model.document import Box, Cell, Document, Grid, Page, Paragraph
from pipelines.recognise.narrative.passages import continues, passages
from pipelines.recognise.narrative.running import running_lines
from tests.recognise.narrative.support import of_lines

RIGHT = 500.0
FULL = "二十个字的一行正文它一直排到右边为止没有"  # 20 characters of 20 points: from 100 to 500


def line(text: str, x0: float, x1: float | None = None) -> Paragraph:
    return Paragraph(1, 1, text, Box(x0, 0, x0 + 20 * len(text) if x1 is None else x1, 12))


@pytest.mark.parametrize(
    ("lines", "following", "expected"),
    [
        ([line(FULL, 100)], line("下一行", 100), True),
        ([line(FULL, 140, 540)], line("下一行", 100), True),  # the first line is indented
        ([line(FULL, 100)], line("下一行", 119), False),  # a new paragraph, indented by more than 0.9 characters
        ([line(FULL, 100)], line("下一行", 118), True),
        ([line(FULL + "。", 100, 500)], line("下一行", 100), False),  # one line that ends like a sentence
        ([line(FULL + "。", 140, 500)], line("下一行", 100), True),  # but it was a first line
        ([line(FULL + "。", 140, 500)], line("一、下一行", 100), False),
        ([line(FULL, 140, 500), line(FULL + "。", 100, 500)], line("下一行", 100), True),
        ([line(FULL, 140, 500), line(FULL + "。", 100, 500)], line("二、下一行", 100), False),
        ([line(FULL[:12], 100)], line("下一行", 100), False),  # stops early, and this line does not hang
        ([line(FULL[:12], 140)], line("下一行", 100), True),
        ([line(FULL[:11], 140)], line("下一行", 100), False),  # too short to be a broken line
        ([line(FULL[:12], 140)], line("1、下一行", 100), False),
        ([line(FULL[:11] + "。", 140)], line("下一行", 100), False),
        ([line(FULL, 140, 500), line(FULL[:12], 100)], line("下一行", 100), True),
        ([line(FULL, 140, 500), line(FULL[:12], 100)], line("下一行", 130), False),
        ([line(FULL[:14], 171)], line("下一行", 100), False),  # a heading in the middle of the page
        ([line(FULL[:14], 170)], line("下一行", 100), True),
    ],
)
def test_a_line_that_continues(lines: list[Paragraph], following: Paragraph, expected: bool) -> None:
    assert continues(lines, following, RIGHT) is expected


def test_without_geometry_every_paragraph_is_whole() -> None:
    bare = Paragraph(1, 1, FULL)
    assert not continues([bare], line("下一行", 100), RIGHT)
    assert not continues([line(FULL, 100)], bare, RIGHT)


def test_a_line_is_full_where_it_ends_near_the_right_edge() -> None:
    # 20 points a character: full within 44 points of the edge
    assert continues([line(FULL[:12], 100, 340)], line("下一行", 100), 340 + 44)
    assert not continues([line(FULL[:12], 100, 340)], line("下一行", 100), 340 + 45)


def paged(top: float, texts: list[str]) -> Document:
    pages = [Page(number, 600, 800) for number in range(1, len(texts) + 1)]
    lines = [Paragraph(n, n, text, Box(0, top, 100, top + 10)) for n, text in enumerate(texts, 1)]
    return Document("test", pages, lines)


def test_lines_that_run_over_three_pages() -> None:
    heads = ["某局 第1页", "某局 第2页", "某局 第3页"]
    assert running_lines(paged(79, heads)) == {(1, "某局第1页"), (2, "某局第2页"), (3, "某局第3页")}
    assert running_lines(paged(80, heads)) == set()  # below the upper tenth
    assert len(running_lines(paged(711, heads))) == 3
    assert running_lines(paged(710, heads)) == set()
    assert running_lines(paged(79, heads[:2])) == set()
    assert running_lines(paged(79, ["某" * 39] * 3)) != set()
    assert running_lines(paged(79, ["某" * 40] * 3)) == set()


def test_cells_of_statements_are_no_prose_and_long_ones_of_other_tables_are() -> None:
    prose, short = "说明" * 19 + "说。", "说明" * 19 + "。"
    cells = [Cell(0, 0, prose), Cell(0, 1, short), Cell(0, 2, prose.replace("。", "明"))]
    made = Document("test", [Page(1)], [Paragraph(1, 1, "甲。"), Paragraph(3, 1, "乙。")])
    made.grids.append(Grid(1, 2, 1, 1, 3, cells))
    assert [one.text for one in passages(made, {}, frozenset({"income"}))] == ["甲。", prose, "乙。"]
    assert [one.text for one in passages(made, {1: "income"}, frozenset({"income"}))] == ["甲。", "乙。"]


def test_contents_page_numbers_heads_and_feet_are_no_passages() -> None:
    texts = ["一、概况......3", "- 12 -", "12", "  ", "正文"]
    lines = [Paragraph(n, 1, text) for n, text in enumerate(texts, 1)]
    lines += [Paragraph(9, 1, "页眉", kind="header"), Paragraph(10, 1, "页脚", kind="footer")]
    assert [one.text for one in passages(Document("test", [Page(1)], lines), {}, frozenset())] == ["正文"]


def test_a_line_that_begins_with_a_level_goes_on_with_the_name_before() -> None:
    name = line("5、社会保障和就业支出（类）养老支出（款）离退休", 106, 450)
    assert continues([name], line("（项）。主要用于：退休人员", 100), RIGHT)
    assert continues([name], line("(款)离退休", 140), RIGHT)
    assert not continues([name], line("（一）离退休", 100), RIGHT)


@pytest.mark.parametrize(
    ("heading", "following", "expected"),
    [
        ("（四）财政拨款收支预算情况的总体说明（详见表4）", "2026年收支", False),
        ("（一）机关运行经费支出情况", "机关运行经费支出102万元", False),
        ("（四）财政拨款收支预算情况", "的总体说明", True),
        ("（四）财政拨款收支预算", "情况的总体说明", True),
        ("（四）说明如下，财政拨款收支预算情况", "2026年收支", True),
        ("财政拨款收支预算情况", "2026年收支", True),
    ],
)
def test_a_numbered_heading_ends_with_its_words(heading: str, following: str, expected: bool) -> None:
    assert continues([line(heading, 122, RIGHT)], line(following, 100), RIGHT) is expected


def test_a_first_line_is_told_by_half_a_character() -> None:
    first = line(FULL + "：", 106, 500)
    assert continues([first], line("下一行", 99), RIGHT)
    assert not continues([first], line("下一行", 101), RIGHT)


def test_a_line_of_digits_does_not_make_an_indent_of_three_characters_a_heading() -> None:
    line = "2023年本部门政府采购预算830.00万元，其中：货物采购预算10.00万元、工程采购预算550.00万元、服务采购预算"
    wide = 94.0 + 12 * (len(line) - sum(map(str.isascii, line)) / 2)
    found = of_lines((1, 94, wide, line), (1, 58, 130, "270.00万元。"))
    assert [(c.subject.id, c.figure.text) for c in found][-1] == ("procurement_services", "270.00万元")


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("住房改革支出（款）住房公积金（项）预算数为1054", "000.00元，较上年增加", True),
        ("住房改革支出（款）住房公积金（项）预算数为1,054.", "32万元，较上年增加", True),
        ("住房改革支出（款）住房公积金（项）预算数为1054", ".32%，较上年增加", True),
        ("住房改革支出（款）住房公积金（项）预算数为1054万", "元，较上年增加", True),
        ("住房改革支出（款）住房公积金（项）预算数为1054", "2025年较上年增加", False),
        ("住房改革支出（款）住房公积金（项）预算数", "000.00元，较上年增加", False),
    ],
)
def test_a_figure_that_a_line_cuts_stays_one(before: str, behind: str, expected: bool) -> None:
    assert continues([line(before, 100, 450)], line(behind, 100), RIGHT) is expected
    assert not continues([line("2025", 100)], line(behind, 100), RIGHT)


def test_punctuation_may_hang_over_the_right_edge_of_the_text() -> None:
    short = Paragraph(1, 1, FULL[:19], Box(126, 0, 468, 12))
    rest = Paragraph(2, 1, "本支出", Box(126, 20, 180, 32))
    hanging = Box(100, 40, 526, 52)  # 20 characters of 21.3 points: without the last the edge is 504.7
    made = Document("test", [Page(1)], [short, rest, Paragraph(3, 1, FULL[:19] + "，", hanging)])
    assert [one.text for one in passages(made, {}, frozenset())] == [short.text + rest.text, FULL[:19] + ","]
    whole = Document("test", [Page(1)], [short, rest, Paragraph(3, 1, FULL, hanging)])
    assert len(passages(whole, {}, frozenset())) == 3
