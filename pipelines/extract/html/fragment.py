"""HTML source to elements, and what of it stands inside a document of another format."""

from __future__ import annotations

import re

from lxml import etree, html

from pipelines.acquire.encoding import decode
from pipelines.extract.builder import Builder
from pipelines.extract.html.flow import Flow
from pipelines.extract.html.style import StyleSheet

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


def read_fragment(source: str, builder: Builder) -> None:
    """Add the paragraphs and tables of some HTML in the midst of a document; nothing where it cannot be parsed."""
    root = parsed(source)
    if root is not None:
        Flow(builder, StyleSheet(root)).read(body_of(root))


def decoded(data: bytes) -> str | None:
    """The source of a page, by the encoding it names where that is true; ``None`` where it is not text."""
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared.group(1).decode("ascii") if declared else None)
    if text is None and declared:
        return data.decode("gb18030", "replace")
    return text


def body_of(root: html.HtmlElement) -> html.HtmlElement:
    """The body of a page, or the page itself."""
    body = root.find("body")
    return root if body is None else body


def parsed(text: str) -> html.HtmlElement | None:
    """The root element of a page already decoded; ``None`` for one that is empty."""
    # A declaration inside the text would contradict the string being decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if not text.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
