"""A variant as a PDF with a text layer: ruled in several ways or not at all, over pages with or without its header."""

from __future__ import annotations

import re
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.kit.samples.table import Cell, Row
from tests.kit.variants.document import Sheet, Variant

_FONT, _SIZE, _LEAD, _PAD = "STSong-Light", 8.0, 10.0, 2.5
_WIDTH, _HEIGHT, _MARGIN = 841.9, 595.2, 40.0
_UNITS = re.compile(r"[0-9][0-9.,%]*|\n|.", re.DOTALL)


def write_pdf(variant: Variant) -> bytes:
    """The bytes of a PDF, landscape; the font is one every reader knows, so nothing is embedded."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=1)
    canvas.setFont(_FONT, 22)
    for n, line in enumerate(variant.cover):
        canvas.drawCentredString(_WIDTH / 2, 380 - 40 * n, line)
    for sheet in variant.sheets:
        canvas.showPage()
        _Page(canvas, variant).sheet(sheet)
    canvas.save()
    return out.getvalue()


class _Page:
    def __init__(self, canvas: Canvas, variant: Variant) -> None:
        self.canvas, self.shape = canvas, variant.shape
        self.y = _HEIGHT - 50

    def sheet(self, sheet: Sheet) -> None:
        """Lines above, the table over as many pages as it needs, lines below."""
        lines = [sheet.name, *sheet.above] if self.shape.title_at == "sheet" else sheet.above
        for line in lines:
            self._line(line)
        rows = sheet.table.rows
        edges = _edges(rows, 90.0 if self.shape.labels == "clipped" and self._is_ruled else 150.0)
        heights = [_height(row, edges) for row in rows]
        head = len(sheet.table.header)
        stop = self._figureless(rows, head)
        start = 0
        while start < len(rows):
            lead = list(range(head)) if start and self.shape.repeat else []
            used = sum(heights[n] for n in lead)
            end = start
            while end < len(rows) and (end <= head or self.y - used - heights[end] > 45):
                if end == stop and end > start:
                    break
                used += heights[end]
                end += 1
            part = [*lead, *range(start, end)]
            self._draw([rows[n] for n in part], [heights[n] for n in part], edges, sum(n < head for n in part))
            start = end
            if start < len(rows):
                self.canvas.showPage()
                self.y = _HEIGHT - 50
        for line in sheet.below:
            self._line(line)

    def _figureless(self, rows: list[Row], head: int) -> int | None:
        """The row without figures, well below the header, with which the next page begins."""
        if self.shape.pages != "figureless":
            return None
        return next((n for n in range(head + 4, len(rows)) if _names_only(rows[n])), None)

    def _line(self, line: str) -> None:
        self.canvas.setFont(_FONT, 9)
        self.y -= 4
        parts = [p for p in line.split("        ") if p]
        if len(parts) > 1 or "：" in line:
            self.canvas.drawString(_MARGIN, self.y, parts[0])
            if len(parts) > 1:
                self.canvas.drawRightString(_WIDTH - _MARGIN, self.y, parts[1])
        else:
            self.canvas.drawCentredString(_WIDTH / 2, self.y, line)
        self.y -= 14

    def _draw(self, rows: list[Row], heights: list[float], edges: list[float], head: int) -> None:
        tops = [self.y]
        for height in heights:
            tops.append(tops[-1] - height)
        boxes = []
        for n, row in enumerate(rows):
            for col, cell in enumerate(row):
                if cell is not None:
                    box = edges[col], tops[n], edges[col + cell.cols], tops[min(n + cell.rows, len(rows))]
                    boxes.append(box)
                    self._text(cell, box, n < head or cell.cols > 1)
        self._rules(boxes, edges, tops)
        self.y = tops[-1] - 4

    def _text(self, cell: Cell, box: tuple[float, float, float, float], centred: bool) -> None:
        x0, top, x1, bottom = box
        self.canvas.setFont(_FONT, _SIZE)
        cut = self.shape.labels == "clipped" and cell.fact is None and not centred and self._is_ruled
        if cut:
            self._clipped(cell.text, box)
            return
        lines = _wrapped(cell.text, x1 - x0 - 2 * _PAD)
        y = (top + bottom + len(lines) * _LEAD) / 2 - _SIZE
        for line in lines:
            if cell.fact is not None:
                self.canvas.drawRightString(x1 - _PAD, y, line)
            elif centred:
                self.canvas.drawCentredString((x0 + x1) / 2, y, line)
            else:
                self.canvas.drawString(x0 + _PAD, y, line)
            y -= _LEAD

    @property
    def _is_ruled(self) -> bool:
        return self.shape.ruling in {"grid", "boxes"}

    def _clipped(self, text: str, box: tuple[float, float, float, float]) -> None:
        """``text`` on one line, of which the cell's border hides what runs out of it."""
        x0, top, x1, bottom = box
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(x0, bottom, x1 - x0, top - bottom)
        self.canvas.clipPath(path, stroke=0, fill=0)
        self.canvas.drawString(x0 + _PAD, (top + bottom + _LEAD) / 2 - _SIZE, text)
        self.canvas.restoreState()

    def _rules(self, boxes: list[tuple[float, float, float, float]], edges: list[float], tops: list[float]) -> None:
        canvas = self.canvas
        canvas.setLineWidth(0.5)
        ruling = self.shape.ruling
        if ruling in {"horizontal", "outer"}:
            for y in tops if ruling == "horizontal" else (tops[0], tops[-1]):
                canvas.line(edges[0], y, edges[-1], y)
        if ruling == "outer":
            for x in (edges[0], edges[-1]):
                canvas.line(x, tops[0], x, tops[-1])
        for x0, top, x1, bottom in boxes if ruling in {"grid", "boxes"} else ():
            if ruling == "boxes":
                canvas.rect(x0, bottom, x1 - x0, top - bottom)
                continue
            for ends in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
                canvas.line(*ends)


def _names_only(row: Row) -> bool:
    cells = [cell for cell in row if cell is not None]
    return any(cell.text.strip() for cell in cells) and not any(cell.fact for cell in cells)


def _wrapped(text: str, width: float) -> list[str]:
    """``text`` cut into lines that fit ``width`` points; a figure is never cut."""
    lines, line = [], ""
    for unit in _UNITS.findall(text):
        if unit == "\n" or (line and pdfmetrics.stringWidth(line + unit, _FONT, _SIZE) > width):
            lines.append(line)
            line = "" if unit == "\n" else unit
        else:
            line += unit
    return [*lines, line]


def _edges(rows: list[Row], names: float) -> list[float]:
    """Columns as wide as their words need, names at most ``names`` points, stretched to the page."""
    width = len(rows[0])
    need = [28.0] * width
    for row in rows:
        for col, cell in enumerate(row):
            if cell is not None and cell.cols == 1:
                most = names if cell.fact is None else 400.0
                need[col] = max(need[col], min(pdfmetrics.stringWidth(cell.text, _FONT, _SIZE) + 6 * _PAD, most))
    scale = (_WIDTH - 2 * _MARGIN) / sum(need)
    edges = [_MARGIN]
    for part in need:
        edges.append(edges[-1] + part * min(scale, 2.0))
    return edges


def _height(row: Row, edges: list[float]) -> float:
    lines = 1
    for col, cell in enumerate(row):
        if cell is not None and cell.rows == 1:
            lines = max(lines, len(_wrapped(cell.text, edges[col + cell.cols] - edges[col] - 2 * _PAD)))
    return lines * _LEAD + 2 * _PAD
