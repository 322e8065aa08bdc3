"""Made-up tables whose cells are known, each with what scans were found to be misread for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from reportlab.pdfgen.canvas import Canvas

from tests.kit.samples.pdf_sheet import font

WIDTH, HEIGHT = 420.0, 300.0
_HEAD = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
_NAMES = ("机关资本性支出", "行政单位离退休", "事业单位医疗", "住房公积金", "信息化建设", "一般公共服务支出")
_CODES = ("2010301", "2010302", "2080505", "2101102", "2210201", "2210203")


@dataclass(slots=True)
class Table:
    """A ruled table: the places of its rules, its texts, and how both are drawn.

    ``left``, ``right``, ``top``: whether that side is drawn; ``air``: points between a figure and the rule behind it;
    ``bold``: the first row is printed twice, a little apart; ``spans``: (row, col, rows, cols) of cells that are wider.
    """

    xs: Sequence[float]
    ys: Sequence[float]
    texts: Sequence[Sequence[str]]
    size: float = 9.0
    rule: float = 0.5
    grey: float = 0.0
    air: float = 2.0
    bold: bool = False
    left: bool = True
    right: bool = True
    top: bool = True
    bottom: bool = True
    spans: Sequence[tuple[int, int, int, int]] = field(default_factory=tuple)

    def cells(self) -> list[tuple[str, float, float, float, float]]:
        """The text of each cell and its box: x0, top, x1, bottom."""
        hidden = {(r + i, c + j) for r, c, h, w in self.spans for i in range(h) for j in range(w)}
        wide = {(r, c): (h, w) for r, c, h, w in self.spans}
        out = []
        for r, row in enumerate(self.texts):
            for c, text in enumerate(row):
                if (r, c) in hidden and (r, c) not in wide:
                    continue
                h, w = wide.get((r, c), (1, 1))
                out.append((text, self.xs[c], self.ys[r], self.xs[c + w], self.ys[r + h]))
        return out

    def draw(self, canvas: Canvas) -> None:
        """The sides of every cell, those of the table that are wanted, and the texts."""
        canvas.setLineWidth(self.rule)
        canvas.setStrokeGray(self.grey)
        for text, x0, top, x1, bottom in self.cells():
            sides = (
                (self.left or x0 != self.xs[0], x0, top, x0, bottom),
                (self.right or x1 != self.xs[-1], x1, top, x1, bottom),
                (self.top or top != self.ys[0], x0, top, x1, top),
                (self.bottom or bottom != self.ys[-1], x0, bottom, x1, bottom),
            )
            for drawn, ax, ay, bx, by in sides:
                if drawn:
                    canvas.line(ax, HEIGHT - ay, bx, HEIGHT - by)
            self._write(canvas, text, x0, x1, (top + bottom) / 2, top == self.ys[0])

    def _write(self, canvas: Canvas, text: str, x0: float, x1: float, middle: float, head: bool) -> None:
        canvas.setFont(font(), self.size)
        y = HEIGHT - middle - 0.36 * self.size
        figure = text.replace(",", "").replace(".", "").isdigit() and "." in text
        if figure:
            canvas.drawRightString(x1 - self.air, y, text)
        elif head:
            for shift in (0.0, 0.3) if self.bold else (0.0,):
                canvas.drawCentredString((x0 + x1) / 2 + shift, y, text)
        else:
            canvas.drawString(x0 + 2, y, text)


def _even(start: float, step: float, count: int) -> list[float]:
    return [start + step * n for n in range(count)]


def _texts(rows: int) -> list[tuple[str, ...]]:
    """A head and rows of a code, a name, and a sum with its two parts."""
    out: list[tuple[str, ...]] = [_HEAD]
    for n in range(rows - 1):
        basic, project = 1180.55 + 37 * n, 610.05 + 11 * n
        sums = tuple(f"{v:,.2f}" for v in (basic + project, basic, project))
        out.append((_CODES[n % 6], _NAMES[n % 6], *sums))
    return out


_XS = (30.0, 90.0, 200.0, 265.0, 330.0, 395.0)


def _classes() -> Table:
    """科目编码 over 类, 款, 项: narrow columns of a character each."""
    xs = (30.0, 48.0, 66.0, 84.0, 220.0, 305.0, 390.0)
    texts: list[tuple[str, ...]] = [
        ("科目编码", "", "", "科目名称", "合计", "基本支出"),
        ("类", "款", "项", "", "", ""),
    ]
    for n, name in enumerate(_NAMES):
        texts.append((f"2{n:02}", f"{n + 1:02}", "01", name, f"{910.5 + n:,.2f}", f"{310.25 + n:,.2f}"))
    spans = ((0, 0, 1, 3), (0, 3, 2, 1), (0, 4, 2, 1), (0, 5, 2, 1))
    return Table(xs, _even(40, 16, 9), texts, spans=spans)


TABLES: dict[str, Callable[[], Table]] = {
    "plain": lambda: Table(_XS, _even(40, 18, 12), _texts(11)),
    "low rows": lambda: Table(_XS, _even(30, 11.4, 23), _texts(22), size=8.0, rule=1.0),
    "grey rules": lambda: Table(_XS, _even(40, 13, 17), _texts(16), rule=1.0, grey=0.5),
    "figures against the rule": lambda: Table(_XS, _even(40, 16, 14), _texts(13), rule=1.0, air=1.3),
    "bold heads in low rows": lambda: Table(_XS, _even(40, 11, 20), _texts(19), bold=True),
    "at the edge of the page": lambda: Table(
        (0.0, *_XS[1:-1], WIDTH), _even(40, 15, 14), _texts(13), left=False, right=False
    ),
    "no left side": lambda: Table(_XS, _even(40, 15, 14), _texts(13), left=False),
    "no top": lambda: Table(_XS, _even(40, 15, 14), _texts(13), top=False),
    "no bottom": lambda: Table(_XS, _even(40, 15, 14), _texts(13), bottom=False),
    "classes": _classes,
    "small print": lambda: Table(_XS, _even(30, 12, 21), _texts(20), size=6.5, rule=0.7),
}


def drawn(path: Path) -> pl.DataFrame:
    """Write the tables to a PDF, a page each in their order; their cells in the form of raw.cell."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    rows = []
    for page, table in enumerate((made() for made in TABLES.values()), 1):
        table.draw(canvas)
        canvas.showPage()
        for text, x0, top, x1, bottom in table.cells():
            rows.append((page, 0, text, x0, top, x1, bottom))
    canvas.save()
    return pl.DataFrame(rows, ["page", "grid_no", "text", "x0", "top", "x1", "bottom"], orient="row")
