"""Text that pdfium leaves out of a page's characters, and how it is made to give it.

pdfium takes the size of a text object from its glyphs.  Where a font is neither in the file nor on the machine there
are none, and an object that has no width for want of them (a single character, or a line that runs up the page) is
dropped without a word.  Its characters are known all the same, with their places.  An object whose outline is drawn is
wider by the pen: drawn so for a moment, it has a width, which it keeps, and its characters are given.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable

import pypdfium2.raw as pdfium

from pipelines.extract.pdf import calls

EMPTY = 0.01  # pt: pdfium drops a text object narrower than this
_PEN = 1.0
_NAME_LENGTH = 128
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


def widen(objects: Iterable[calls.Address]) -> None:
    """Give text objects of a loaded page a width, in memory; a text page made afterwards has their characters."""
    for obj in objects:
        handle = ctypes.cast(obj, pdfium.FPDF_PAGEOBJECT)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        pdfium.FPDFPageObj_SetStrokeWidth(handle, _PEN)
        pdfium.FPDFTextObj_SetTextRenderMode(handle, pdfium.FPDF_TEXTRENDERMODE_STROKE)
        pdfium.FPDFPageObj_Transform(handle, 1, 0, 0, 1, 0, 0)  # its size is taken anew whenever it is moved
        pdfium.FPDFTextObj_SetTextRenderMode(handle, mode)
