"""Characters of a page with their places, in the reading frame, through pdfium's C interface.

A character's place is its advance box across (left to right edge) and its origin down (the baseline):
drawn boxes are vertically tight in some files and font sizes meaningless in others, so neither orders
lines.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipelines.extract.pdf import calls
from pipelines.extract.pdf.clips import ClipReader
from pipelines.extract.pdf.frame import Frame
from pipelines.extract.pdf.glyphs import GLYPHS
from pipelines.extract.pdf.substituted import Substituted

SAMPLE = 32  # characters looked at to find the direction of writing
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
    handle, numbers = calls.address(textpage), array("f", (0.0,) * 6)  # FS_MATRIX
    to_numbers = calls.places(numbers)[0]
    votes = [0, 0, 0, 0]
    for i in range(0, len(text), max(1, len(text) // SAMPLE)):
        if text[i].isspace() or not calls.text_matrix(handle, i, to_numbers):
            continue
        along, up = numbers[0], numbers[1]
        dx, dy = a * along + c * up, b * along + d * up
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
    substituted: Substituted | None = None,
) -> list[Char]:
    """The visible characters on the page, in content order; those outside the page box are left out.

    ``text`` is ``page_text``; ``indexes`` restricts the reading to some of them; ``clips`` leaves out what is cut away,
    and puts what is cut at the foot or the sides of its cell into it (asked once for a run of characters that touch);
    ``substituted`` places those whose font is not in the file.
    """
    handle = calls.address(textpage)
    baseline = _baselines(handle, frame)
    right, below = frame.width + 1.0, frame.height + 1.0
    line_low = line_high = base = size = end = -1.0
    lift: float | None = 0.0
    squeeze: tuple[float, float, float] | None = None
    spaced = False
    out: list[Char] = []
    new: Callable[[tuple[Any, ...]], Char] = partial(tuple.__new__, Char)  # half the time of Char(...)
    for index, shown, ems, gap, low, high, x0, x1 in _boxes(handle, text, frame, indexes, substituted):
        spaced = spaced or gap
        if low != line_low or high != line_high:  # same font on the same line otherwise: same baseline
            line_low, line_high, base, size, end = low, high, baseline(index), 0.0, -1.0
        if ems:
            size = (x1 - x0) * ems
        elif size <= 0.0:
            size = em_of(x1 - x0, high - low)
        middle = base - ASCENT_SHARE * size
        if clips is not None and not -TOUCHING * size <= x0 - end <= TOUCHING * size:
            lift, squeeze = clips.lift(index, x0, x1, middle, size), clips.squeeze
        end = x1
        if lift is None:
            continue
        if squeeze is not None:
            x0, x1 = squeeze[1] + (x0 - squeeze[0]) * squeeze[2], squeeze[1] + (x1 - squeeze[0]) * squeeze[2]
        if -1.0 <= (x0 + x1) / 2 <= right and -1.0 <= middle <= below:
            out.append(new((base - lift, x0, x1, size, shown, spaced)))
        spaced = False
    return out


def em_of(wide: float, tall: float) -> float:
    """The em where no character before tells it: from the advance of a letter and the height of its face, in points."""
    return min(0.85 * tall, 4 * wide) if wide > 0 else tall


# Index, what it shows, ems in its advance, whether the file has white space before it, lower and upper edge of the face
# across the line (user space), and its advance along it (reading frame).
_Place = tuple[int, str, float, bool, float, float, float, float]


def _boxes(
    handle: calls.Address, text: str, frame: Frame, indexes: Iterable[int] | None, substituted: Substituted | None
) -> Iterator[_Place]:
    """The characters that show something and have a box, in content order."""
    a, _, c, _, e, _ = frame.matrix
    sideways = a == 0.0
    box = array("f", (0.0,) * 4)  # FS_RECTF
    by_box, loose = calls.places(box)[0], calls.text_loose_box
    gap = False
    for index in range(len(text)) if indexes is None else indexes:
        shown, ems = GLYPHS[text[index]]
        if not shown:
            gap = gap or _is_gap(handle, index, text[index])
            continue
        place = None if substituted is None else substituted.place(index)
        if place is not None:
            low, high, x0, x1 = place
        elif loose(handle, index, by_box):
            left, top, right, bottom = box
            x0, x1 = a * left + c * bottom + e, a * right + c * top + e  # of a and c one is zero
            low, high = (left, right) if sideways else (bottom, top)
            if x1 < x0:
                x0, x1 = x1, x0
        else:
            continue
        yield index, shown, ems, gap, low, high, x0, x1
        gap = False


def _is_gap(handle: calls.Address, index: int, char: str) -> bool:
    """Whether white space stands in the file, and is not what pdfium makes of a distance."""
    return char == "\u3000" or (char == " " and calls.text_generated(handle, index) == 0)


def _baselines(handle: calls.Address, frame: Frame) -> Callable[[int], float]:
    """The baseline of a character in the reading frame, by its index."""
    _, b, _, d, _, f = frame.matrix
    point = array("d", (0.0,) * 2)
    by_point, origin = calls.places(point), calls.text_origin

    def baseline(index: int) -> float:
        origin(handle, index, *by_point)
        x, y = point
        return b * x + d * y + f

    return baseline
