"""Read a .docx: the guard first, then headers, the body in order, footers and notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from lxml import etree

from pipelines.extract.archive import check_archive
from pipelines.extract.builder import Builder
from pipelines.extract.docx.body import Body
from pipelines.extract.docx.chunks import Chunks
from pipelines.extract.docx.looks import Looks
from pipelines.extract.docx.names import W
from pipelines.extract.docx.numbering import Numbering
from pipelines.extract.library import opening
from pipelines.model.document import Document, ReadError, Unreadable

READER = "docx/2"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def read_docx(path: Path) -> Document:
    """The document in a Word file.

    Raises ``ReadError``: damaged, archive bomb, encrypted, no text (pictures only) or empty.
    """
    check_archive(path)
    with opening(path.name, "Word document"):
        package = docx.Document(str(path))
        part, content = package.part, package.element.body
    builder = Builder(READER)
    chunks = Chunks(part, builder, lambda inner: _body(inner.part, builder).read(inner.element.body))
    body = _body(part, builder, chunks)
    margins = _margins(part)
    for kind in ("header", "footer"):
        for root in margins[kind]:
            body.margin(root, kind)
    body.read(content)
    _notes(part, body)
    document = builder.finish()
    if not document.grids and not any(p.kind == "body" or p.kind == "textbox" for p in document.paragraphs):
        if body.has_picture:
            raise ReadError(Unreadable.NO_TEXT, f"{path.name} holds pictures only: it has no text to read")
        raise ReadError(Unreadable.EMPTY, f"{path.name} is a Word document with nothing in it")
    return document


def _body(part: Any, builder: Builder, chunks: Chunks | None = None) -> Body:
    """What walks the body of a document, with that document's lists and styles."""
    styles = _related(part, RELATION.STYLES)
    return Body(builder, Numbering(_related(part, RELATION.NUMBERING), styles), Looks(styles), chunks)


def _related(part: Any, relation: str) -> etree._Element | None:
    """The root of the part at the end of a relationship, parsed without entities, or ``None``."""
    try:
        return etree.fromstring(part.part_related_by(relation).blob, _PARSER)
    except (KeyError, etree.XMLSyntaxError):
        return None


def _margins(part: Any) -> dict[str, list[etree._Element]]:
    """Roots of the header and footer parts."""
    found: dict[str, list[etree._Element]] = {"header": [], "footer": []}
    for rel in part.rels.values():
        kind = {RELATION.HEADER: "header", RELATION.FOOTER: "footer"}.get(rel.reltype)
        if kind and not rel.is_external:
            try:
                found[kind].append(etree.fromstring(rel.target_part.blob, _PARSER))
            except etree.XMLSyntaxError:
                continue
    return found


def _notes(part: Any, body: Body) -> None:
    """Footnotes and endnotes, after the body; the separators Word stores among them have a type."""
    for relation, tag in ((RELATION.FOOTNOTES, "footnote"), (RELATION.ENDNOTES, "endnote")):
        root = _related(part, relation)
        if root is not None:
            for note in root.findall(W + tag):
                if note.get(W + "type") is None:
                    body.read(note)
