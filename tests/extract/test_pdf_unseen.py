"""Text that is in the file but not part of what the page prints: hidden figures, watermarks, seals, layers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import read_pdf
from tests.extract import pdf_samples as draw

GREY, RED = 0.85, (0.9, 0.1, 0.1)
OLD = "1,100.00"  # where the table has 1,184.55
X, TOP = 344.0, draw.YS[1] + 16


def figures(path: Path) -> list[list[str]]:
    document = read_pdf(path)
    assert len(document.grids) == 1
    return [[cell.text if cell else "-" for cell in row] for row in document.grids[0].matrix()]


def sample(path: Path, before: Callable[[Canvas], None], after: Callable[[Canvas], None] = lambda c: None) -> Path:
    with draw.canvas(path) as canvas:
        draw.strokes(canvas)
        before(canvas)
        canvas.setFillGray(0)
        draw.texts(canvas)
        after(canvas)
    return path


def _without_ink(canvas: Canvas) -> None:
    text = canvas.beginText(X, draw.HEIGHT - TOP)
    text.setTextRenderMode(3)
    text.textOut(OLD)
    text.setTextRenderMode(0)
    canvas.drawText(text)


def _white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    draw.write(canvas, X, TOP, OLD)


def _whited_out(canvas: Canvas) -> None:
    draw.write(canvas, X, TOP, OLD)
    canvas.setFillGray(1)
    canvas.rect(X - 2, draw.HEIGHT - TOP - 3, 60, 14, stroke=0, fill=1)


@pytest.mark.parametrize("hide", [_without_ink, _white, _whited_out])
def test_hidden_figure_is_not_read(hide: Callable[[Canvas], None], tmp_path: Path) -> None:
    assert figures(sample(tmp_path / "a.pdf", hide)) == draw.TEXTS


def test_hidden_figure_in_an_empty_cell_is_not_read(tmp_path: Path) -> None:
    def hide(canvas: Canvas) -> None:
        canvas.setFillGray(1)
        draw.write(canvas, 64, draw.YS[2] + 16, "9.99")

    assert figures(sample(tmp_path / "a.pdf", hide)) == draw.TEXTS


def test_part_of_a_line_under_a_white_area(tmp_path: Path) -> None:
    def hide(canvas: Canvas) -> None:
        draw.write(canvas, 64, draw.YS[2] + 16, "208" + " " * 40 + "55.00")
        canvas.setFillGray(1)
        canvas.rect(161, draw.HEIGHT - draw.YS[3] + 1, 178, 22, stroke=0, fill=1)

    assert figures(sample(tmp_path / "a.pdf", hide))[2][0] == "208"


def test_white_text_on_a_dark_ground_is_read(tmp_path: Path) -> None:
    def head(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(60, draw.HEIGHT - 172, 380, 24, stroke=0, fill=1)
        canvas.setFillGray(1)
        draw.write(canvas, 64, draw.YS[2] + 16, "208")

    assert figures(sample(tmp_path / "a.pdf", head))[2] == ["208", "总计", "3,230.60"]


def test_white_ground_below_text_hides_nothing(tmp_path: Path) -> None:
    def ground(canvas: Canvas) -> None:
        draw.write(canvas, 64, 60, "表")
        canvas.setFillGray(1)
        canvas.rect(50, draw.HEIGHT - 180, 400, 90, stroke=0, fill=1)

    def rules_anew(canvas: Canvas) -> None:
        draw.strokes(canvas)

    assert figures(sample(tmp_path / "a.pdf", ground, rules_anew)) == draw.TEXTS


def test_text_behind_a_scan_is_read(tmp_path: Path) -> None:
    """All text is without ink, as recognition programs write it; where two overlap the later counts."""
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.strokes(canvas)
        text = canvas.beginText(X, draw.HEIGHT - TOP)
        text.setFont(draw.FONT, 10)
        text.setTextRenderMode(3)
        text.textOut(OLD)
        for r, row in enumerate(draw.TEXTS):
            for c, shown in enumerate(row):
                text.setTextOrigin(draw.XS[c] + 4, draw.HEIGHT - draw.YS[r] - 16)
                text.textOut(shown)
        canvas.drawText(text)
    assert figures(tmp_path / "a.pdf") == draw.TEXTS


def _diagonal(canvas: Canvas) -> None:
    canvas.setFillGray(GREY)
    canvas.translate(150, draw.HEIGHT - 180)
    canvas.rotate(45)
    canvas.setFont(draw.FONT, 26)
    canvas.drawString(0, 0, "内部资料2025")


def _across(canvas: Canvas) -> None:
    canvas.setFillGray(GREY)
    for top in (118, 142, 168):
        draw.write(canvas, 90, top, "内部资料 2025 内部资料 2025", 20)


def _see_through(canvas: Canvas) -> None:
    canvas.setFillColorRGB(*RED, alpha=0.25)
    draw.write(canvas, 90, 145, "样本 2025 样本 2025", 30)


def _seal(canvas: Canvas) -> None:
    canvas.setFillColorRGB(*RED)
    for n in range(8):
        canvas.saveState()
        canvas.translate(390, draw.HEIGHT - 150)
        canvas.rotate(75 - 25 * n)
        canvas.setFont(draw.FONT, 11)
        canvas.drawString(-5, 34, "某某市水利局章"[n % 7])
        canvas.restoreState()
    draw.write(canvas, 366, draw.YS[2] + 20, "43112600", 9)


@pytest.mark.parametrize("stamp", [_diagonal, _across, _see_through, _seal])
def test_watermark_belongs_to_no_cell(stamp: Callable[[Canvas], None], tmp_path: Path) -> None:
    def separate(canvas: Canvas) -> None:
        canvas.saveState()
        stamp(canvas)
        canvas.restoreState()

    assert figures(sample(tmp_path / "a.pdf", lambda c: None, separate)) == draw.TEXTS
    assert figures(sample(tmp_path / "b.pdf", separate)) == draw.TEXTS


@pytest.mark.parametrize("colour", [(0.8, 0.8, 0.8), RED])
def test_coloured_figures_of_a_table_are_read(colour: tuple[float, float, float], tmp_path: Path) -> None:
    """Pale or red text that lies over no other text is printed text."""

    def more(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*colour)
        draw.write(canvas, 64, draw.YS[2] + 16, "208")

    assert figures(sample(tmp_path / "a.pdf", more))[2] == ["208", "总计", "3,230.60"]


def _layered(form: bool) -> str:
    """A page with a table of two cells, and an old figure on a layer; ``form``: as a form, else between marks."""
    rules = "60 700 m 460 700 l S 60 660 m 460 660 l S 60 660 m 60 700 l S 260 660 m 260 700 l S 460 660 m 460 700 l S "
    old = "BT /F1 10 Tf 300 675 Td (11.11) Tj ET"
    hidden = "/Old Do " if form else f"/OC /L0 BDC {old} EMC "
    page = rules + hidden + "BT /F1 10 Tf 80 675 Td (208) Tj ET BT /F1 10 Tf 300 675 Td (62.18) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [7 0 R] /D << {} [7 0 R] >> >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
        "/XObject << /Old 6 0 R >> /Properties << /L0 7 0 R >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /OC 7 0 R /Resources << /Font << /F1 5 0 R >> >> "
        f"/Length {len(old)} >>\nstream\n{old}\nendstream",
        "<< /Type /OCG /Name (old figures) >>",
    ]
    return (
        "%PDF-1.5\n"
        + "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, 1))
        + ("trailer\n<< /Root 1 0 R /Size 8 >>\n%%EOF\n")
    )


@pytest.mark.parametrize("form", [True, False])
def test_layer_that_is_off_is_not_read(form: bool, tmp_path: Path) -> None:
    (tmp_path / "off.pdf").write_text(_layered(form).replace("{}", "/OFF"), encoding="latin-1")
    assert figures(tmp_path / "off.pdf") == [["208", "62.18"]]
    (tmp_path / "on.pdf").write_text(_layered(form).replace("{}", "/ON"), encoding="latin-1")
    assert figures(tmp_path / "on.pdf") != [["208", "62.18"]]


def test_raised_small_digit_is_a_mark(tmp_path: Path) -> None:
    def raised(canvas: Canvas) -> None:
        draw.write(canvas, 64, draw.YS[2] + 16, "128.50")
        draw.write(canvas, 64 + canvas.stringWidth("128.50", draw.FONT, 10), draw.YS[2] + 12.5, "1", 6)

    assert figures(sample(tmp_path / "a.pdf", raised))[2][0] == "128.50¹"


def test_digit_of_its_own_size_is_no_mark(tmp_path: Path) -> None:
    def level(canvas: Canvas) -> None:
        draw.write(canvas, 64, draw.YS[2] + 16, "128.50")
        draw.write(canvas, 64 + canvas.stringWidth("128.50", draw.FONT, 10), draw.YS[2] + 15, "1", 10)

    assert figures(sample(tmp_path / "a.pdf", level))[2][0] == "128.501"
