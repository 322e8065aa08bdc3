"""What is drawn on a page, in the order it is drawn: each text object with its look, each area that is filled."""

from __future__ import annotations

import ctypes
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from pipelines.extract.pdf import calls
from pipelines.extract.pdf.frame import IDENTITY, Matrix, multiply

Rect = tuple[float, float, float, float]  # left, bottom, right, top, in user space

MAX_DEPTH = 8  # nested form XObjects
TILTED = 0.09  # sine of the angle: writing further off the axes (5 degrees) is no line of a table
INVISIBLE, CLIPPING = 3, 7  # ways to render text that leave no ink
NEAR_WHITE = 245  # of 255
_RECTANGLE = 5  # segments of a closed rectangle
_OPAQUE = 255
_NAME_LENGTH = 256
_FLAT = 0.5  # pt
_CAPITAL = 0.7  # em: the height of a digit
_BAND, _FAR = 20.0, 20_000.0  # pt


@dataclass(frozen=True, slots=True)
class Ink:
    """One text object: its ``place`` in the order of drawing, its box, and how it looks on white paper."""

    place: int
    object: calls.Address
    form: calls.Address | None  # the form it is in, if not on the page itself
    box: Rect
    size: float
    colour: tuple[int, int, int]  # as it looks on white paper
    mode: int
    tilted: bool
    is_off: bool  # on a layer that is switched off

    @property
    def light(self) -> float:
        """How bright it looks, from 0 (black) to 255."""
        red, green, blue = self.colour
        return 0.299 * red + 0.587 * green + 0.114 * blue


@dataclass(slots=True)
class Drawn:
    """The text of a page, and the areas that are painted: white (``blank``), and in any other way."""

    inks: list[Ink] = field(default_factory=list)
    blanks: list[tuple[int, Rect]] = field(default_factory=list)
    areas: list[tuple[int, Rect]] = field(default_factory=list)


