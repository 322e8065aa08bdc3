"""The ruled tables of an upright page picture: cells in pixels, and the picture without their rules."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipelines.extract.geometry.lattice import Rulings, Table, axis, corners_of, tables
from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.rules import Rules
from pipelines.extract.ocr.sides import closed

_EDGE = 2.0  # pt: ink of a rule lies this near to the edge of its cell
_HALO = 3  # px: the grey fringe of a rule


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table of the lattice, positions in pixels; ``cells`` as (row, col, row_span, col_span)."""

    xs: list[int]
    ys: list[int]
    cells: list[tuple[int, int, int, int]]

    @property
    def frame(self) -> tuple[int, int, int, int]:
        """(x0, top, x1, bottom)."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def rectangle(self, cell: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        """(x0, top, x1, bottom) of a cell, on the middle of its rules."""
        row, col, rows, cols = cell
        return self.xs[col], self.ys[row], self.xs[col + cols], self.ys[row + rows]


def ruled_tables(rules: Rules, scale: float) -> list[RuledTable]:
    """Tables, top to bottom; the geometry is that of the reader of PDF paths, which works in points.

    A side that is not there is supplied.
    """
    drawn = Rulings(
        [((s.y0 + s.y1) / 2 / scale, s.x0 / scale, s.x1 / scale) for s in rules.across],
        [((s.x0 + s.x1) / 2 / scale, s.y0 / scale, s.y1 / scale) for s in rules.down],
    )
    found = closed(drawn)
    xs, ys = axis(found.vertical), axis(found.horizontal)
    return [_in_pixels(table, scale) for table in tables(xs, ys, corners_of(xs, ys))]


def _in_pixels(table: Table, scale: float) -> RuledTable:
    return RuledTable([round(x * scale) for x in table.xs], [round(y * scale) for y in table.ys], table.cells)


def rule_pixels(found: list[RuledTable], rules: Rules, scale: float) -> Gray:
    """The pixels (255) of rules that bound a cell; a long stroke of a character is none of them."""
    edges = np.zeros_like(rules.mask)
    for table in found:
        for cell in table.cells:
            x0, top, x1, bottom = table.rectangle(cell)
            cv2.rectangle(edges, (x0, top), (x1, bottom), (255,), 2 * round(_EDGE * scale) + 1)
    return np.asarray(cv2.bitwise_and(edges, rules.mask), dtype=np.uint8)


def without(gray: Gray, pixels: Gray) -> Gray:
    """The picture with ``pixels`` and their fringe painted over in the colour of the paper."""
    paper = int(np.percentile(gray, 90))
    fringe = cv2.dilate(pixels, np.ones((_HALO, _HALO), np.uint8))
    return np.asarray(cv2.copyTo(np.full_like(gray, paper), fringe, gray.copy()), dtype=np.uint8)
