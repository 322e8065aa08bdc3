"""A box outlined on the picture of a page: the evidence behind a figure."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from pipelines.model.document import Box

OUTLINE = (214, 39, 40)  # a red that stands out on black on white


def outlined(picture: Image.Image, box: Box | None, scale: float) -> bytes:
    """PNG of a page picture of ``scale`` pixels per point, ``box`` outlined."""
    if box is not None:
        pen = max(2, round(1.5 * scale))
        place = (box.x0 * scale - pen, box.top * scale - pen, box.x1 * scale + pen, box.bottom * scale + pen)
        ImageDraw.Draw(picture).rectangle(place, outline=OUTLINE, width=pen)
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()
