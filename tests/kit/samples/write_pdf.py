"""Blocks as a PDF with a text layer; the font is embedded, the same blocks give the same bytes."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from .blocks import Block, NewPage, Sample, Text
from .pdf_sheet import LONG, MARGIN, SHORT, Sheet, wrap
from .pdf_table import place


def write_pdf(sample: Sample) -> bytes:
    """The bytes of ``sample`` as PDF."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(SHORT, LONG), invariant=1, pageCompression=1)
    canvas.setTitle(sample.title)
    sheet = Sheet(canvas)
    sheet.open()
    for block in sample.blocks:
        _block(sheet, block)
    sheet.close()
    canvas.save()
    return out.getvalue()


def _block(sheet: Sheet, block: Block) -> None:
    if isinstance(block, NewPage):
        sheet.open()
    elif isinstance(block, Text):
        _text(sheet, block)
    else:
        place(sheet, block)


_SIZES = {0: 10.5, 1: 16.0, 2: 14.0, 3: 12.0, 9: 24.0}


def _text(sheet: Sheet, block: Text) -> None:
    size = _SIZES[block.level]
    text = block.text if block.level else "　　" + block.text
    for line in wrap(text, sheet.width - 2 * MARGIN, size):
        if not sheet.room(size * 1.6):
            sheet.open()
        sheet.y += size * (6 if block.level == 9 else 1.6)
        if block.level in (1, 9):
            sheet.text(line, sheet.width / 2, sheet.y, size, "centre")
        else:
            sheet.text(line, MARGIN, sheet.y, size)
    sheet.y += size * 0.4
