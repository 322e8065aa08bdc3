"""Text that is in the file but not on the page: cut away by a clip path.

Spreadsheet programs write the whole text of a merged cell on every page the cell runs over and clip
what does not belong there; read naively it prints over headers and titles.  Only text hidden as a
whole, or above or below its clip, counts: a figure too long for its column is cut at the side, and its
hidden digits are still the figure.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from pipelines.extract.pdf.frame import Matrix, multiply

MAX_DEPTH = 8
MAX_POINTS = 10  # of one clip path: more is a shape, not a rectangle or two
Bounds = tuple[float, float, float, float]  # x0, top, x1, bottom in the reading frame


class ClipReader:
    """Finds the hidden text objects of one page."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._corner = [ctypes.c_float() for _ in range(4)]
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._fs = pdfium.FS_MATRIX()
        self._hidden: set[int] = set()

    def hidden(self, page: pdfium.FPDF_PAGE) -> set[int]:
        """Addresses of the text objects nobody sees."""
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            self._visit(pdfium.FPDFPage_GetObject(page, index), self._matrix, 0)
        return self._hidden

    def _visit(self, obj: pdfium.FPDF_PAGEOBJECT, matrix: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(obj)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if self._is_hidden(obj, matrix):
                self._hidden.add(address(obj))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            fs = self._fs
            if pdfium.FPDFPageObj_GetMatrix(obj, fs):
                matrix = multiply((fs.a, fs.b, fs.c, fs.d, fs.e, fs.f), matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(obj)):
                self._visit(pdfium.FPDFFormObj_GetObject(obj, index), matrix, depth + 1)

    def _is_hidden(self, obj: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> bool:
        clip = pdfium.FPDFPageObj_GetClipPath(obj)
        count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
        if count <= 0 or not pdfium.FPDFPageObj_GetBounds(obj, *self._corner):
            return False
        left, bottom, right, top = (c.value for c in self._corner)
        x0, y0, x1, y1 = _mapped(matrix, left, bottom, right, top)
        middle = (y0 + y1) / 2
        for index in range(count):
            seen = self._rectangle(clip, index, matrix)
            if seen and not (seen[1] <= middle <= seen[3] and x0 < seen[2] and x1 > seen[0]):
                return True
        return False

    def _rectangle(self, clip: pdfium.FPDF_CLIPPATH, index: int, matrix: Matrix) -> Bounds | None:
        points = pdfium.FPDFClipPath_CountPathSegments(clip, index)
        if not 3 < points <= MAX_POINTS:
            return None
        xs, ys = [], []
        for n in (0, 2) if points <= 5 else range(points):  # opposite corners tell a rectangle
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, index, n)
            if not pdfium.FPDFPathSegment_GetPoint(segment, self._x, self._y):
                return None
            xs.append(self._x.value)
            ys.append(self._y.value)
        return _mapped(matrix, min(xs), min(ys), max(xs), max(ys))


def address(obj: pdfium.FPDF_PAGEOBJECT) -> int:
    """A number that identifies a page object while its page is open."""
    return ctypes.cast(obj, ctypes.c_void_p).value or 0


def _mapped(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Bounds:
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = (
        a * left + c * bottom + e,
        b * left + d * bottom + f,
        a * right + c * top + e,
        b * right + d * top + f,
    )
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
