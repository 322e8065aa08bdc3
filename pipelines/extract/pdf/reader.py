"""A PDF as a ``Document``: ruled tables and printed lines, page by page; scanned pages by recognition."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pypdfium2.raw as pdfium

from pipelines.extract.ocr.available import MISSING, OCR, is_available
from pipelines.extract.ocr.scans import READER as OCR_READER
from pipelines.extract.ocr.scans import Scans, numbers, scanning
from pipelines.extract.pdf import open as opened
from pipelines.extract.pdf.again.second import MAX_PAGES, SecondReader
from pipelines.extract.pdf.layers import data_of, names_of, without_hidden_layers
from pipelines.extract.pdf.page import PageContent, read_page
from pipelines.extract.pdf.scanned import add_scan, start_pictures, start_scan
from pipelines.model.document import Document, Grid, Page, Paragraph, ReadError, Unreadable
from pipelines.workers.later import long_item

if TYPE_CHECKING:
    from pipelines.extract.ocr.page import Scan

_Page: TypeAlias = "tuple[int, PageContent, Future[Scan] | None]"  # in order; a scan may still be under way

PAGES_IN_TURN = 1_000  # of a document that is read in its turn
READER = "pdf 3"  # raise with every change of what comes out


def read_pdf(path: Path) -> Document:
    """Read a PDF.

    Boxes are points on the displayed page.  Pages without text are recognised from their picture: their grids
    have the method ``ocr``.  ``warnings`` may hold ``damaged: pages 4``, those of `Scans.warnings`, and, where a
    picture shows nothing to read, ``no_text_layer`` (no page has text) or ``no_text_layer: pages 3, 5``.  Raises
    ``ReadError`` (EMPTY, ENCRYPTED, NOT_PERMITTED, DAMAGED; TOOL_MISSING for a scan where none can be read).
    """
    document = Document(reader=READER)
    silent: list[int] = []
    damaged: list[int] = []
    waiting: deque[_Page] = deque()
    borders: list[float] = []  # of the columns of the page before
    layered = without_hidden_layers(path)
    data, hidden = data_of(layered), names_of(layered)
    with opened.document(path, data) as handle, SecondReader(path, data) as second, scanning() as scans:
        count = pdfium.FPDF_GetPageCount(handle)
        if count > PAGES_IN_TURN:
            long_item()
        for number in range(1, count + 1):
            content = read_page(handle, number, hidden, borders)
            borders = content.borders
            if content.aligned or second.may_go_on(number, content):
                second.add_tables(number, content)
            reading = None
            if content.damaged:
                damaged.append(number)
            elif content.chars == 0 and content.has_image:
                reading = start_scan(handle, number, content, scans)
                if reading is None:
                    silent.append(number)
            elif content.pictures:
                reading = start_pictures(handle, number, content, scans)
            waiting.append((number, content, reading))
            while waiting and _is_ready(waiting[0]):
                silent += _settled(document, waiting.popleft(), scans)
        for page in waiting:
            silent += _settled(document, page, scans)
    _conclude(document, second.pages, damaged, sorted(silent), scans)
    return document


def _is_ready(page: _Page) -> bool:
    return page[2] is None or page[2].done()


def _settled(document: Document, page: _Page, scans: Scans) -> list[int]:
    """Add the page to the document; its number where its picture shows nothing to read."""
    number, content, reading = page
    has_text = content.chars > 0
    found = reading is None or add_scan(content, scans.finish(number, reading)) or has_text
    _add(document, number, content)
    return [] if found else [number]


def _conclude(document: Document, second_pages: int, damaged: list[int], silent: list[int], scans: Scans) -> None:
    """Say what a reader of the document should know, or that there is no document."""
    if len(damaged) == len(document.pages):
        raise ReadError(Unreadable.DAMAGED, "no page of the PDF can be loaded")
    if silent and not is_available() and not any(p.chars for p in document.pages):
        raise ReadError(Unreadable.TOOL_MISSING, f"the document is a scan; {MISSING}", lacking=OCR)
    if second_pages >= MAX_PAGES:
        document.warnings.append(f"unruled tables looked for on {MAX_PAGES} pages only")
    if damaged:
        document.warnings.append(f"damaged: pages {numbers(damaged)}")
    document.warnings += scans.warnings()
    document.doubts = scans.doubts()
    if scans.read:
        document.reader = f"{READER} + {OCR_READER}"
    if not any(p.chars for p in document.pages):
        document.warnings.append("no_text_layer")
    elif silent:
        document.warnings.append(f"no_text_layer: pages {numbers(silent)}")


def _add(document: Document, number: int, content: PageContent) -> None:
    page = Page(number, content.width, content.height, content.chars, content.has_image, is_scan=content.is_scan)
    document.pages.append(page)
    for block in content.blocks:
        order = len(document.paragraphs) + len(document.grids) + 1
        if block.cells is None:
            document.paragraphs.append(Paragraph(order, number, block.text, block.box, block.kind))
        else:
            grid_no = len(document.grids) + 1
            document.grids.append(
                Grid(grid_no, order, number, block.rows, block.cols, block.cells, block.box, block.method)
            )
