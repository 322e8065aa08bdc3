"""Pages of a PDF that are pictures: read by recognition, where that is installed."""

from __future__ import annotations

import pypdfium2.raw as pdfium

from pipelines.document import Box
from pipelines.extract.ocr.scans import METHOD, Scans
from pipelines.extract.pdf import open as opened
from pipelines.extract.pdf.furniture import kind_of
from pipelines.extract.pdf.lines import Line
from pipelines.extract.pdf.page import Block, PageContent


def add_scan(handle: pdfium.FPDF_DOCUMENT, number: int, content: PageContent, scans: Scans) -> bool:
    """Fill the content of page ``number``, which has no text, from its picture; whether anything was read."""
    with opened.page(handle, number) as page:
        scan = scans.page(number, page, content.width, content.height) if page is not None else None
    if scan is None or not scan.regions:
        return False
    content.chars, content.is_scan = scan.chars, True
    for region in scan.regions:
        block = Block(region.top, region.left, region.box, text=region.text, method=METHOD)
        if region.cells is None:
            block.kind = kind_of(_line(region.text, region.box), content.height)
        else:
            block.rows, block.cols, block.cells = region.rows, region.cols, region.cells
        content.blocks.append(block)
    return True


def _line(text: str, box: Box) -> Line:
    return Line(text, box.x0, box.top, box.x1, box.bottom, box.bottom, box.bottom - box.top)
