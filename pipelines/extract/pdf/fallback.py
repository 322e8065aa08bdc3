"""Characters from pdfplumber, for pages on which pdfium drops some.

pdfium takes the size of a text object from its glyphs.  Where a font is neither in the file nor on the
machine there are none, and a text object of a single character is dropped without a word; the text
itself is in the file, and pdfminer (below pdfplumber) reads it.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pipelines.extract.pdf import calls
from pipelines.extract.pdf.chars import ASCENT_SHARE, Char
from pipelines.extract.pdf.frame import Frame, invert
from pipelines.extract.pdf.glyphs import EM_PER_DIGIT, TABLE, is_wide

EMPTY = 0.01  # pt: pdfium drops a text object narrower than this
NEAR = 2.0  # pt: two engines place one character within this
_NAME_LENGTH = 128
_ROW = 5.0  # pt
_SHARED = 0.3  # of the narrower of two characters
# Families pdfium brings stand-ins for: an object of no size in one of them is a space.
_STAND_IN = re.compile(
    rb"(?:[A-Z]{6}\+)?(?:Times|Arial|Helvetica|Courier|Calibri|Cambria|Symbol|ZapfDingbats|Wingdings)"
)


def is_dropped(obj: calls.Address) -> bool:
    """Whether a text object narrower than ``EMPTY`` may hold text: its font is not in the file, nor known to pdfium."""
    font = calls.text_font(obj)
    if not font or calls.font_is_embedded(font) == 1:
        return False
    name = ctypes.create_string_buffer(_NAME_LENGTH)
    calls.font_base_name(font, calls.place(name), _NAME_LENGTH)
    return _STAND_IN.match(name.value) is None


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


def beside(known: Sequence[Char], found: Sequence[Char]) -> list[Char]:
    """What of ``found`` stands where none of ``known`` does."""
    rows: dict[int, list[Char]] = defaultdict(list)
    for char in known:
        rows[int(char.y // _ROW)].append(char)
    return [
        char
        for char in found
        if not any(_meet(char, other) for n in (-1, 0, 1) for other in rows[int(char.y // _ROW) + n])
    ]


def _meet(char: Char, other: Char) -> bool:
    """Whether two characters stand in one place."""
    shared = min(char.x1, other.x1) - max(char.x0, other.x0)
    return abs(char.y - other.y) <= NEAR and shared > _SHARED * min(char.x1 - char.x0, other.x1 - other.x0)


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


def plumber_characters(page: Any, frame: Frame) -> list[Char]:
    """The visible characters of a pdfplumber page, in the reading frame of the same page."""
    left, top = visible_origin(page)
    turn = invert(frame.back) if frame.back is not None else None
    out = []
    for found in page.chars:
        text = found["text"].translate(TABLE)
        if not text.strip() or text.startswith("(cid:"):
            continue
        origin_x, origin_y = found["matrix"][4:6]
        x0, x1 = found["x0"] - left, found["x1"] - left
        y0, y1 = found["top"] - top, found["bottom"] - top
        base = y1 - (origin_y - found["y0"])
        if turn is not None:
            a, b, c, d, e, f = turn
            base = b * (origin_x - left) + d * base + f
            x0, x1 = sorted((a * x0 + c * y0 + e, a * x1 + c * y1 + e))
        wide = x1 - x0
        size = wide if is_wide(text[0]) else wide * EM_PER_DIGIT if text.isdigit() else float(found["size"])
        if 0 <= (x0 + x1) / 2 <= frame.width and 0 <= base <= frame.height + 1:
            out.append(Char(base, x0, x1, size, text))
    return out
