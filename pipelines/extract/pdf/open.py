"""Opening a PDF and its pages, with every failure as a ``ReadError``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2  # noqa: F401 - its import starts the library
import pypdfium2.raw as pdfium

from pipelines.extract.pdf.fields import laid_in
from pipelines.model.document import ReadError, Unreadable

_LOCKED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


@contextmanager
def document(path: Path, data: bytes | None = None) -> Iterator[pdfium.FPDF_DOCUMENT]:
    """An open document, closed on leaving; ``data`` is read in place of the file's own bytes.

    Raises ``ReadError``: EMPTY, ENCRYPTED (a password other than the empty one is needed), NOT_PERMITTED,
    DAMAGED (not a PDF, truncated beyond repair, no pages).
    """
    handle = _load(path, data)
    try:
        if pdfium.FPDF_GetPageCount(handle) < 1:
            raise ReadError(Unreadable.DAMAGED, "the PDF has no pages")
        yield handle
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _load(path: Path, data: bytes | None) -> pdfium.FPDF_DOCUMENT:
    try:
        with path.open("rb") as file:
            head = file.read(1)
    except PermissionError as error:
        raise ReadError(Unreadable.NOT_PERMITTED, "no permission to read the file") from error
    except OSError as error:
        raise ReadError(Unreadable.DAMAGED, f"the file cannot be opened: {error.strerror}") from error
    if not head:
        raise ReadError(Unreadable.EMPTY, "the file is empty")
    if data is None:
        handle = pdfium.FPDF_LoadDocument(os.fsencode(path) + b"\0", None)
    else:
        handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if handle:
        return handle
    if pdfium.FPDF_GetLastError() in _LOCKED:
        raise ReadError(Unreadable.ENCRYPTED, "the PDF needs a password")
    raise ReadError(Unreadable.DAMAGED, "the file is not a PDF, or is truncated or damaged beyond reading")


@contextmanager
def page(handle: pdfium.FPDF_DOCUMENT, number: int) -> Iterator[pdfium.FPDF_PAGE | None]:
    """Page ``number`` (from 1) with the fields on it, released on leaving; ``None`` if it is damaged."""
    loaded = pdfium.FPDF_LoadPage(handle, number - 1)
    if loaded and laid_in(loaded):
        pdfium.FPDF_ClosePage(loaded)
        loaded = pdfium.FPDF_LoadPage(handle, number - 1)
    try:
        yield loaded or None
    finally:
        if loaded:
            pdfium.FPDF_ClosePage(loaded)


@contextmanager
def textpage(loaded: pdfium.FPDF_PAGE) -> Iterator[pdfium.FPDF_TEXTPAGE | None]:
    """The text of a loaded page, released on leaving; ``None`` if pdfium cannot make one."""
    text = pdfium.FPDFText_LoadPage(loaded)
    try:
        yield text or None
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)


def bounds(loaded: pdfium.FPDF_PAGE) -> tuple[float, float, float, float]:
    """The visible box of a page in user space (left, bottom, right, top): CropBox within MediaBox."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(loaded, rect) or rect.right <= rect.left or rect.top <= rect.bottom:
        return (0.0, 0.0, 595.0, 842.0)
    return (rect.left, rect.bottom, rect.right, rect.top)
