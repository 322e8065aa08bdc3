"""Small PDFs drawn for the tests: one table, ruled in each of the ways met in practice."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reportlab.lib.colors import Color, black, white
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
XS = [60.0, 160.0, 340.0, 440.0]
YS = [100.0, 124.0, 148.0, 172.0]  # from the top of the page
# The figures of seed 001: what the department spends, in its three-line core.
TEXTS = [["科目编码", "科目名称", "合计"], ["2010301", "行政运行", "1,184.55"], ["", "总计", "3,230.60"]]


@contextmanager
def canvas(path: Path, size: tuple[float, float] = (WIDTH, HEIGHT)) -> Iterator[Canvas]:
    """A one-page canvas with a Chinese font, saved on leaving."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    drawn = Canvas(str(path), pagesize=size)
    drawn.setFont(FONT, 10)
    yield drawn
    drawn.save()


def write(drawn: Canvas, x: float, top: float, text: str, size: float = 10, font: str = FONT) -> None:
    """Text whose baseline is ``top`` points below the top edge of an A4 page."""
    drawn.setFont(font, size)
    drawn.drawString(x, HEIGHT - top, text)


def texts(drawn: Canvas) -> None:
    """The texts of the table, each in the middle of its cell's height."""
    for r, row in enumerate(TEXTS):
        for c, text in enumerate(row):
            write(drawn, XS[c] + 4, YS[r] + 16, text)


def segments() -> Iterator[tuple[float, float, float, float]]:
    """The full rules of the table as (x0, top, x1, bottom)."""
    for x in XS:
        yield x, YS[0], x, YS[-1]
    for y in YS:
        yield XS[0], y, XS[-1], y


def cells() -> Iterator[tuple[float, float, float, float]]:
    """The cells of the table as (x0, top, x1, bottom)."""
    for top, bottom in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            yield x0, top, x1, bottom


def strokes(drawn: Canvas) -> None:
    """One long stroke a rule."""
    drawn.setLineWidth(0.5)
    for x0, top, x1, bottom in segments():
        drawn.line(x0, HEIGHT - top, x1, HEIGHT - bottom)


def thin_fills(drawn: Canvas) -> None:
    """One thin filled rectangle a rule."""
    for x0, top, x1, bottom in segments():
        drawn.rect(x0, HEIGHT - bottom - 0.25, max(x1 - x0, 0.5), max(bottom - top, 0.5), stroke=0, fill=1)


def rectangle_per_cell(drawn: Canvas) -> None:
    """A stroked rectangle a cell."""
    for x0, top, x1, bottom in cells():
        drawn.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=1, fill=0)


def strokes_per_cell(drawn: Canvas) -> None:
    """Four short strokes a cell, as spreadsheet programs write them."""
    for x0, top, x1, bottom in cells():
        for a, b, c, d in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
            drawn.line(a, HEIGHT - b, c, HEIGHT - d)


def inside_form(drawn: Canvas) -> None:
    """All rules inside a form XObject placed away from its origin."""
    drawn.beginForm("rules")
    for x0, top, x1, bottom in segments():
        drawn.line(x0 - 50, HEIGHT - top - 30, x1 - 50, HEIGHT - bottom - 30)
    drawn.endForm()
    drawn.saveState()
    drawn.translate(50, 30)
    drawn.doForm("rules")
    drawn.restoreState()


STYLES: dict[str, Callable[[Canvas], None]] = {
    "strokes": strokes,
    "thin fills": thin_fills,
    "rectangle per cell": rectangle_per_cell,
    "strokes per cell": strokes_per_cell,
    "inside a form": inside_form,
}

__all__ = ["FONT", "HEIGHT", "STYLES", "TEXTS", "WIDTH", "XS", "YS", "Color", "black", "canvas", "strokes", "texts"]
__all__ += ["cells", "segments", "white", "write"]
