"""Characters to text: split figures, overprints, spaces, odd glyphs, page numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipelines.extract.pdf import open as opened
from pipelines.extract.pdf import read_pdf
from pipelines.extract.pdf.chars import Char, characters, em_of, page_text
from pipelines.extract.pdf.frame import frame_of
from pipelines.extract.pdf.furniture import kind_of
from pipelines.extract.pdf.glyphs import glyph_of, normalise
from pipelines.extract.pdf.lines import Line, lines, text_of
from pipelines.extract.pdf.paths import PathReader
from pipelines.extract.pdf.substituted import substituted_on
from tests.extract import pdf_samples as draw

LATIN = "Helvetica"


def cell_text(path: Path, *pieces: tuple[float, float, str], font: str = draw.FONT) -> str:
    """The text of the second cell of a two-cell table, written in pieces."""
    with draw.canvas(path) as canvas:
        for x in (50, 100, 400):
            canvas.line(x, draw.HEIGHT - 100, x, draw.HEIGHT - 160)
        for y in (100, 160):
            canvas.line(50, draw.HEIGHT - y, 400, draw.HEIGHT - y)
        for x, top, text in pieces:
            draw.write(canvas, x, top, text, font=font)
    return read_pdf(path).grids[0].cells[1].text


def test_amount_split_over_two_spans_is_one_figure(tmp_path: Path) -> None:
    # A standard font, whose widths no installed font changes: the second span starts two points further.
    end = 200 + stringWidth("14,770", LATIN, 10)
    pieces = (200, 120, "14,770"), (end + 2, 120, ".62")
    assert cell_text(tmp_path / "a.pdf", *pieces, font=LATIN) == "14,770.62"


def test_a_font_that_is_not_in_the_file_is_measured_by_the_file(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.write(canvas, 50, 120, "— 6 —", size=10, font="STSong-Light")
    with opened.document(tmp_path / "a.pdf") as handle, opened.page(handle, 1) as page, opened.textpage(page) as text:
        frame = frame_of(opened.bounds(page), 0)
        printed = page_text(text, 5)
        paths = PathReader(frame.matrix, frame.width, frame.height)
        paths.read(page)
        seen = characters(text, printed, frame, substituted=substituted_on(text, printed, frame, paths.fonts))
    # The dash is an em wide in the font's list of widths, the space 0.207, the digit 0.462: whatever face shows them.
    places = [(char.text, round(char.x0, 2), round(char.x1, 2), round(char.size, 2)) for char in seen]
    assert places == [("—", 50, 60, 10), ("6", 62.07, 66.69, 9.24), ("—", 68.76, 78.76, 9.24)]


def test_gaps_between_words_are_one_space(tmp_path: Path) -> None:
    assert cell_text(tmp_path / "a.pdf", (110, 120, "合"), (140, 120, "计")) == "合 计"
    assert cell_text(tmp_path / "b.pdf", (110, 120, "行政"), (130.4, 120, "运行")) == "行政运行"
    assert cell_text(tmp_path / "c.pdf", (110, 120, "301"), (145, 120, "02")) == "301 02"


def test_lines_of_a_cell_are_joined_with_a_break(tmp_path: Path) -> None:
    assert cell_text(tmp_path / "a.pdf", (110, 135, "缴费支出"), (110, 120, "机关事业单位")) == "机关事业单位\n缴费支出"


def test_overprinted_text_counts_once(tmp_path: Path) -> None:
    assert cell_text(tmp_path / "a.pdf", (110, 120, "合计1,100.11"), (110.4, 120, "合计1,100.11")) == "合计1,100.11"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("⼀般公共预算⽀出", "一般公共预算支出"),  # Kangxi radicals
        ("2026\u00a0年", "2026 年"),
        ("１２，３４５．６７", "１２，３４５．６７"),  # full width stays as printed
        ("\u00ad12.5", "-12.5"),
        ("单\u200b位", "单位"),
    ],
)
def test_glyphs(raw: str, shown: str) -> None:
    assert normalise(raw) == shown


@pytest.mark.parametrize(
    ("char", "shown", "ems"),
    [
        ("支", "支", 1.0),
        ("⽀", "支", 1.0),  # a Kangxi radical takes the room of the ideograph
        ("７", "７", 1.0),  # a digit of full width too
        ("7", "7", 2.0),
        (",", ",", 0.0),
        ("\u200b", "", 0.0),
        ("\u3000", "", 1.0),
        ("\r", "", 0.0),
    ],
)
def test_what_a_character_shows_and_tells_of_its_em(char: str, shown: str, ems: float) -> None:
    assert glyph_of(char) == (shown, ems)


def test_the_em_of_a_letter_is_bounded_by_its_face_and_its_advance() -> None:
    assert em_of(wide=5.0, tall=10.0) == pytest.approx(8.5)
    assert em_of(wide=2.0, tall=10.0) == pytest.approx(8.0)
    assert em_of(wide=0.0, tall=10.0) == pytest.approx(10.0)


@pytest.mark.parametrize(
    ("text", "top", "kind"),
    [
        ("— 12 —", 800.0, "footer"),
        ("第 3 页 共 20 页", 800.0, "footer"),
        ("12", 30.0, "header"),
        ("12", 400.0, "body"),
        ("2,123.11", 800.0, "body"),
        ("第二部分", 800.0, "body"),
    ],
)
def test_page_numbers_are_furniture(text: str, top: float, kind: str) -> None:
    assert kind_of(Line(text, 280, top, 320, top + 10, top + 9, 10), 842.0) == kind


def test_prose_pages_have_one_paragraph_a_line(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.write(canvas, 60, 130, "本年支出 3,230.60 万元，其中基本支出 1,184.55 万元。")
        draw.write(canvas, 60, 100, "一、收支预算情况")
        draw.write(canvas, 400, 100, "单位：万元")
    document = read_pdf(tmp_path / "a.pdf")
    assert [p.text for p in document.paragraphs] == [
        "一、收支预算情况 单位：万元",
        "本年支出 3,230.60 万元，其中基本支出 1,184.55 万元。",
    ]
    box = document.paragraphs[0].box
    assert box is not None
    assert (box.x0, box.x1) == pytest.approx((60, 450), abs=1)


@given(st.lists(st.text("0123456789,.合计支出", min_size=1, max_size=12), min_size=1, max_size=6))
def test_text_survives_any_order_of_characters(rows: list[str]) -> None:
    """Lines set tight come back as they were, whatever the order of their characters in the file."""
    chars = []
    for n, row in enumerate(rows):
        x = 0.0
        for char in row:
            wide = 10.0 if char in "合计支出" else 5.0
            chars.append(Char(20.0 * n, x, x + wide, 10.0, char))
            x += wide
    assert text_of(chars[::-1]) == "\n".join(rows)
    assert [line.baseline for line in lines(chars)] == [20.0 * n for n in range(len(rows))]


def test_single_characters_in_a_font_nobody_has_are_read(tmp_path: Path) -> None:
    """pdfium drops such text objects; a file can hold every character in one of its own."""
    assert cell_text(tmp_path / "a.pdf", *((110 + 10 * n, 120, c) for n, c in enumerate("社会保障"))) == "社会保障"


def test_a_line_that_runs_up_the_page_in_a_font_nobody_has_is_read(tmp_path: Path) -> None:
    """Page numbers of tables printed across; without glyphs such a line has no width on the page."""
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        for n in range(3):
            draw.write(canvas, 60, 100 + 20 * n, "一般公共预算支出表")
        canvas.rotate(90)
        canvas.drawString(300, -500, "七页")
    assert {"七", "页"} < {p.text for p in read_pdf(tmp_path / "a.pdf").paragraphs}


@pytest.mark.parametrize(("mode", "shown"), [(0, "社"), (3, "")])
def test_a_hidden_character_stays_hidden_in_a_font_nobody_has(mode: int, shown: str, tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        for n in range(3):
            draw.write(canvas, 60, 100 + 20 * n, "一般公共预算支出表")
        text = canvas.beginText(60, draw.HEIGHT - 200)
        text.setTextRenderMode(mode)
        text.textOut("社")
        canvas.drawText(text)
    assert "".join(p.text for p in read_pdf(tmp_path / "a.pdf").paragraphs) == 3 * "一般公共预算支出表" + shown


_PLACES = st.builds(
    Char,
    st.sampled_from([100.0, 101.0, 104.0, 105.0, 120.0]),
    st.sampled_from([10.0, 11.0, 13.0, 20.0, 20.5, 27.0, 30.0]),
    st.sampled_from([15.0, 20.0, 21.0, 30.0, 31.0, 40.0]),
    st.sampled_from([5.0, 9.0, 10.0]),
    st.sampled_from("1.,合表a"),
    st.booleans(),
)


@given(st.lists(_PLACES, max_size=8), st.booleans())
def test_the_text_of_a_cell_is_that_of_its_lines(chars: list[Char], in_order: bool) -> None:
    """Wherever its characters stand, beside, above and over one another."""
    read = sorted(chars) if in_order else chars
    assert text_of(read) == "\n".join(line.text for line in lines(read))
