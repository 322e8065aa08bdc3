"""Pages of a PDF that are pictures: read by recognition, where that is installed."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from pipelines.extract.ocr.scans import Scans
from pipelines.extract.pdf import open as opened
from pipelines.extract.pdf.furniture import kind_of
from pipelines.extract.pdf.lines import Line
from pipelines.extract.pdf.page import Block, PageContent
from pipelines.model.document import SCANNED, Box

if TYPE_CHECKING:
    from pipelines.extract.ocr.page import Scan

ROUGH = 1.5  # px per point: enough to see rules
_SHEET = 0.5  # of the page: a picture of less is an illustration, which stands as the page does


def start_scan(handle: pdfium.FPDF_DOCUMENT, number: int, content: PageContent, scans: Scans) -> Future[Scan] | None:
    """Have the picture of page ``number``, which has no text, read; ``None`` where it cannot be read here."""
    if not scans.admits(number):
        return None
    from pipelines.extract.ocr.picture import drawn, scale_for

    scale = scale_for(content.width, content.height)
    scans.wait_for_room(round(content.width * content.height * scale**2))
    with opened.page(handle, number) as page:
        if page is None:
            return None
        gray, hidden = drawn(page, content.width, content.height, scale)
    return scans.start(gray, scale, is_sheet=content.image_share >= _SHEET, hidden=hidden)


def start_pictures(
    handle: pdfium.FPDF_DOCUMENT, number: int, content: PageContent, scans: Scans
) -> Future[Scan] | None:
    """Have tables read that are pictures between the text of page ``number``; ``None`` where there are none."""
    with opened.page(handle, number) as page:
        if page is None:
            return None
        return _start_tables(page, number, content, scans)


def _start_tables(page: pdfium.FPDF_PAGE, number: int, content: PageContent, scans: Scans) -> Future[Scan] | None:
    from pipelines.extract.ocr.available import is_available

    if not is_available():
        return None  # a picture beside text may be anything: only what shows rules is told of
    from pipelines.extract.ocr.picture import drawn, render, scale_for
    from pipelines.extract.ocr.pictured import is_ruled, only

    small = render(page, content.width, content.height, ROUGH)
    tables = [box for box in content.pictures if is_ruled(small, box, ROUGH)]
    if not tables or not scans.admits(number):
        return None
    scale = scale_for(content.width, content.height)
    scans.wait_for_room(round(content.width * content.height * scale**2))
    gray, hidden = drawn(page, content.width, content.height, scale)
    return scans.start(only(gray, tables, scale), scale, is_sheet=False, hidden=hidden)


def add_scan(content: PageContent, scan: Scan) -> bool:
    """Fill the content of a page from its picture, or from the pictures on it; whether anything was read."""
    if not scan.regions:
        return False
    content.is_scan = content.chars == 0
    content.chars += scan.chars
    for region in scan.regions:
        # a picture between text stands where it is printed; its own measure is that of its pixels
        top, left = (region.top, region.left) if content.is_scan else (region.box.top, region.box.x0)
        block = Block(top, left, region.box, text=region.text, method=SCANNED)
        if region.cells is None:
            block.kind = kind_of(_line(region.text, region.box), content.height)
        else:
            block.rows, block.cols, block.cells = region.rows, region.cols, region.cells
        content.blocks.append(block)
    content.blocks.sort(key=lambda b: (b.top, b.left))
    return True


def _line(text: str, box: Box) -> Line:
    return Line(text, box.x0, box.top, box.x1, box.bottom, box.bottom, box.bottom - box.top)
