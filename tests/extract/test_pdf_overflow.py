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
