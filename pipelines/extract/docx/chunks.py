"""What a Word file takes in from files of other formats (``w:altChunk``): Word shows their text where they stand.

Mail merge programs and content systems write such files: the body is one page of HTML.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from pipelines.acquire.encoding import decode
from pipelines.extract.builder import Builder
from pipelines.extract.docx.objects import add_object
from pipelines.extract.html.fragment import decoded, read_fragment
from pipelines.extract.html.mhtml import page_in
from pipelines.extract.ocr.stored import StoredPictures
from pipelines.extract.rtf.read import read_source
from pipelines.extract.text.read import read_lines

CHUNK = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}altChunk"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UNREAD = "a part of another format, taken into the document, is not read"


class Chunks:
    """The chunks, stored objects and pictures of one document; ``word`` reads one that is a Word document itself."""

    def __init__(self, part: Any, builder: Builder, word: Callable[[Any], None]) -> None:
        self._part = part
        self._builder = builder
        self._word = word
        self._pictures = StoredPictures(builder)

    def read(self, chunk: etree._Element) -> None:
        """Add what a ``w:altChunk`` shows; one that cannot be read is said."""
        relation = self._part.rels.get(chunk.get(_ID) or "")
        if relation is None or relation.is_external:
            self._builder.warn(_UNREAD)
            return
        data: bytes = relation.target_part.blob
        if data.startswith(b"PK"):
            self._document(data)
        elif data.startswith(b"{\\rtf"):
            read_source(data, self._builder)
        else:
            self._text(data, str(relation.target_part.content_type).lower())

    def add_object(self, element: etree._Element, page: int) -> None:
        """Add what an object stored in the document shows."""
        relation = self._part.rels.get(element.get(_ID) or "")
        if relation is not None and not relation.is_external:
            add_object(element, relation.target_part.blob, self._builder, page)

    def add_picture(self, relation_id: str, page: int) -> None:
        """Add what a picture of a table shows."""
        relation = self._part.rels.get(relation_id)
        if relation is not None and not relation.is_external:
            self._pictures.add(relation.target_part.blob, page)

    def _document(self, data: bytes) -> None:
        try:
            self._word(docx.Document(io.BytesIO(data)))
        except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError):
            self._builder.warn(_UNREAD)

    def _text(self, data: bytes, kind: str) -> None:
        web_archive = "rfc822" in kind or "multipart" in kind
        page = page_in(data) if web_archive else decoded(data) if "html" in kind else None
        plain = decode(data) if kind == "text/plain" else None
        if page is not None:
            read_fragment(page, self._builder)
        elif plain is not None:
            read_lines(plain, self._builder)
        else:
            self._builder.warn(_UNREAD)
