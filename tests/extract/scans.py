"""Scans for the tests: pages of known content drawn as pictures, whole PDFs of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.extract.pdf_samples import HEIGHT, WIDTH
from tests.kit.samples.pdf_sheet import font

XS = [60.0, 150.0, 330.0, 430.0, 530.0]
YS = [100.0, 122.0, 144.0, 166.0, 188.0, 210.0]
# The three-line core of seed 001 and what its sum needs.
TABLE = [
    ["科目编码", "科目名称", "合计", "基本支出"],
    ["2010301", "行政运行", "1,184.55", "1,184.55"],
    ["2010350", "事业运行", "916.05", "0.00"],
    ["2210201", "住房公积金", "1,130.00", "-45.60"],
    ["", "合计", "3,230.60", "—"],
]


def table_pdf(path: Path) -> Path:
    """One page: a title, a unit line, a ruled table, in a font that is in the file."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.setFont(font(), 16)
    canvas.drawString(220, HEIGHT - 60, "部门支出预算总表")
    canvas.setFont(font(), 9)
    canvas.drawString(470, HEIGHT - 92, "单位：万元")
    canvas.setLineWidth(0.6)
    for x in XS:
        canvas.line(x, HEIGHT - YS[0], x, HEIGHT - YS[-1])
    for y in YS:
        canvas.line(XS[0], HEIGHT - y, XS[-1], HEIGHT - y)
    canvas.setFont(font(), 9.5)
    for r, row in enumerate(TABLE):
        for c, text in enumerate(row):
            canvas.drawString(XS[c] + 4, HEIGHT - YS[r] - 15, text)
    canvas.save()
    return path


def scanned(
    source: Path, target: Path, pages: list[int], dpi: int, spoil: Callable[[Image.Image], Image.Image] | None = None
) -> Path:
    """``pages`` (from 1) of a PDF as a PDF of pictures."""
    document = pypdfium2.PdfDocument(source)
    pictures = [document[n - 1].render(scale=dpi / 72).to_pil().convert("L") for n in pages]
    document.close()
    drawn = [spoil(p) if spoil else p for p in pictures]
    drawn[0].save(target, "PDF", save_all=True, append_images=drawn[1:], resolution=dpi, quality=90)
    return target


def without_ink() -> bytes:
    """A PDF of one grey picture."""
    out = io.BytesIO()
    Image.new("L", (300, 400), 200).save(out, "PDF", resolution=72)
    return out.getvalue()
