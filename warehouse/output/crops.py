"""Crops of a page picture, one below the other, each beside the text that was read in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from pipelines.extract.outline import OUTLINE
from pipelines.model.document import Box
from warehouse.output.grid_image import cjk_font

SCALE = 3.0  # pixels per point of the page picture
_AROUND = 6.0  # points of the page around a crop
_SIZE, _GAP, _LEAST = 24, 16, 32  # px


@dataclass(frozen=True, slots=True)
class Crop:
    """A place on a page, in points, and what was read there."""

    box: Box
    text: str


def draw_crops(page: bytes, crops: Sequence[Crop]) -> bytes:
    """PNG of ``crops`` of a page picture of `SCALE` pixels per point: print at the left, the reading at its right."""
    path = cjk_font()
    font = ImageFont.truetype(str(path), _SIZE) if path else ImageFont.load_default(_SIZE)
    with Image.open(io.BytesIO(page)) as opened:
        whole = opened.convert("RGB")
    parts = [whole.crop(_place(crop.box, whole.size)) for crop in crops]
    texts = [crop.text.replace("\n", " ") for crop in crops]
    left = max((part.width for part in parts), default=0) + 2 * _GAP
    wide = left + round(max((font.getlength(text) for text in texts), default=0)) + _GAP
    heights = [max(_LEAST, part.height) + _GAP for part in parts]
    out = Image.new("RGB", (max(wide, _LEAST), sum(heights) + _GAP), "white")
    pen, top = ImageDraw.Draw(out), _GAP
    for part, text, high in zip(parts, texts, heights, strict=True):
        out.paste(part, (_GAP, top))
        pen.rectangle((_GAP - 1, top - 1, _GAP + part.width, top + part.height), outline=OUTLINE)
        pen.text((left, top + (high - _GAP - _SIZE) // 2), text, fill="black", font=font)
        top += high
    buffer = io.BytesIO()
    out.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def _place(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The pixels of a box with what is around it, inside the page."""
    x0, top = (max(0, round((side - _AROUND) * SCALE)) for side in (box.x0, box.top))
    x1, bottom = (
        min(most, round((side + _AROUND) * SCALE)) for most, side in zip(size, (box.x1, box.bottom), strict=True)
    )
    return x0, top, max(x1, x0 + 1), max(bottom, top + 1)
