"""Where a paragraph stands: in no grid, so its order on the page is its row."""

from __future__ import annotations

from pipelines.model.document import Document, Paragraph
from pipelines.recognise.forms.model import Place

_PROSE = frozenset({"body", "textbox"})


def place_of(paragraph: Paragraph) -> Place:
    """The place of a paragraph."""
    return Place(paragraph.page, 0, paragraph.order, 0)


def prose_of(document: Document) -> list[Paragraph]:
    """The paragraphs that are neither headers, footers nor marginal."""
    return [paragraph for paragraph in document.paragraphs if paragraph.kind in _PROSE]
