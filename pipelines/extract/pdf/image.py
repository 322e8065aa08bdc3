"""A page as a picture, with one box outlined: the evidence behind a figure."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from pipelines.extract.outline import outlined
from pipelines.model.document import Box, ReadError, Unreadable

MAX_PIXELS = 40_000_000  # a page of poster size is drawn smaller instead of filling memory


def page_image(path: Path, page: int, box: Box | None = None, scale: float = 2.0) -> bytes:
    """PNG of ``page`` (from 1) at ``scale`` pixels per point, ``box`` (points, displayed page) outlined.

    Raises ``ReadError`` if the file does not open or has no such page, ``ValueError`` for a scale <= 0.
    """
    if scale <= 0:
        raise ValueError("scale must be positive")
    try:
        pdf = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise ReadError(Unreadable.DAMAGED, "the PDF cannot be opened: it is cut short or damaged") from error
    try:
        if not 1 <= page <= len(pdf):
            raise ReadError(Unreadable.DAMAGED, f"the PDF has no page {page}")
        loaded = pdf[page - 1]
        width, height = loaded.get_size()
        scale = min(scale, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture = loaded.render(scale=scale).to_pil().convert("RGB")
    finally:
        pdf.close()
    return outlined(picture, box, scale)
