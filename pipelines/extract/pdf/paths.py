"""The rulings of a page, from its path objects.

Four styles are met in practice: thin filled rectangles, strokes, a rectangle per cell, strokes per
cell.  A filled area without stroke is a background, not a ruling, unless it is thin: white fills
behind a title and its unit line would otherwise pull both into the grid.
"""

from __future__ import annotations

import ctypes
from itertools import pairwise

import pypdfium2.raw as pdfium

from pipelines.extract.geometry.lattice import Rulings
from pipelines.extract.pdf import calls
from pipelines.extract.pdf.fallback import EMPTY, is_dropped
from pipelines.extract.pdf.frame import Matrix, multiply

THIN = 3.0  # pt: a filled rectangle no thicker than this is a line
STRAIGHT = 1.0  # pt: a stroke may leave its axis by this much and still be a rule
SHORTEST = 1.0  # pt: shorter pieces are dots
MAX_DEPTH = 8  # nested form XObjects; deeper nesting does not occur outside of attacks
MAX_SEGMENTS = 20_000  # of one path: more is a drawing or an outline of text
NEAR_WHITE = 245  # of 255
INSIDE = 1.0  # pt: a white line this far inside a coloured area separates something
MAX_FILLS = 2_000  # coloured areas on a page: more is a picture
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
        self.dropped_text = False  # pdfium gives no characters for some text: ``fallback`` reads it
        self.placed_forms = False  # a form XObject drawn anywhere but at the origin of its parent
        self._matrix = matrix
        self._width, self._height = width, height
        self._fs = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._mode, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._pale = Rulings()
        self._fills: list[tuple[float, float, float, float]] = []
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._bounds = [ctypes.c_float() for _ in range(4)]
        self._to_colour = [ctypes.addressof(c) for c in self._colour]
        self._to_bounds = [ctypes.addressof(c) for c in self._bounds]
        self._to_point = [ctypes.addressof(c) for c in (self._x, self._y)]
        self._to_mode = [ctypes.addressof(c) for c in (self._mode, self._stroke)]
        self._to_fs = ctypes.addressof(self._fs)

    def read(self, page: pdfium.FPDF_PAGE) -> None:
        """Walk all objects of a loaded page."""
        handle, get, kind = calls.address(page), calls.get_object, calls.get_type
        for index in range(calls.count_objects(handle)):
            obj = get(handle, index)
            what = kind(obj)
            if what == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(obj)
            else:
                self._object(obj, what, self._matrix, 0)
        if self._fills and len(self._fills) <= MAX_FILLS:
            self._show_pale()

    def _object(self, obj: int, what: int, matrix: Matrix, depth: int) -> None:
        if what == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(obj, matrix)
        elif what == pdfium.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = self._placed(obj, matrix)
            self.image_area += abs(a * d - b * c)
        elif what == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = self._placed(obj, matrix)
            self.placed_forms = self.placed_forms or inner != matrix
            for index in range(calls.form_count_objects(obj)):
                child = calls.form_get_object(obj, index)
                kind = calls.get_type(child)
                if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                    self._text(child)
                else:
                    self._object(child, kind, inner, depth + 1)

    def _text(self, obj: int) -> None:
        if not self.dropped_text and calls.get_bounds(obj, *self._to_bounds):
            width = self._bounds[2].value - self._bounds[0].value
            self.dropped_text = width < EMPTY and is_dropped(obj)

    def _placed(self, obj: int, outer: Matrix) -> Matrix:
        fs = self._fs
        if not calls.get_matrix(obj, self._to_fs):
            return outer
        if fs.a == 1.0 and fs.d == 1.0 and fs.b == 0.0 and fs.c == 0.0 and fs.e == 0.0 and fs.f == 0.0:
            return outer
        return multiply((fs.a, fs.b, fs.c, fs.d, fs.e, fs.f), outer)

    def _path(self, obj: int, outer: Matrix) -> None:
        """Add the rulings of one path.

        A thin bounding box is a line whatever draws it (one foreign call instead of a dozen); the box of
        a stroke is wider by its pen, which the lattice's tolerance takes up.
        """
        if not calls.path_draw_mode(obj, *self._to_mode):
            return
        filled, stroked = self._mode.value != pdfium.FPDF_FILLMODE_NONE, bool(self._stroke.value)
        if not filled and not stroked:
            return  # a clip path: draws nothing
        count = calls.path_count_segments(obj)
        white = self._white(obj, stroked)
        if count <= RECTANGLE and calls.get_bounds(obj, *self._to_bounds):
            x0, top, x1, bottom = self._bounding(outer)
            if self._thin(x0, top, x1, bottom, white):
                return
            if not stroked:
                if not white:
                    self._fills.append((x0, top, x1, bottom))
                return
        for points in self._subpaths(obj, count, self._placed(obj, outer)):
            if stroked:
                self._strokes(points, white)
            else:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                self._thin(min(xs), min(ys), max(xs), max(ys), white)

    def _white(self, obj: int, stroked: bool) -> bool:
        colour = calls.get_stroke_colour if stroked else calls.get_fill_colour
        if not colour(obj, *self._to_colour):
            return False
        red, green, blue, alpha = self._colour
        return min(red.value, green.value, blue.value) >= NEAR_WHITE or alpha.value == 0

    def _bounding(self, matrix: Matrix) -> tuple[float, float, float, float]:
        """The bounding box just fetched, in the reading frame."""
        left, bottom, right, top = self._bounds
        a, b, c, d, e, f = matrix
        x0, y0 = a * left.value + c * bottom.value + e, b * left.value + d * bottom.value + f
        x1, y1 = a * right.value + c * top.value + e, b * right.value + d * top.value + f
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _subpaths(self, obj: int, count: int, matrix: Matrix) -> list[list[tuple[float, float]]]:
        """Straight-edged subpaths as points in the reading frame, closed ones with the first point repeated."""
        if not 2 <= count <= MAX_SEGMENTS:
            return []
        a, b, c, d, e, f = matrix
        x, y = self._x, self._y
        out: list[list[tuple[float, float]]] = []
        points: list[tuple[float, float]] = []
        curved = False
        for index in range(count):
            segment = calls.path_get_segment(obj, index)
            kind = calls.segment_type(segment)
            if kind == _MOVE:
                if len(points) > 1 and not curved:
                    out.append(points)
                points, curved = [], False
            elif kind != _LINE:
                curved = True
            calls.segment_point(segment, *self._to_point)
            px, py = x.value, y.value
            points.append((a * px + c * py + e, b * px + d * py + f))
            if kind == _LINE and calls.segment_close(segment) and points[0] != points[-1]:
                points.append(points[0])
        if len(points) > 1 and not curved:
            out.append(points)
        return out

    def _strokes(self, points: list[tuple[float, float]], white: bool) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y1 - y0) <= STRAIGHT and abs(x1 - x0) >= SHORTEST:
                self._across((y0 + y1) / 2, min(x0, x1), max(x0, x1), white)
            elif abs(x1 - x0) <= STRAIGHT and abs(y1 - y0) >= SHORTEST:
                self._down((x0 + x1) / 2, min(y0, y1), max(y0, y1), white)

    def _thin(self, x0: float, top: float, x1: float, bottom: float, white: bool) -> bool:
        """Add a rectangle if it is thin enough to be a line; says whether it was."""
        wide, high = x1 - x0, bottom - top
        if high <= THIN and wide >= SHORTEST and wide > high:
            self._across((top + bottom) / 2, x0, x1, white)
        elif wide <= THIN and high >= SHORTEST and high > wide:
            self._down((x0 + x1) / 2, top, bottom, white)
        else:
            return wide <= THIN and high <= THIN
        return True

    def _across(self, y: float, x0: float, x1: float, white: bool) -> None:
        x0, x1 = max(x0, 0.0), min(x1, self._width)
        if -1.0 <= y <= self._height + 1.0 and x1 > x0:
            (self._pale if white else self.rulings).horizontal.append((y, x0, x1))

    def _down(self, x: float, top: float, bottom: float, white: bool) -> None:
        top, bottom = max(top, 0.0), min(bottom, self._height)
        if -1.0 <= x <= self._width + 1.0 and bottom > top:
            (self._pale if white else self.rulings).vertical.append((x, top, bottom))

    def _show_pale(self) -> None:
        """White lines count where they cross a coloured area: there they separate, elsewhere nobody sees them."""
        for x0, top, x1, bottom in self._fills:
            self.rulings.horizontal += [
                (y, max(a, x0), min(b, x1))
                for y, a, b in self._pale.horizontal
                if top + INSIDE < y < bottom - INSIDE and a < x1 - INSIDE and b > x0 + INSIDE
            ]
            self.rulings.vertical += [
                (x, max(a, top), min(b, bottom))
                for x, a, b in self._pale.vertical
                if x0 + INSIDE < x < x1 - INSIDE and a < bottom - INSIDE and b > top + INSIDE
            ]
