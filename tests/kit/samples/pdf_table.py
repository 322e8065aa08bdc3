"""Tables on PDF pages: columns, rows, lines, page breaks."""

from __future__ import annotations

import re

from .blocks import Placed
from .pdf_sheet import LEADING, MARGIN, PAD, SIZE, Sheet, wrap
from .table import Row, Table

_AMOUNT = re.compile(r"-?[\d,]+\.\d+|-|—")
_LINE = 0.5
Box = tuple[float, float, float, float]  # x0, top, x1, bottom


def place(sheet: Sheet, placed: Placed) -> None:
    """Draw a table from the current place on, over as many pages as it needs.

    A wide or rotated table starts a page of its own; title and meta lines stand above the first part only.
    """
    table = placed.table
    if table.wide or placed.rotate or not sheet.room(150):
        sheet.open(table.wide, placed.rotate)
    _caption(sheet, table)
    edges = _edges(table, sheet.width)
    rows, heights = table.rows, _heights(table, edges, placed.pad)
    head = len(table.header)
    start = 0
    while start < len(rows):
        end = _fit(sheet, heights, start, head, placed)
        part = list(range(start, end))
        if start and placed.repeat:
            part = [*range(head), *part]
        _draw(sheet, [rows[n] for n in part], [heights[n] for n in part], edges, placed.ruling)
        start = end
        if start < len(rows):
            sheet.open(table.wide, placed.rotate)
            sheet.y += 12
    sheet.y += 4
    for note in table.notes:
        sheet.y += LEADING
        sheet.text(note, MARGIN, sheet.y, SIZE)
    sheet.y += 12


def _caption(sheet: Sheet, table: Table) -> None:
    if table.number:
        sheet.y += 12
        sheet.text(table.number, sheet.width - MARGIN, sheet.y, SIZE, "right")
    sheet.y += 20
    sheet.text(table.title, sheet.width / 2, sheet.y, 14, "centre")
    if table.meta:
        sheet.y += 16
        sheet.text(table.meta[0], MARGIN, sheet.y, SIZE)
        for n, line in enumerate(table.meta[1:-1], 1):
            sheet.text(line, MARGIN + n * 200, sheet.y, SIZE)
        if len(table.meta) > 1:
            sheet.text(table.meta[-1], sheet.width - MARGIN, sheet.y, SIZE, "right")
    sheet.y += 5


def _edges(table: Table, width: float) -> list[float]:
    scale = (width - 2 * MARGIN) / sum(table.widths)
    edges = [MARGIN]
    for part in table.widths:
        edges.append(edges[-1] + part * scale)
    return edges


def _heights(table: Table, edges: list[float], pad: float) -> list[float]:
    heights = []
    for row in table.rows:
        lines = 1
        for col, cell in enumerate(row):
            if cell is not None and cell.rows == 1:
                lines = max(lines, len(wrap(cell.text, edges[col + cell.cols] - edges[col] - 2 * PAD, SIZE)))
        heights.append(lines * LEADING + 2 * pad)
    _stretch(table, edges, heights)
    return heights


def _stretch(table: Table, edges: list[float], heights: list[float]) -> None:
    """Make the last row of a cell that spans rows high enough for its text."""
    for n, row in enumerate(table.rows):
        for col, cell in enumerate(row):
            if cell is not None and cell.rows > 1:
                lines = len(wrap(cell.text, edges[col + cell.cols] - edges[col] - 2 * PAD, SIZE))
                last = n + cell.rows - 1
                heights[last] += max(0.0, lines * LEADING + 2 * PAD - sum(heights[n : last + 1]))


def _fit(sheet: Sheet, heights: list[float], start: int, head: int, placed: Placed) -> int:
    """The row after the last one that fits on this page."""
    used = sum(heights[:head]) if start and placed.repeat else 0.0
    end = start
    while end < len(heights) and sheet.room(used + heights[end]):
        if placed.last_alone and end == len(heights) - 1 and start < end:
            break
        used += heights[end]
        end += 1
    return max(end, start + 1)


def _draw(sheet: Sheet, rows: list[Row], heights: list[float], edges: list[float], ruling: str) -> None:
    tops = [sheet.y]
    for height in heights:
        tops.append(tops[-1] + height)
    boxes: list[Box] = []
    for n, row in enumerate(rows):
        for col, cell in enumerate(row):
            if cell is None:
                continue
            x0, x1 = edges[col], edges[col + cell.cols]
            top, bottom = tops[n], tops[min(n + cell.rows, len(rows))]
            boxes.append((x0, top, x1, bottom))
            amount = cell.fact is not None or bool(_AMOUNT.fullmatch(cell.text))
            lines = wrap(cell.text, x1 - x0 - 2 * PAD, SIZE) if cell.text else []
            base = (top + bottom - len(lines) * LEADING) / 2 + SIZE
            for k, line in enumerate(lines):
                align, x = ("right", x1 - PAD) if amount else ("left", x0 + PAD)
                if n < 2 and not amount and cell.text:
                    align, x = "centre", (x0 + x1) / 2
                sheet.text(line, x, base + k * LEADING, SIZE, align)
    _rules(sheet, boxes, ruling)
    sheet.y = tops[-1]


def _rules(sheet: Sheet, boxes: list[Box], ruling: str) -> None:
    """Lines round ``boxes``; shared edges are drawn once, except where every cell is a rectangle."""
    canvas, height = sheet.canvas, sheet.height
    canvas.setLineWidth(_LINE)
    if ruling == "boxes":
        for x0, top, x1, bottom in boxes:
            canvas.rect(x0, height - bottom, x1 - x0, bottom - top, stroke=1, fill=0)
        return
    edges: dict[Box, None] = {}
    for x0, top, x1, bottom in boxes:
        for edge in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
            edges[edge] = None
    for x0, top, x1, bottom in edges:
        if ruling == "strokes":
            canvas.line(x0, height - top, x1, height - bottom)
        elif ruling == "fills":
            wide, high = max(x1 - x0, _LINE), max(bottom - top, _LINE)
            canvas.rect(x0 - _LINE / 2, height - top - high + _LINE / 2, wide, high, stroke=0, fill=1)
