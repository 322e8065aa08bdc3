"""A label longer than its cell is read whole, and the figure beside it without a part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract import pdf_samples as draw
from tests.extract.test_pdf_unseen import figures

LONG = "机关事业单位基本养老保险缴费支出其他支出"


@pytest.mark.parametrize("inside", [3.0, 10.0, 5.5])
def test_label_runs_into_the_cell_beside_it(inside: float, tmp_path: Path) -> None:
    """The rule of the next cell is at x 340: on the edge of a character, or within one."""
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.strokes(canvas)
        draw.write(canvas, 160 + inside, draw.YS[0] + 16, LONG)
        draw.write(canvas, 400, draw.YS[0] + 16, "62.18")
        draw.write(canvas, 400, draw.YS[1] + 16, "28.41")
    assert figures(tmp_path / "a.pdf")[0] == ["", LONG, "62.18"]


def test_words_that_fill_their_cells_stay_in_them(tmp_path: Path) -> None:
    """Columns as wide as their one character: 类, 款 and 项 touch."""
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        for x in (60, 70.5, 81, 91.5):
            canvas.line(x, 700, x, 740)
        for y in (700, 720, 740):
            canvas.line(60, y, 91.5, y)
        for n, text in enumerate("类款项"):
            canvas.drawString(60.25 + 10.5 * n, 724, text)
            canvas.drawString(60.25 + 10.5 * n, 704, str(n))
    assert figures(tmp_path / "a.pdf") == [["类", "款", "项"], ["0", "1", "2"]]


def test_a_head_too_long_for_the_middle_of_its_cell_is_read_in_it(tmp_path: Path) -> None:
    """It begins behind the word of the cell before, and ends in the cell after."""
    head = "政府预算支出经济分类科目（按大类）共十九字"
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.strokes(canvas)
        draw.write(canvas, 164 - 100, draw.YS[0] + 16, "预算数")
        draw.write(canvas, 250 - 105, draw.YS[0] + 16, head)
        draw.write(canvas, 400, draw.YS[0] + 16, "预算数")
        draw.write(canvas, 400, draw.YS[1] + 16, "28.41")
    assert figures(tmp_path / "a.pdf")[0] == ["预算数", head, "预算数"]


def test_a_bracket_that_runs_out_of_its_cell_goes_with_its_word(tmp_path: Path) -> None:
    label = "资本性支出对企业补助其他(基本建设)"
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.strokes(canvas)
        draw.write(canvas, 340 - 164, draw.YS[0] + 16, label)
        draw.write(canvas, 400, draw.YS[0] + 16, "62.18")
        draw.write(canvas, 400, draw.YS[1] + 16, "28.41")
    assert figures(tmp_path / "a.pdf")[0] == ["", label, "62.18"]


@pytest.mark.parametrize(("foot", "second"), [(0.0, 29.0), (1.5, 28.0)])
def test_a_second_line_cut_at_the_foot_of_its_cell_is_read_in_it(foot: float, second: float, tmp_path: Path) -> None:
    """The row is too low for two lines; of the second only the upper part is seen, to the rule or a little beyond."""
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.strokes(canvas)
        canvas.saveState()
        seen = canvas.beginPath()
        seen.rect(160, draw.HEIGHT - draw.YS[1] - foot, 180, 24 + foot)
        canvas.clipPath(seen, stroke=0, fill=0)
        draw.write(canvas, 164, draw.YS[0] + 16, "30108-机关事业单位基本")
        draw.write(canvas, 164, draw.YS[0] + second, "养老保险缴费")
        canvas.restoreState()
        draw.write(canvas, 400, draw.YS[0] + 16, "62.18")
        draw.write(canvas, 164, draw.YS[1] + 18, "30109-职业年金缴费")
        draw.write(canvas, 400, draw.YS[1] + 16, "28.41")
    assert [row[1:] for row in figures(tmp_path / "a.pdf")[:2]] == [
        ["30108-机关事业单位基本\n养老保险缴费", "62.18"],
        ["30109-职业年金缴费", "28.41"],
    ]


def test_a_line_below_the_foot_of_its_cell_is_not_read(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.strokes(canvas)
        canvas.saveState()
        seen = canvas.beginPath()
        seen.rect(160, draw.HEIGHT - draw.YS[1], 180, 24)
        canvas.clipPath(seen, stroke=0, fill=0)
        draw.write(canvas, 164, draw.YS[0] + 16, "一般公共服务支出")
        draw.write(canvas, 164, draw.YS[0] + 33, "外交支出")
        canvas.restoreState()
        draw.write(canvas, 400, draw.YS[0] + 16, "62.18")
        draw.write(canvas, 400, draw.YS[1] + 16, "28.41")
    assert [row[1:] for row in figures(tmp_path / "a.pdf")[:2]] == [["一般公共服务支出", "62.18"], ["", "28.41"]]


def test_a_label_behind_its_number_stays_in_the_cell_it_began_in(tmp_path: Path) -> None:
    """Most of it stands in the blank cell beside, but not in the middle of it."""
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.strokes(canvas)
        draw.write(canvas, 164 - 100, draw.YS[0] + 16, "一、")
        draw.write(canvas, 164 - 70, draw.YS[0] + 16, "机关事业单位基本养老保险缴费支出")
        draw.write(canvas, 400, draw.YS[0] + 16, "62.18")
        draw.write(canvas, 400, draw.YS[1] + 16, "28.41")
    assert figures(tmp_path / "a.pdf")[0] == ["一、 机关事业单位基本养老保险缴费支出", "", "62.18"]


@pytest.mark.parametrize("begin", [151, 140])
def test_a_name_too_long_for_the_middle_of_its_cell_is_read_in_it(begin: int, tmp_path: Path) -> None:
    """It runs out at both sides, over a blank cell and that of the figure, and is clipped: its first characters, one or
    two, are unseen."""
    name = "气象灾害空气质量气象影视农业气象业务"
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.strokes(canvas)
        canvas.saveState()
        seen = canvas.beginPath()
        seen.rect(162, draw.HEIGHT - draw.YS[1], 176, 24)
        canvas.clipPath(seen, stroke=0, fill=0)
        draw.write(canvas, begin, draw.YS[0] + 16, name, size=11)
        canvas.restoreState()
        draw.write(canvas, 400, draw.YS[0] + 16, "62.18")
        draw.write(canvas, 400, draw.YS[1] + 16, "28.41")
    assert figures(tmp_path / "a.pdf")[0] == ["", name, "62.18"]


def test_text_of_which_little_is_seen_is_not_on_the_page(tmp_path: Path) -> None:
    """A merged cell's text, written again where the cell goes on: its first characters stand beside what is seen."""
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.strokes(canvas)
        canvas.saveState()
        seen = canvas.beginPath()
        seen.rect(340, draw.HEIGHT - draw.YS[1], 100, 24)
        canvas.clipPath(seen, stroke=0, fill=0)
        draw.write(canvas, 170, draw.YS[0] + 16, "一般公共服务支出与其他各项有关支出")
        canvas.restoreState()
        draw.write(canvas, 170, draw.YS[1] + 16, "外交支出")
        draw.write(canvas, 400, draw.YS[1] + 16, "28.41")
    assert figures(tmp_path / "a.pdf")[:2] == [["", "", ""], ["", "外交支出", "28.41"]]