class Painted:
    """Areas by where they are, since a page may have thousands."""

    def __init__(self, areas: Iterable[tuple[int, Rect]]) -> None:
        self._bands: dict[int, list[tuple[int, Rect]]] = defaultdict(list)
        for place, box in areas:
            first, last = (int(min(max(y, -_FAR), _FAR) // _BAND) for y in (box[1], box[3]))
            for band in range(first, last + 1):
                self._bands[band].append((place, box))

    def at(self, box: Rect, after: int = -1) -> list[Rect]:
        """The areas around the middle of a box, of those painted later than ``after``."""
        return [area for place, area in self._around(box) if place > after]

    def last(self, box: Rect, before: int) -> int:
        """The place of the last area painted around the middle of a box and earlier than ``before``; -1 if none."""
        return max((place for place, _ in self._around(box) if place < before), default=-1)

    def _around(self, box: Rect) -> Iterator[tuple[int, Rect]]:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for place, area in self._bands.get(int(y // _BAND), ()):
            if area[0] <= x <= area[2] and area[1] <= y <= area[3]:
                yield place, area


def is_tilted(a: float, b: float) -> bool:
    """Whether writing in the direction (a, b) follows neither axis."""
    a, b = abs(a), abs(b)
    return min(a, b) > TILTED * max(a, b)


def drawn(page: pdfium.FPDF_PAGE, hidden: frozenset[str] = frozenset()) -> Drawn:
    """Everything a loaded page draws; ``hidden`` are the names of layers that are switched off."""
    walker = _Walker(hidden)
    handle = calls.address(page)
    walker.walk(calls.get_object, handle, calls.count_objects(handle), IDENTITY, 0)
    return walker.out


class _Walker:
    def __init__(self, hidden: frozenset[str]) -> None:
        self.out = Drawn()
        self._hidden = hidden
        self._off = False  # inside a form on such a layer
        self._place = 0
        self._bounds, self._colour = array("f", (0.0,) * 4), array("I", (0,) * 4)
        self._mode, self._numbers, self._point = array("i", (0,) * 2), array("f", (0.0,) * 6), array("f", (0.0,) * 2)
        self._to_bounds, self._to_colour = calls.places(self._bounds), calls.places(self._colour)
        self._to_mode, self._to_numbers = calls.places(self._mode), calls.places(self._numbers)[0]
        self._to_point = calls.places(self._point)

    def walk(
        self, get: Callable[..., calls.Address], handle: calls.Address, count: int, outer: Matrix, depth: int
    ) -> None:
        for index in range(count):
            obj = get(handle, index)
            what = calls.get_type(obj)
            self._place += 1
            if what == pdfium.FPDF_PAGEOBJ_FORM:
                if depth < MAX_DEPTH:
                    inner = multiply(self._matrix(obj), outer)
                    before, self._off = self._off, self._off or self._is_off(obj)
                    self.walk(calls.form_get_object, obj, calls.form_count_objects(obj), inner, depth + 1)
                    self._off = before
                continue
            box = self._box(obj, outer)
            if box is None:
                continue
            if what == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(obj, handle if depth else None, box, outer)
            elif self._off or self._is_off(obj):
                continue
            elif what == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(obj, box, outer)
            else:
                self.out.areas.append((self._place, box))

    def _is_off(self, obj: calls.Address) -> bool:
        """Whether an object is between marks of a layer that is switched off."""
        return bool(self._hidden) and any(name in self._hidden for name in _layers(obj))

    def _matrix(self, obj: calls.Address) -> Matrix:
        if not calls.get_matrix(obj, self._to_numbers):
            return IDENTITY
        a, b, c, d, e, f = self._numbers
        return (a, b, c, d, e, f)

    def _box(self, obj: calls.Address, outer: Matrix) -> Rect | None:
        if not calls.get_bounds(obj, *self._to_bounds):
            return None
        left, bottom, right, top = self._bounds
        return _moved((left, bottom, right, top), outer)

    def _text(self, obj: calls.Address, form: calls.Address | None, box: Rect, outer: Matrix) -> None:
        a, b, c, d, _, _ = multiply(self._matrix(obj), outer)
        self._point[0] = 0.0
        calls.text_size(obj, self._to_point[0])
        size = self._point[0] * max(abs(c), abs(d))
        ink = Ink(
            self._place,
            obj,
            form,
            _with_height(box, size),
            size,
            self._looks(obj),
            calls.text_mode(obj),
            is_tilted(a, b),
            self._off or self._is_off(obj),
        )
        self.out.inks.append(ink)

    def _looks(self, obj: calls.Address) -> tuple[int, int, int]:
        """The fill colour as white paper shows it through; black where it is a pattern."""
        if not calls.get_fill_colour(obj, *self._to_colour):
            return (0, 0, 0)
        red, green, blue, alpha = self._colour
        share = alpha / _OPAQUE
        mixed = [round(share * c + (1 - share) * 255) for c in (red, green, blue)]
        return (mixed[0], mixed[1], mixed[2])

    def _path(self, obj: calls.Address, box: Rect, outer: Matrix) -> None:
        if not calls.path_draw_mode(obj, *self._to_mode) or self._mode[0] == pdfium.FPDF_FILLMODE_NONE:
            return
        known = calls.get_fill_colour(obj, *self._to_colour)
        white = bool(known) and min(self._colour[:3]) >= NEAR_WHITE
        if not white:
            if not known or self._colour[3]:
                self.out.areas.append((self._place, box))
        elif self._colour[3] == _OPAQUE and calls.path_count_segments(obj) <= _RECTANGLE:
            seen = self._clipped(obj, box, outer)
            if seen is not None:
                self.out.blanks.append((self._place, seen))

    def _clipped(self, obj: calls.Address, box: Rect, outer: Matrix) -> Rect | None:
        """What the clip path of an object leaves of its box: nothing where the clip is more than a rectangle."""
        clip = calls.clip_of(obj)
        for path in range(max(calls.clip_count_paths(clip), 0) if clip else 0):
            points = []
            for n in range(calls.clip_count_segments(clip, path)):
                if not calls.segment_point(calls.clip_get_segment(clip, path, n), *self._to_point):
                    return None
                points.append((self._point[0], self._point[1]))
            if not 3 < len(points) <= _RECTANGLE:
                return None
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            around = _moved((min(xs), min(ys), max(xs), max(ys)), outer)
            box = (max(box[0], around[0]), max(box[1], around[1]), min(box[2], around[2]), min(box[3], around[3]))
            if box[0] >= box[2] or box[1] >= box[3]:
                return None
        return box


def _with_height(box: Rect, size: float) -> Rect:
    """The box of a text, which has no height where the font is not at hand."""
    return box if box[3] - box[1] >= _FLAT else (box[0], box[1], box[2], box[1] + _CAPITAL * size)


def _moved(box: Rect, matrix: Matrix) -> Rect:
    if matrix == IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _layers(obj: calls.Address) -> Iterator[str]:
    """The names of the layers an object is on by its marks."""
    bare = ctypes.cast(obj, pdfium.FPDF_PAGEOBJECT)
    for n in range(max(pdfium.FPDFPageObj_CountMarks(bare), 0)):
        mark = pdfium.FPDFPageObj_GetMark(bare, n)
        used, buffer = ctypes.c_ulong(), (ctypes.c_ushort * _NAME_LENGTH)()
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"Name", buffer, ctypes.sizeof(buffer), used):
            yield bytes(buffer)[: max(used.value - 2, 0)].decode("utf-16-le", "replace")
