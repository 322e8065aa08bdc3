"""A page as a picture, with one box outlined: the evidence behind a figure."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from pipelines.document import Box, ReadError, Unreadable

OUTLINE = (214, 39, 40)  # a red that stands out on black on white
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
        raise ReadError(Unreadable.DAMAGED, f"the PDF cannot be opened: {error}") from error
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


def outlined(picture: Image.Image, box: Box | None, scale: float) -> bytes:
    """PNG of a page picture of ``scale`` pixels per point, ``box`` outlined."""
    if box is not None:
        pen = max(2, round(1.5 * scale))
        place = (box.x0 * scale - pen, box.top * scale - pen, box.x1 * scale + pen, box.bottom * scale + pen)
        ImageDraw.Draw(picture).rectangle(place, outline=OUTLINE, width=pen)
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()
