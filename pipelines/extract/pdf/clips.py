"""Text that is in the file but not on the page: cut away by a clip path.

Spreadsheet programs write the whole text of a merged cell on every page the cell runs over and clip
what does not belong there; read naively it prints over headers and titles.  Only text hidden as a
whole, or above or below its clip, counts: a figure too long for its column is cut at the side, and its
hidden digits are still the figure.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from pipelines.extract.pdf.frame import Matrix

MAX_POINTS = 10  # of one clip path: more is a shape, not a rectangle or two
RECTANGLE = 5  # points of a closed rectangle


class ClipReader:
    """Tells whether a character of one page is cut away.

    ``matrix`` maps user space to the reading frame.  Clip paths inside a form XObject are in the form's own
    coordinates, so a page whose forms are placed anywhere but at the origin is not asked.
    """

    def __init__(self, matrix: Matrix, textpage: pdfium.FPDF_TEXTPAGE) -> None:
        self._matrix = matrix
        self._textpage = textpage
        self._x, self._y = ctypes.c_float(), ctypes.c_float()

    def hides(self, index: int, x0: float, x1: float, middle: float) -> bool:
        """Whether the text object of character ``index``, drawn from ``x0`` to ``x1`` around ``middle``, is unseen."""
        obj = pdfium.FPDFText_GetTextObject(self._textpage, index)
        clip = pdfium.FPDFPageObj_GetClipPath(obj) if obj else None
        if not clip:
            return False
        for path in range(pdfium.FPDFClipPath_CountPaths(clip)):
            seen = self._rectangle(clip, path)
            if seen and not (seen[1] <= middle <= seen[3] and x0 < seen[2] and x1 > seen[0]):
                return True
        return False

    def _rectangle(self, clip: pdfium.FPDF_CLIPPATH, path: int) -> tuple[float, float, float, float] | None:
        points = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        if not 3 < points <= MAX_POINTS:
            return None
        a, b, c, d, e, f = self._matrix
        xs, ys = [], []
        for n in (0, 2) if points <= RECTANGLE else range(points):  # opposite corners tell a rectangle
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, n)
            if not pdfium.FPDFPathSegment_GetPoint(segment, self._x, self._y):
                return None
            x, y = self._x.value, self._y.value
            xs.append(a * x + c * y + e)
            ys.append(b * x + d * y + f)
        return min(xs), min(ys), max(xs), max(ys)
