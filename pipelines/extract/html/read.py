"""Read a web page saved as a file: its encoding, then its body by flow or by positions."""

from __future__ import annotations

from pathlib import Path

from pipelines.extract.builder import Builder
from pipelines.extract.html.flow import Flow
from pipelines.extract.html.fragment import body_of, decoded, parsed
from pipelines.extract.html.positioned import positioned_pages, read_positioned
from pipelines.extract.html.style import StyleSheet
from pipelines.model.document import Document, ReadError, Unreadable

READER = "html/2"
MAX_BYTES = 128 << 20


def read_html(path: Path) -> Document:
    """The document in a web page.

    The page's title comes first, as a paragraph of kind ``header``.  Nothing is fetched.
    Raises ``ReadError``: too large, empty, unsupported (not text).
    """
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(Unreadable.TOO_LARGE, f"{path.name}: a web page of more than {MAX_BYTES >> 20} MB")
    text = decoded(path.read_bytes())
    if text is None:
        raise ReadError(Unreadable.UNSUPPORTED, f"{path.name} is not text in any encoding we know")
    return html_document(text)


def html_document(text: str) -> Document:
    """The document in the source of a page, already decoded."""
    builder = Builder(READER)
    root = parsed(text)
    if root is None:
        raise ReadError(Unreadable.EMPTY, "the web page is empty")
    title = root.findtext(".//title")
    if title:
        builder.paragraph(" ".join(title.split()), 1, "header")
    body = body_of(root)
    sheet = StyleSheet(root)
    pages = positioned_pages(body, sheet)
    flow = Flow(builder, sheet, skip={id(page.element) for page in pages})
    flow.read(body)
    for number, page in enumerate(pages, start=1):
        read_positioned(page, number, builder, sheet)
    document = builder.finish()
    if not document.grids and not any(p.kind == "body" for p in document.paragraphs):
        raise ReadError(Unreadable.EMPTY, "the web page shows no text")
    return document
