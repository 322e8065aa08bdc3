"""What pdfplumber's pages say, in terms of the displayed page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pipelines.extract.pdf.chars import ASCENT_SHARE, Char
from pipelines.extract.pdf.glyphs import TABLE

NEAR = 2.0  # pt: two engines place one character within this


def visible_origin(page: Any) -> tuple[float, float]:
    """Where the visible box of a pdfplumber page begins in pdfplumber's own coordinates.

    pdfminer counts from the first corner a MediaBox names, be it not the lower left one.
    """
    crop, media = page.cropbox, page.mediabox
    left, top = max(crop[0], media[0]), max(crop[1], media[1])
    if page.rotation % 360:
        return left, top
    x0, y0, x1, y1 = page.page_obj.mediabox
    return left - (x0 - min(x0, x1)), top + (y0 - min(y0, y1))


def only_seen(page: Any, seen: Sequence[Char]) -> Any:
    """A pdfplumber page without the characters that are not among those ``seen`` on the displayed page."""
    left, top = visible_origin(page)
    known: dict[str, list[Char]] = defaultdict(list)
    for char in seen:
        known[char.text].append(char)

    def is_seen(found: dict[str, Any]) -> bool:
        if found["object_type"] != "char":
            return True
        x0, middle = found["x0"] - left, (found["top"] + found["bottom"]) / 2 - top
        return any(
            abs(char.x0 - x0) <= NEAR and abs(char.y - ASCENT_SHARE * char.size - middle) <= NEAR
            for char in known[found["text"].translate(TABLE)]
        )

    return page.filter(is_seen)
