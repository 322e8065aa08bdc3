"""Claims out of plain paragraphs, as formats without page geometry give them."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.model.document import Box, Document, Page, Paragraph
from pipelines.recognise.narrative import Claim, narrative
from warehouse.reference.codebook import code_book


def of_paragraphs(*texts: str) -> list[Claim]:
    """Claims of a document with these paragraphs on page 1."""
    return with_names([], *texts)


def with_names(names: Iterable[tuple[str, str, str]], *texts: str) -> list[Claim]:
    """The same where the document's tables print ``names``: scheme, code and name each."""
    document = Document("test", [Page(1)], [Paragraph(n, 1, text) for n, text in enumerate(texts, 1)])
    return narrative(document, code_book().taught(names), {}).claims


def of_lines(*lines: tuple[int, float, float, str]) -> list[Claim]:
    """Claims of printed lines: page, left edge, right edge, text; each line below the one before."""
    paragraphs = [
        Paragraph(n, page, text, Box(x0, 160.0 + 20 * n, x1, 172.0 + 20 * n))
        for n, (page, x0, x1, text) in enumerate(lines, 1)
    ]
    pages = [Page(n, 595.0, 842.0) for n in sorted({page for page, *_ in lines})]
    return narrative(Document("test", pages, paragraphs), code_book(), {}).claims


def brief(found: list[Claim]) -> list[tuple[str, str, str, str]]:
    """kind, subject (with its code), figure, direction."""
    return [
        (c.kind, "/".join(filter(None, [c.subject.id, c.subject.functional_code])), c.figure.text, c.direction or "")
        for c in found
    ]
