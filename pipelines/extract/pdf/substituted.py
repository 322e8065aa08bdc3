"""Characters in fonts that the file names and does not hold: pdfium shows them in a face of the machine, or its own.

What it says of the box of such a character takes in the ink of that face, so it is another on every machine.  Here the
place comes from the file alone: where the character begins, its width in the font's own list, the size it is set in.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Set as AbstractSet
from math import hypot

import pypdfium2.raw as pdfium

from pipelines.extract.pdf import calls
from pipelines.extract.pdf.frame import Frame
from pipelines.extract.pdf.glyphs import GLYPHS

FACE = 0.85  # of the height of a face is its em: `chars.em_of`
NARROW = 0.5  # em: a character whose width the file does not say, and which is not known to be wider


class Substituted:
    """Places characters of one page that are set in one of ``fonts`` (addresses of fonts that are not in the file)."""

    def __init__(self, textpage: pdfium.FPDF_TEXTPAGE, text: str, frame: Frame, fonts: AbstractSet[int]) -> None:
        self._handle, self._text, self._matrix, self._fonts = calls.address(textpage), text, frame.matrix, fonts
        self._point, self._numbers = array("d", (0.0,) * 2), array("f", (0.0,) * 6)  # FS_MATRIX
        self._textpage, self._width = textpage, ctypes.c_float()
        self._to_point, self._to_numbers = calls.places(self._point), calls.places(self._numbers)[0]

    def place(self, index: int) -> tuple[float, float, float, float] | None:
        """Foot and head of the face across the line (user space), and the advance along it (reading frame).

        ``None`` where the character's font is in the file.
        """
        obj = calls.text_object(self._handle, index)
        font = calls.text_font_address(obj) if obj else 0
        if font not in self._fonts or not calls.text_matrix(self._handle, index, self._to_numbers):
            return None
        size = pdfium.FPDFText_GetFontSize(self._textpage, index)
        calls.text_origin(self._handle, index, *self._to_point)
        x, y = self._point
        along_x, along_y, up_x, up_y = self._numbers[:4]
        wide = self._advance(font, index, size)
        a, _, c, _, e, _ = self._matrix
        x0, x1 = a * x + c * y + e, a * (x + wide * along_x) + c * (y + wide * along_y) + e
        foot = x if a == 0.0 else y
        return foot, foot + size * hypot(up_x, up_y) / FACE, min(x0, x1), max(x0, x1)

    def _advance(self, font: int, index: int, size: float) -> float:
        char = self._text[index]
        given = pdfium.FPDFFont_GetGlyphWidth(
            ctypes.cast(font, pdfium.FPDF_FONT), ord(char), size, ctypes.byref(self._width)
        )
        if given and self._width.value > 0.0:
            return self._width.value
        ems = GLYPHS[char][1]
        return size / ems if ems else size * NARROW


def substituted_on(
    textpage: pdfium.FPDF_TEXTPAGE, text: str, frame: Frame, fonts: AbstractSet[int]
) -> Substituted | None:
    """What places the characters of a page that are in those of its ``fonts`` that are not in the file; ``None`` on a
    page all of whose fonts are."""
    absent = {font for font in fonts if font and calls.font_is_embedded(calls.Address(font)) == 0}
    return Substituted(textpage, text, frame, absent) if absent else None
