"""A PDF with a text layer as a ``Document``: ruled tables and printed lines, page by page."""

from __future__ import annotations

from pathlib import Path

import pypdfium2.raw as pdfium

from pipelines.document import Document, Grid, Page, Paragraph, ReadError, Unreadable
from pipelines.extract.pdf import open as opened
from pipelines.extract.pdf.page import PageContent, read_page
from pipelines.extract.pdf.second import MAX_PAGES, SecondReader

READER = "pdf 1"  # raise with every change of what comes out


def read_pdf(path: Path) -> Document:
    """Read a PDF.

    Boxes are points on the displayed page.  ``warnings`` may hold ``no_text_layer`` (no page has
    characters: a scan), ``no_text_layer: pages 3, 5`` and ``damaged: pages 4``.  Raises ``ReadError``
    (EMPTY, ENCRYPTED, NOT_PERMITTED, DAMAGED).
    """
    document = Document(reader=READER)
    silent: list[int] = []
    damaged: list[int] = []
    with opened.document(path) as handle, SecondReader(path) as second:
        for number in range(1, pdfium.FPDF_GetPageCount(handle) + 1):
            content = read_page(handle, number, second.page)
            if content.aligned:
                second.add_tables(number, content)
            _add(document, number, content)
            if content.damaged:
                damaged.append(number)
            elif content.chars == 0 and content.has_image:
                silent.append(number)
    if len(damaged) == len(document.pages):
        raise ReadError(Unreadable.DAMAGED, "no page of the PDF can be loaded")
    if second.pages >= MAX_PAGES:
        document.warnings.append(f"unruled tables looked for on {MAX_PAGES} pages only")
    if damaged:
        document.warnings.append(f"damaged: pages {_numbers(damaged)}")
    if not any(p.chars for p in document.pages):
        document.warnings.append("no_text_layer")
    elif silent:
        document.warnings.append(f"no_text_layer: pages {_numbers(silent)}")
    return document


def _add(document: Document, number: int, content: PageContent) -> None:
    document.pages.append(Page(number, content.width, content.height, content.chars, content.has_image))
    for block in content.blocks:
        order = len(document.paragraphs) + len(document.grids) + 1
        if block.cells is None:
            document.paragraphs.append(Paragraph(order, number, block.text, block.box, block.kind))
        else:
            grid_no = len(document.grids) + 1
            document.grids.append(
                Grid(grid_no, order, number, block.rows, block.cols, block.cells, block.box, block.method)
            )


def _numbers(pages: list[int]) -> str:
    """Page numbers for a message; long lists are cut."""
    shown = ", ".join(map(str, pages[:20]))
    return shown if len(pages) <= 20 else f"{shown} and {len(pages) - 20} more"
