"""The printed cells of a digital page: where their characters stand, as the file itself says."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pypdfium2
import pypdfium2.raw as pdfium

_FINE = 100  # steps of a point to which the place of a character is known
Extent = tuple[float, float, float, float]  # x0, top, x1, bottom in points, from the top left


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell with text, ``ink`` the box around its characters and ``em`` the height of the tallest."""

    page: int
    grid_no: int
    text: str
    ink: Extent
    em: float

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its ink."""
        return (self.ink[0] + self.ink[2]) / 2, (self.ink[1] + self.ink[3]) / 2


def printed_cells(source: Path, cells: pl.DataFrame) -> list[Printed]:
    """The cells of raw.cell that print characters inside their box."""
    by_page: dict[int, list[dict[str, object]]] = defaultdict(list)
    for cell in cells.filter(pl.col("text").str.strip_chars() != "", pl.col("x0").is_not_null()).iter_rows(named=True):
        by_page[cell["page"]].append(cell)
    out: list[Printed] = []
    with pypdfium2.PdfDocument(source) as document:
        for page, found in sorted(by_page.items()):
            characters = list(_characters(document[page - 1]))
            out += (one for cell in found if (one := _printed(cell, characters)) is not None)
    return out


def _characters(page: pypdfium2.PdfPage) -> Iterable[Extent]:
    """The ink of every character of a page that has some, where the page is displayed."""
    text, wide, high = page.get_textpage(), round(page.get_width() * _FINE), round(page.get_height() * _FINE)
    box = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_int(), ctypes.c_int()
    for index in range(text.count_chars()):
        if chr(pdfium.FPDFText_GetUnicode(text, index)).isspace():
            continue  # has a box, but no ink
        if not pdfium.FPDFText_GetCharBox(text, index, *map(ctypes.byref, box)):
            continue
        left, right, bottom, top = (value.value for value in box)
        if right <= left or top <= bottom:
            continue
        corners = []
        for corner in ((left, top), (right, bottom)):
            pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, *corner, ctypes.byref(x), ctypes.byref(y))
            corners.append((x.value / _FINE, y.value / _FINE))
        xs, ys = zip(*corners, strict=True)
        yield min(xs), min(ys), max(xs), max(ys)


def _printed(cell: dict[str, object], characters: list[Extent]) -> Printed | None:
    x0, top, x1, bottom = (float(str(cell[side])) for side in ("x0", "top", "x1", "bottom"))
    inside = [c for c in characters if x0 < (c[0] + c[2]) / 2 < x1 and top < (c[1] + c[3]) / 2 < bottom]
    if not inside:
        return None
    lefts, tops, rights, lows = zip(*inside, strict=True)
    ink = min(lefts), min(tops), max(rights), max(lows)
    em = max(low - high for _, high, _, low in inside)
    return Printed(int(str(cell["page"])), int(str(cell["grid_no"])), str(cell["text"]), ink, em)
