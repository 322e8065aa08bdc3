"""Workbooks stored in a Word file (OLE objects): Word shows a picture of a sheet, and its cells are read instead.

Each object holds the whole workbook it was taken from; what is shown is the sheet that was open.  An object shown as an
icon is an attachment, of which every sheet counts.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

from pipelines.acquire.media import Media
from pipelines.acquire.sniff import sniff
from pipelines.extract.builder import Builder
from pipelines.extract.sheet import read_sheet
from pipelines.model.document import Document, Grid, ReadError

OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_WORKBOOKS = frozenset({Media.XLSX, Media.XLSB, Media.XLS})
_ACTIVE = re.compile(rb"""<(?:\w+:)?workbookView\b[^>]*\bactiveTab=["'](\d+)""")
_UNREAD = "an object stored in the document is not read"


def add_object(element: etree._Element, data: bytes, builder: Builder, page: int) -> None:
    """Add what the object of an ``o:OLEObject`` with these bytes shows; one that is no workbook is said."""
    with tempfile.TemporaryDirectory(prefix="gouji-object-") as folder:
        path = Path(folder, "object")
        path.write_bytes(data)
        try:
            document = read_sheet(path) if sniff(path) in _WORKBOOKS else None
        except ReadError:
            document = None
    if document is None:
        builder.warn(_UNREAD)
        return
    _add(document, None if element.get("DrawAspect") == "Icon" else _open_sheet(data), builder, page)


def _open_sheet(data: bytes) -> int | None:
    """The number of the sheet that was open, ``None`` where the workbook does not say in a way we know."""
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = _ACTIVE.search(archive.read("xl/workbook.xml"))
    except (KeyError, zipfile.BadZipFile):
        return None
    return int(found.group(1)) + 1 if found else 1


def _add(document: Document, sheet: int | None, builder: Builder, page: int) -> None:
    shown = {block.page for block in document.blocks()}
    for block in document.blocks():
        if sheet in shown and block.page != sheet:
            continue
        if isinstance(block, Grid):
            builder.grid(block.cells, method=block.method, page=page)
        else:
            builder.paragraph(block.text, page)
    for warning in document.warnings:
        builder.warn(warning)
    for doubt in document.doubts:
        if sheet not in shown or doubt.page == sheet:
            doubt.page = page
            builder.document.doubts.append(doubt)
