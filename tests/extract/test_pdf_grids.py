"""Ruled tables: every style of ruling, merged cells, open sides, rotation, clipping."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import read_pdf
from pipelines.model.document import Document, Grid
from tests.extract import pdf_samples as draw


def matrix(grid: Grid) -> list[list[str]]:
    """Texts by row and column; a covered position repeats its cell."""
    return [[cell.text if cell else "-" for cell in row] for row in grid.matrix()]


def one_table(path: Path) -> Grid:
    document = read_pdf(path)
    assert len(document.grids) == 1, [matrix(g) for g in document.grids]
    return document.grids[0]


def sample(path: Path, rules: object = draw.strokes) -> Path:
    with draw.canvas(path) as canvas:
        rules(canvas)  # type: ignore[operator]
        draw.texts(canvas)
    return path


@pytest.mark.parametrize("style", draw.STYLES)
def test_ruling_style(style: str, tmp_path: Path) -> None:
    grid = one_table(sample(tmp_path / "a.pdf", draw.STYLES[style]))
    assert matrix(grid) == draw.TEXTS
    assert grid.method == "ruled"
    last = grid.cells[-1].box
    assert last is not None
    assert (last.x0, last.top, last.x1, last.bottom) == pytest.approx((340, 148, 440, 172), abs=1)


def test_merged_cells_span(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        for x0, top, x1, bottom in ((60, 100, 440, 100), (160, 124, 440, 124), (60, 148, 440, 148)):
            canvas.line(x0, draw.HEIGHT - top, x1, draw.HEIGHT - bottom)
        for x, top in ((60, 100), (160, 100), (300, 124), (440, 100)):
            canvas.line(x, draw.HEIGHT - top, x, draw.HEIGHT - 148)
        draw.write(canvas, 70, 128, "科目名称")
        draw.write(canvas, 250, 116, "本年支出")
        draw.write(canvas, 200, 140, "基本支出")
        draw.write(canvas, 340, 140, "项目支出")
    grid = one_table(tmp_path / "a.pdf")
    assert [(c.text, c.row, c.col, c.row_span, c.col_span) for c in grid.cells] == [
        ("科目名称", 0, 0, 2, 1),
        ("本年支出", 0, 1, 1, 2),
        ("基本支出", 1, 1, 1, 1),
        ("项目支出", 1, 2, 1, 1),
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_rotation_shows_the_same_table(turn: int, tmp_path: Path) -> None:
    """A page stored turned, with /Rotate undoing it, reads like an upright one."""
    upright = sample(tmp_path / "upright.pdf")
    with draw.canvas(tmp_path / "turned.pdf", (842, 842)) as canvas:
        canvas.translate(421, 421)
        canvas.rotate(turn)
        canvas.translate(-421, -421)
        draw.strokes(canvas)
        draw.texts(canvas)
    pdf = pypdfium2.PdfDocument(tmp_path / "turned.pdf")
    pdf[0].set_rotation(turn)
    pdf.save(tmp_path / "rotated.pdf")
    pdf.close()
    grid, plain = one_table(tmp_path / "rotated.pdf"), one_table(upright)
    assert matrix(grid) == draw.TEXTS
    assert grid.box is not None and plain.box is not None
    assert (grid.box.x0, grid.box.top) == pytest.approx((plain.box.x0, plain.box.top), abs=0.5)


def test_sideways_table_is_read_in_its_own_direction(tmp_path: Path) -> None:
    """A landscape table drawn turned on a portrait page: rows are rows, boxes are of the displayed page."""
    with draw.canvas(tmp_path / "a.pdf", (842, 842)) as canvas:
        canvas.translate(842, 0)
        canvas.rotate(90)
        draw.strokes(canvas)
        draw.texts(canvas)
    grid = one_table(tmp_path / "a.pdf")
    assert matrix(grid) == draw.TEXTS
    first = grid.cells[0].box
    assert first is not None
    # Reading frame (60..160, 100..124) on a page turned a quarter counter-clockwise.
    assert (first.x0, first.top, first.x1, first.bottom) == pytest.approx((100, 682, 124, 782), abs=1)


@pytest.mark.parametrize("side", ["top", "bottom", "left", "right"])
def test_open_side_keeps_its_row_or_column(side: str, tmp_path: Path) -> None:
    at = {"top": draw.YS[0], "bottom": draw.YS[-1], "left": draw.XS[0], "right": draw.XS[-1]}[side]

    def open_table(canvas: Canvas) -> None:
        for x0, top, x1, bottom in draw.segments():
            if (top == bottom == at) if side in ("top", "bottom") else (x0 == x1 == at):
                continue
            canvas.line(x0, draw.HEIGHT - top, x1, draw.HEIGHT - bottom)

    assert matrix(one_table(sample(tmp_path / "a.pdf", open_table))) == draw.TEXTS


def test_white_fills_and_white_rules_do_not_pull_the_title_in(tmp_path: Path) -> None:
    def with_background(canvas: Canvas) -> None:
        canvas.setFillColor(draw.white)
        canvas.setStrokeColor(draw.white)
        for top, bottom in ((52, 76), (76, 100)):
            canvas.rect(60, draw.HEIGHT - bottom, 380, bottom - top, stroke=0, fill=1)
            canvas.line(60, draw.HEIGHT - top, 440, draw.HEIGHT - top)
        for x in (60, 440):
            canvas.line(x, draw.HEIGHT - 52, x, draw.HEIGHT - 100)
        canvas.setFillColor(draw.black)
        canvas.setStrokeColor(draw.black)
        draw.write(canvas, 200, 66, "支出预算总表")
        draw.write(canvas, 380, 92, "单位：万元")
        draw.strokes(canvas)

    document = read_pdf(sample(tmp_path / "a.pdf", with_background))
    assert [p.text for p in document.paragraphs] == ["支出预算总表", "单位：万元"]
    assert matrix(document.grids[0]) == draw.TEXTS
    assert [b.order for b in document.blocks()] == [1, 2, 3]


def test_white_rules_on_a_coloured_header_separate(tmp_path: Path) -> None:
    def header(canvas: Canvas) -> None:
        canvas.setFillColor(draw.Color(0.7, 0.8, 0.9))
        canvas.rect(60, draw.HEIGHT - 124, 380, 24, stroke=0, fill=1)
        canvas.setFillColor(draw.black)
        canvas.setStrokeColor(draw.white)
        for x in draw.XS[1:3]:
            canvas.line(x, draw.HEIGHT - 100, x, draw.HEIGHT - 124)
        canvas.setStrokeColor(draw.black)
        for x0, top, x1, bottom in draw.segments():
            inner = x0 == x1 and x0 in draw.XS[1:3]
            canvas.line(x0, draw.HEIGHT - (124 if inner else top), x1, draw.HEIGHT - bottom)

    assert matrix(one_table(sample(tmp_path / "a.pdf", header))) == draw.TEXTS


def clipped(path: Path) -> Document:
    """A table over whose header a clipped text is printed."""
    with draw.canvas(path) as canvas:
        draw.strokes(canvas)
        draw.texts(canvas)
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(60, draw.HEIGHT - 172, 380, 48)
        canvas.clipPath(clip, stroke=0, fill=0)
        draw.write(canvas, 64, 112, "看不见的文字")
        canvas.restoreState()
    return read_pdf(path)


def test_clipped_text_is_not_on_the_page(tmp_path: Path) -> None:
    assert matrix(clipped(tmp_path / "a.pdf").grids[0]) == draw.TEXTS


def test_text_outside_the_page_box_is_left_out(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.strokes(canvas)
        draw.texts(canvas)
        canvas.drawString(700, 500, "页外文字")
    assert read_pdf(tmp_path / "a.pdf").paragraphs == []


def test_crop_box_moves_the_origin(tmp_path: Path) -> None:
    pdf = pypdfium2.PdfDocument(sample(tmp_path / "a.pdf"))
    pdf[0].set_cropbox(50, 600, 500, 800)
    pdf.save(tmp_path / "b.pdf")
    pdf.close()
    document = read_pdf(tmp_path / "b.pdf")
    assert (document.pages[0].width, document.pages[0].height) == (450, 200)
    box = document.grids[0].box
    assert box is not None
    assert (box.x0, box.top) == pytest.approx((10, 58), abs=0.5)
    assert matrix(document.grids[0]) == draw.TEXTS


def test_a_frame_around_text_is_not_a_table(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        canvas.rect(50, 400, 400, 300)
        draw.write(canvas, 80, 200, "第一部分 部门概况")
    document = read_pdf(tmp_path / "a.pdf")
    assert document.grids == []
    assert [p.text for p in document.paragraphs] == ["第一部分 部门概况"]
