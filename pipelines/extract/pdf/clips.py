"""Text that is in the file but not on the page: cut away by a clip path.

Spreadsheet programs write the whole text of a merged cell on every page the cell runs over and clip
what does not belong there; read naively it prints over headers and titles.  Only text hidden as a
whole, or above or below its clip, counts: a figure too long for its column is cut at the side, and its
hidden digits are still the figure.  So are the last characters of a name that goes over the line in a row too low for
two: the upper part of its second line is seen at the foot of its cell.  A name set in the middle of a column too narrow
for it is cut at both sides: its first and last characters are unseen, most of it is not, and its clip says which cell
it is in.
"""

from __future__ import annotations

from array import array

import pypdfium2.raw as pdfium

from pipelines.extract.pdf import calls
from pipelines.extract.pdf.frame import Matrix

MAX_POINTS = 10  # of one clip path: more is a shape, not a rectangle or two
RECTANGLE = 5  # points of a closed rectangle
INSIDE = 0.3  # em: how far above the foot of its cell the middle of a line that is cut there is put
CUT = 0.35  # em: the middle of a line whose upper part is seen stands no further below the foot of its cell
MOST = 0.5  # share of a text's length that is seen where characters of it stand beside its clip
OUT = 0.4  # em: a text that begins so far before its clip is set closer, into it
ROOM = 3.0  # em: the height of a cell of one or two lines; a higher clip is a page's or a table's


class ClipReader:
    """Tells whether a character of one page is cut away.

    ``matrix`` maps user space to the reading frame.  Clip paths inside a form XObject are in the form's own
    coordinates, so a page whose forms are placed anywhere but at the origin is not asked.
    ``squeeze`` is how the text last asked for is set closer, so that it stands within its clip: where it begins, where
    the clip begins, and the share of its length that is left; ``None`` where it stays as it is.
    """

    squeeze: tuple[float, float, float] | None = None

    def __init__(self, matrix: Matrix, textpage: pdfium.FPDF_TEXTPAGE) -> None:
        self._matrix = matrix
        self._textpage = calls.address(textpage)
        self._point = array("f", (0.0,) * 2)
        self._to_point = calls.places(self._point)
        self._bounds = array("f", (0.0,) * 4)
        self._to_bounds = calls.places(self._bounds)
        self._known: tuple[calls.Address, tuple[float, float]] | None = None

    def lift(self, index: int, x0: float, x1: float, middle: float, size: float) -> float | None:
        """How far the text object of character ``index``, an em of ``size`` from ``x0`` to ``x1`` around ``middle``, is
        to be lifted to stand in the cell it is cut to; ``None`` where it is unseen."""
        self.squeeze = None
        obj = calls.text_object(self._textpage, index)
        clip = calls.clip_of(obj) if obj else None
        if not clip:
            return 0.0
        lift = 0.0
        for path in range(calls.clip_count_paths(clip)):
            seen = self._rectangle(clip, path)
            if not seen:
                continue
            left, top, right, foot = seen
            if middle < top or (self._is_out(obj, left, right, size) and (x0 >= right or x1 <= left)):
                return None
            below = middle - foot
            is_cut = below > -INSIDE * size and size <= foot - top <= ROOM * size
            if below > (CUT * size if is_cut else 0.0):
                return None
            if is_cut:
                lift = max(lift, below + INSIDE * size)
        return lift

    def _is_out(self, obj: calls.Address, left: float, right: float, size: float) -> bool:
        """Whether most of the text stands outside ``left`` and ``right``; else its ``squeeze`` is known then."""
        low, high = self._extent(obj)
        if min(high, right) - max(low, left) <= MOST * (high - low):
            return True
        if left - low >= OUT * size:
            self.squeeze = low, left, (right - left) / (high - low)
        return False

    def _extent(self, obj: calls.Address) -> tuple[float, float]:
        """Where the text object begins and ends, across."""
        if self._known is not None and self._known[0] == obj:
            return self._known[1]
        if not calls.get_bounds(obj, *self._to_bounds):
            return 0.0, 0.0
        a, _, c, _, e, _ = self._matrix
        x0, y0, x1, y1 = self._bounds
        one, other = a * x0 + c * y0 + e, a * x1 + c * y1 + e
        extent = min(one, other), max(one, other)
        self._known = obj, extent
        return extent

    def _rectangle(self, clip: calls.Address, path: int) -> tuple[float, float, float, float] | None:
        points = calls.clip_count_segments(clip, path)
        if not 3 < points <= MAX_POINTS:
            return None
        a, b, c, d, e, f = self._matrix
        xs, ys = [], []
        for n in (0, 2) if points <= RECTANGLE else range(points):  # opposite corners tell a rectangle
            segment = calls.clip_get_segment(clip, path, n)
            if not calls.segment_point(segment, *self._to_point):
                return None
            x, y = self._point
            xs.append(a * x + c * y + e)
            ys.append(b * x + d * y + f)
        return min(xs), min(ys), max(xs), max(ys)
