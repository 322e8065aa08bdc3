"""Characters of a page with their places, in the reading frame, through pdfium's C interface.

A character's place is its advance box across (left to right edge) and its origin down (the baseline):
drawn boxes are vertically tight in some files and font sizes meaningless in others, so neither orders
lines.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import NamedTuple

import pypdfium2.raw as pdfium

from pipelines.extract.pdf import calls
from pipelines.extract.pdf.clips import ClipReader
from pipelines.extract.pdf.frame import Frame
from pipelines.extract.pdf.glyphs import TABLE, is_wide

SAMPLE = 32  # characters looked at to find the direction of writing
EM_PER_DIGIT = 2.0  # digits are half an em wide in every face these documents use
TOUCHING = 0.3  # em: characters nearer than this are one run
ASCENT_SHARE = 0.35  # the middle of a character stands this share of an em above its baseline


class Char(NamedTuple):
    """One visible character: advance from ``x0`` to ``x1``, baseline ``y``, em ``size``, all in points.

    ``spaced``: the file has white space before it.
    """

    y: float
    x0: float
    x1: float
    size: float
    text: str
    spaced: bool = False


def page_text(textpage: pdfium.FPDF_TEXTPAGE, count: int) -> str:
    """One character per pdfium index, whitespace pdfium generated included."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Characters beyond the basic plane or without any Unicode value shift the indexes: ask one by one.
    codes = (pdfium.FPDFText_GetUnicode(textpage, i) for i in range(count))
    return "".join(chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else " " for c in codes)


def quarter_turns(textpage: pdfium.FPDF_TEXTPAGE, text: str, frame: Frame) -> int:
    """How many more quarter turns clockwise set the page's text upright (0 if most of it is)."""
    a, b, c, d, _, _ = frame.matrix
    fs = pdfium.FS_MATRIX()
    votes = [0, 0, 0, 0]
    for i in range(0, len(text), max(1, len(text) // SAMPLE)):
        if text[i].isspace() or not pdfium.FPDFText_GetMatrix(textpage, i, fs):
            continue
        dx, dy = a * fs.a + c * fs.b, b * fs.a + d * fs.b
        if abs(dx) >= abs(dy):
            votes[0 if dx >= 0 else 2] += 1
        else:
            votes[1 if dy < 0 else 3] += 1
    best = max(range(4), key=votes.__getitem__)
    return best if votes[best] > 0.6 * sum(votes) else 0


def characters(
    textpage: pdfium.FPDF_TEXTPAGE,
    text: str,
    frame: Frame,
    indexes: Iterable[int] | None = None,
    clips: ClipReader | None = None,
) -> list[Char]:
    """The visible characters on the page, in content order; those outside the page box are left out.

    ``text`` is ``page_text``; ``indexes`` restricts the reading to some of them; ``clips`` leaves out what
    is cut away (asked once for a run of characters that touch).
    """
    a, b, c, d, e, f = frame.matrix
    sideways = a == 0.0
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    by_rect, by_x, by_y = ctypes.addressof(rect), ctypes.addressof(x), ctypes.addressof(y)
    handle = calls.address(textpage)
    generated = calls.text_generated
    loose, origin, table = calls.text_loose_box, calls.text_origin, TABLE
    width, height = frame.width, frame.height
    line_low = line_high = base = size = -1.0
    unseen, spaced, end = False, False, -1.0
    out: list[Char] = []
    for index in range(len(text)) if indexes is None else indexes:
        char = text[index]
        if char.isspace():
            spaced = spaced or (char == " " and generated(handle, index) == 0) or char == "\u3000"
            continue
        shown = table.get(ord(char), char)
        if not shown or shown == " " or not loose(handle, index, by_rect):
            continue
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if sideways:
            low, high, x0, x1 = left, right, c * bottom + e, c * top + e
        else:
            low, high, x0, x1 = bottom, top, a * left + e, a * right + e
        if x1 < x0:
            x0, x1 = x1, x0
        if low != line_low or high != line_high:  # same font on the same line otherwise: same baseline
            origin(handle, index, by_x, by_y)
            base = (b * x.value + f) if sideways else (d * y.value + f)
            line_low, line_high = low, high
            size = 0.0
            end = -1.0
        wide = x1 - x0
        if is_wide(char):
            size = wide
        elif char.isdigit():
            size = wide * EM_PER_DIGIT
        elif size <= 0.0:
            size = min(0.85 * (high - low), 4 * wide) if wide > 0 else high - low
        if clips is not None and not -TOUCHING * size <= x0 - end <= TOUCHING * size:
            unseen = clips.hides(index, x0, x1, base - ASCENT_SHARE * size)
        end = x1
        if unseen:
            continue
        if -1.0 <= (x0 + x1) / 2 <= width + 1.0 and -1.0 <= base - ASCENT_SHARE * size <= height + 1.0:
            out.append(Char(base, x0, x1, size, shown, spaced))
        spaced = False
    return out
