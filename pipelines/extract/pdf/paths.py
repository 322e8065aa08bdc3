"""The rulings of a page, from its path objects.

Four styles are met in practice: thin filled rectangles, strokes, a rectangle per cell, strokes per
cell.  A filled area without stroke is a background, not a ruling, unless it is thin: white fills
behind a title and its unit line would otherwise pull both into the grid.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import pairwise

import pypdfium2.raw as pdfium

from pipelines.extract.geometry.lattice import Rulings
from pipelines.extract.pdf import calls
from pipelines.extract.pdf.drawn import CLIPPING, INVISIBLE, NEAR_WHITE, is_tilted
from pipelines.extract.pdf.dropped import EMPTY, is_dropped
from pipelines.extract.pdf.frame import Matrix, multiply

THIN = 3.0  # pt: a filled rectangle no thicker than this is a line
STRAIGHT = 1.0  # pt: a stroke may leave its axis by this much and still be a rule
SHORTEST = 1.0  # pt: shorter pieces are dots
MAX_DEPTH = 8  # nested form XObjects; deeper nesting does not occur outside of attacks
MAX_SEGMENTS = 20_000  # of one path: more is a drawing or an outline of text
LIT = 150  # of 255: text with a channel this bright is white, pale or in colour
OPAQUE = 255
INSIDE = 1.0  # pt: a white line this far inside a coloured area separates something
MAX_FILLS = 2_000  # coloured areas on a page: more is a picture
RECTANGLE = 5  # segments of a closed rectangle

_PATH = pdfium.FPDF_PAGEOBJ_PATH
_NO_TEXT = pdfium.FPDF_TEXTRENDERMODE_UNKNOWN  # how an object is rendered that is none
_NO_INK = (INVISIBLE, CLIPPING)
_MOVE, _LINE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO


class PathReader:
    """Collects rulings of one page into ``rulings`` and the share of it that images cover.

    Foreign calls want places for their results; they are made once and reused, since a page can hold
    thousands of objects.
    """

    def __init__(self, matrix: Matrix, width: float, height: float) -> None:
        self.rulings = Rulings()
        self.image_area = 0.0
        self.images: list[tuple[float, float, float, float]] = []  # left, top, right, bottom
        self.dropped: list[calls.Address] = []  # text objects whose characters pdfium does not give
        self.odd_text = False  # some text may not be printed as it stands in the file: `unseen` tells
        self.fonts: set[int] = set()  # addresses of those in which text is set
        self.placed_forms = False  # a form XObject drawn anywhere but at the origin of its parent
        self._matrix = matrix
        self._width, self._height = width, height
        self._pale = Rulings()
        self._fills: list[tuple[float, float, float, float]] = []
        self._fs = pdfium.FS_MATRIX()
        self._point, self._bounds = array("f", (0.0,) * 2), array("f", (0.0,) * 4)
        self._mode, self._colour = array("i", (0,) * 2), array("I", (0,) * 4)
        self._numbers = array("f", (0.0,) * 6)
        self._after_text = False
        self._to_fs, self._to_numbers = calls.place(self._fs), calls.places(self._numbers)[0]
        self._to_point, self._to_bounds = calls.places(self._point), calls.places(self._bounds)
        self._to_mode, self._to_colour = calls.places(self._mode), calls.places(self._colour)

    def read(self, page: pdfium.FPDF_PAGE) -> None:
        """Walk all objects of a loaded page."""
        handle = calls.address(page)
        self._walk(calls.get_object, handle, calls.count_objects(handle), self._matrix, 0)
        if self._fills and len(self._fills) <= MAX_FILLS:
            self._show_pale()

    def _walk(
        self, get: Callable[..., calls.Address], handle: calls.Address, count: int, matrix: Matrix, depth: int
    ) -> None:
        """The ``count`` objects that ``get`` gives of a page or a form; most of them are text of a character or two.

        Of text it is asked whether pdfium drops it, and whether it is anything but opaque, dark, and along an axis.
        That is done here, not in functions of its own: it is half of what a page's objects cost.
        """
        mode_of, get_bounds, bounds, to_bounds = calls.text_mode, calls.get_bounds, self._bounds, self._to_bounds
        get_matrix, numbers, to_numbers = calls.get_matrix, self._numbers, self._to_numbers
        get_colour, colour, to_colour = calls.get_fill_colour, self._colour, self._to_colour
        fonts, font_of = self.fonts, calls.text_font_address
        for index in range(count):
            obj = get(handle, index)
            mode = mode_of(obj)
            if mode == _NO_TEXT:
                self._object(obj, calls.get_type(obj), matrix, depth)
                continue
            self._after_text = True
            fonts.add(font_of(obj))
            if get_bounds(obj, *to_bounds) and bounds[2] - bounds[0] < EMPTY and is_dropped(obj):
                self.dropped.append(obj)
            if self.odd_text:
                continue
            get_matrix(obj, to_numbers)
            self.odd_text = (
                mode in _NO_INK
                or (numbers[1] != 0.0 and numbers[0] != 0.0 and is_tilted(numbers[0], numbers[1]))
                or (
                    get_colour(obj, *to_colour) != 0
                    and (colour[3] < OPAQUE or colour[0] >= LIT or colour[1] >= LIT or colour[2] >= LIT)
                )
            )

    def _object(self, obj: calls.Address, what: int, matrix: Matrix, depth: int) -> None:
        if what == _PATH:
            self._path(obj, matrix)
        elif what == pdfium.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, e, f = self._placed(obj, matrix)
            self.image_area += abs(a * d - b * c)
            self.images.append((min(e, e + a + c), min(f, f + b + d), max(e, e + a + c), max(f, f + b + d)))
        elif what == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = self._placed(obj, matrix)
            self.placed_forms = self.placed_forms or inner != matrix
            self.odd_text = self.odd_text or is_tilted(inner[0], inner[1])
            self._walk(calls.form_get_object, obj, calls.form_count_objects(obj), inner, depth + 1)

    def _placed(self, obj: calls.Address, outer: Matrix) -> Matrix:
        fs = self._fs
        if not calls.get_matrix(obj, self._to_fs):
            return outer
        if fs.a == 1.0 and fs.d == 1.0 and fs.b == 0.0 and fs.c == 0.0 and fs.e == 0.0 and fs.f == 0.0:
            return outer
        return multiply((fs.a, fs.b, fs.c, fs.d, fs.e, fs.f), outer)

    def _path(self, obj: calls.Address, outer: Matrix) -> None:
        """Add the rulings of one path.

        A thin bounding box is a line whatever draws it (one foreign call instead of a dozen); the box of
        a stroke is wider by its pen, which the lattice's tolerance takes up.
        """
        if not calls.path_draw_mode(obj, *self._to_mode):
            return
        filled, stroked = self._mode[0] != pdfium.FPDF_FILLMODE_NONE, bool(self._mode[1])
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
                elif self._after_text:
                    self.odd_text = True
                return
        for points in self._subpaths(obj, count, self._placed(obj, outer)):
            if stroked:
                self._strokes(points, white)
            else:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                self._thin(min(xs), min(ys), max(xs), max(ys), white)

    def _white(self, obj: calls.Address, stroked: bool) -> bool:
        colour = calls.get_stroke_colour if stroked else calls.get_fill_colour
        if not colour(obj, *self._to_colour):
            return False
        red, green, blue, alpha = self._colour
        return min(red, green, blue) >= NEAR_WHITE or alpha == 0

    def _bounding(self, matrix: Matrix) -> tuple[float, float, float, float]:
        """The bounding box just fetched, in the reading frame."""
        left, bottom, right, top = self._bounds
        a, b, c, d, e, f = matrix
        x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f
        x1, y1 = a * right + c * top + e, b * right + d * top + f
        if x1 < x0:
            x0, x1 = x1, x0
        return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)

    def _subpaths(self, obj: calls.Address, count: int, matrix: Matrix) -> list[list[tuple[float, float]]]:
        """Straight-edged subpaths as points in the reading frame, closed ones with the first point repeated."""
        if not 2 <= count <= MAX_SEGMENTS:
            return []
        a, b, c, d, e, f = matrix
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
            x, y = self._point
            points.append((a * x + c * y + e, b * x + d * y + f))
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
