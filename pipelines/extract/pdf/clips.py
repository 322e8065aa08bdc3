"""Text that is in the file but not on the page: cut away by a clip path.

Spreadsheet programs write the whole text of a merged cell on every page the cell runs over and clip
what does not belong there; read naively it prints over headers and titles.  Only text hidden as a
whole, or above or below its clip, counts: a figure too long for its column is cut at the side, and its
hidden digits are still the figure.
"""

from __future__ import annotations

from array import array

import pypdfium2.raw as pdfium

from pipelines.extract.pdf import calls
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
        self._textpage = calls.address(textpage)
        self._point = array("f", (0.0,) * 2)
        self._to_point = calls.places(self._point)

    def hides(self, index: int, x0: float, x1: float, middle: float) -> bool:
        """Whether the text object of character ``index``, drawn from ``x0`` to ``x1`` around ``middle``, is unseen."""
        obj = calls.text_object(self._textpage, index)
        clip = calls.clip_of(obj) if obj else None
        if not clip:
            return False
        for path in range(calls.clip_count_paths(clip)):
            seen = self._rectangle(clip, path)
            if seen and not (seen[1] <= middle <= seen[3] and x0 < seen[2] and x1 > seen[0]):
                return True
        return False

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
