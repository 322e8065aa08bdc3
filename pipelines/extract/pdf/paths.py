"""The rulings of a page, from its path objects.

Four styles are met in practice: thin filled rectangles, strokes, a rectangle per cell, strokes per
cell.  A filled area without stroke is a background, not a ruling, unless it is thin: white fills
behind a title and its unit line would otherwise pull both into the grid.
"""

from __future__ import annotations

import ctypes
import itertools

import pypdfium2.raw as pdfium

from pipelines.extract.pdf.frame import Matrix, multiply
from pipelines.extract.pdf.lattice import Rulings

THIN = 3.0  # pt: a filled rectangle no thicker than this is a line
STRAIGHT = 1.0  # pt: a stroke may leave its axis by this much and still be a rule
SHORTEST = 1.0  # pt: shorter pieces are dots
MAX_DEPTH = 8  # nested form XObjects; deeper nesting does not occur outside of attacks
MAX_SEGMENTS = 20_000  # of one path: more is a drawing or an outline of text
RECTANGLE = 5  # segments of a closed rectangle

_MOVE, _LINE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO


class PathReader:
    """Collects rulings of one page into ``rulings`` and the share of it that images cover.

    Foreign calls want their out-parameters; they are made once and reused, since a page can hold
    thousands of path objects.
    """

    def __init__(self, matrix: Matrix, width: float, height: float) -> None:
        self.rulings = Rulings()
        self.image_area = 0.0
        self.paths = 0
        self._matrix = matrix
        self._width, self._height = width, height
        self._fs = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._mode, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._bounds = [ctypes.c_float() for _ in range(4)]

    def read(self, page: pdfium.FPDF_PAGE) -> None:
        """Walk all objects of a loaded page."""
        get, kind = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            obj = get(page, index)
            what = kind(obj)
            if what != pdfium.FPDF_PAGEOBJ_TEXT:
                self._object(obj, what, self._matrix, 0)

    def _object(self, obj: pdfium.FPDF_PAGEOBJECT, what: int, matrix: Matrix, depth: int) -> None:
        if what == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(obj, matrix)
        elif what == pdfium.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = self._placed(obj, matrix)
            self.image_area += abs(a * d - b * c)
        elif what == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = self._placed(obj, matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(obj)):
                child = pdfium.FPDFFormObj_GetObject(obj, index)
                kind = pdfium.FPDFPageObj_GetType(child)
                if kind != pdfium.FPDF_PAGEOBJ_TEXT:
                    self._object(child, kind, inner, depth + 1)

    def _placed(self, obj: pdfium.FPDF_PAGEOBJECT, outer: Matrix) -> Matrix:
        fs = self._fs
        if not pdfium.FPDFPageObj_GetMatrix(obj, fs):
            return outer
        if fs.a == 1.0 and fs.d == 1.0 and fs.b == 0.0 and fs.c == 0.0 and fs.e == 0.0 and fs.f == 0.0:
            return outer
        return multiply((fs.a, fs.b, fs.c, fs.d, fs.e, fs.f), outer)

    def _path(self, obj: pdfium.FPDF_PAGEOBJECT, outer: Matrix) -> None:
        """Add the rulings of one path.

        A thin bounding box is a line whatever draws it (one foreign call instead of a dozen); the box of
        a stroke is wider by its pen, which the lattice's tolerance takes up.
        """
        if not pdfium.FPDFPath_GetDrawMode(obj, self._mode, self._stroke):
            return
        filled, stroked = self._mode.value != pdfium.FPDF_FILLMODE_NONE, bool(self._stroke.value)
        if not filled and not stroked:
            return  # a clip path: draws nothing
        self.paths += 1
        count = pdfium.FPDFPath_CountSegments(obj)
        if count <= RECTANGLE and pdfium.FPDFPageObj_GetBounds(obj, *self._bounds) and self._line(outer):
            return
        if stroked or count > RECTANGLE:
            for points in self._subpaths(obj, count, self._placed(obj, outer)):
                if stroked:
                    self._strokes(points)
                else:
                    self._thin(points)

    def _line(self, matrix: Matrix) -> bool:
        """Add the bounding box just fetched if it is thin enough to be a line."""
        left, bottom, right, top = self._bounds
        a, b, c, d, e, f = matrix
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        return self._thin([(a * x0 + c * y0 + e, b * x0 + d * y0 + f), (a * x1 + c * y1 + e, b * x1 + d * y1 + f)])

    def _subpaths(self, obj: pdfium.FPDF_PAGEOBJECT, count: int, matrix: Matrix) -> list[list[tuple[float, float]]]:
        """Straight-edged subpaths as points in the reading frame, closed ones with the first point repeated."""
        if not 2 <= count <= MAX_SEGMENTS:
            return []
        a, b, c, d, e, f = matrix
        x, y = self._x, self._y
        out: list[list[tuple[float, float]]] = []
        points: list[tuple[float, float]] = []
        curved = False
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(obj, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == _MOVE:
                if len(points) > 1 and not curved:
                    out.append(points)
                points, curved = [], False
            elif kind != _LINE:
                curved = True
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            px, py = x.value, y.value
            points.append((a * px + c * py + e, b * px + d * py + f))
            if kind == _LINE and pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
                points.append(points[0])
        if len(points) > 1 and not curved:
            out.append(points)
        return out

    def _strokes(self, points: list[tuple[float, float]]) -> None:
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if abs(y1 - y0) <= STRAIGHT and abs(x1 - x0) >= SHORTEST:
                self._across((y0 + y1) / 2, min(x0, x1), max(x0, x1))
            elif abs(x1 - x0) <= STRAIGHT and abs(y1 - y0) >= SHORTEST:
                self._down((x0 + x1) / 2, min(y0, y1), max(y0, y1))

    def _thin(self, points: list[tuple[float, float]]) -> bool:
        """Add the rectangle around the points if it is thin enough to be a line."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        wide, high = x1 - x0, y1 - y0
        if high <= THIN and wide >= SHORTEST and wide > high:
            self._across((y0 + y1) / 2, x0, x1)
        elif wide <= THIN and high >= SHORTEST and high > wide:
            self._down((x0 + x1) / 2, y0, y1)
        else:
            return False
        return True

    def _across(self, y: float, x0: float, x1: float) -> None:
        x0, x1 = max(x0, 0.0), min(x1, self._width)
        if -1.0 <= y <= self._height + 1.0 and x1 > x0:
            self.rulings.horizontal.append((y, x0, x1))

    def _down(self, x: float, top: float, bottom: float) -> None:
        top, bottom = max(top, 0.0), min(bottom, self._height)
        if -1.0 <= x <= self._width + 1.0 and bottom > top:
            self.rulings.vertical.append((x, top, bottom))
