"""What becomes of printed cells in the lattice that is found on a scan, without reading a character.

A cell is lost where the middle of its print falls into no cell of the scan, merged where it falls into one with
another's, cut where the lines found there do not reach from its first to its last character; a cell of the scan with
ink and without a counterpart is false.  One that is no cell of a lattice, but whole and alone as a piece of text,
stands apart, which is no fault: it takes reading to know the columns of a table without rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from pipelines.extract.ocr.layout import Layout
from pipelines.extract.ocr.snippets import Snippet
from scripts.scans.spoil import Matrix
from scripts.scans.truth import Extent, Printed

_REACH = 0.22  # em by which a line may stop short of its last character
APART = "apart"
Place = tuple[int, int]  # table and cell of a scan


def faults(layout: Layout, printed: Sequence[Printed], moved: Matrix) -> dict[Printed, str]:
    """Of each printed cell of a page that no lattice of the scan holds whole and alone, why.

    ``moved``: points to pixels.
    """
    forth = moved if layout.upright.back is None else np.linalg.inv(layout.upright.back) @ moved
    places = {one: _place(layout, *_at(forth, *one.middle)) for one in printed}
    company = Counter(place for place in places.values() if place is not None)
    lines = _lines(layout)
    outside = [_Extents(one, forth) for one, place in places.items() if place is None]
    out: dict[Printed, str] = _apart(layout, outside)
    for one, place in places.items():
        if place is None:
            continue
        if company[place] > 1:
            out[one] = "merged"
        elif not _is_whole(one, lines.get(place), forth):
            out[one] = "cut"
    return out


def false_cells(layout: Layout, printed: Sequence[tuple[Printed, Matrix]]) -> list[Place]:
    """The cells of a sheet with ink that are the place of no printed cell."""
    back = layout.upright.back
    held = set()
    for one, moved in printed:
        forth = moved if back is None else np.linalg.inv(back) @ moved
        held.add(_place(layout, *_at(forth, *one.middle)))
    return [place for place in _lines(layout) if place not in held]


def _lines(layout: Layout) -> dict[Place, tuple[int, int]]:
    """From where to where ink stands in each cell."""
    out: dict[Place, list[tuple[int, int]]] = defaultdict(list)
    for line, place in zip(layout.lines, layout.owner, strict=True):
        if place is not None:
            out[place].append((line.x0, line.x1))
    return {place: (min(a for a, _ in spans), max(b for _, b in spans)) for place, spans in out.items()}


class _Extents:
    """The ink of a printed cell on the straightened sheet."""

    def __init__(self, one: Printed, forth: Matrix) -> None:
        self.one = one
        corners = [_at(forth, x, y) for x in (one.ink[0], one.ink[2]) for y in (one.ink[1], one.ink[3])]
        across, down = zip(*corners, strict=True)
        self.x0, self.x1 = float(min(across)), float(max(across))
        self.top, self.bottom = float(min(down)), float(max(down))
        self.em = one.em * float(np.hypot(forth[0, 1], forth[1, 1]))

    def is_held_by(self, line: Snippet) -> bool:
        """Whether the middle of the cell is on a line, or that of the line in the cell, which may have several."""
        x, y = (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2
        if line.x0 <= x <= line.x1 and line.top <= y <= line.bottom:
            return True
        x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def _apart(layout: Layout, printed: Sequence[_Extents]) -> dict[Printed, str]:
    """What became of cells that no lattice holds, in the pieces of text outside of lattices."""
    pieces = [line for line, place in zip(layout.lines, layout.owner, strict=True) if place is None]
    own = {cell.one: [n for n, line in enumerate(pieces) if cell.is_held_by(line)] for cell in printed}
    company = Counter(n for held in own.values() for n in held)
    out = {}
    for cell in printed:
        held = own[cell.one]
        if not held:
            out[cell.one] = "lost"
        elif any(company[n] > 1 for n in held):
            out[cell.one] = "merged"
        else:
            reach = min(pieces[n].x0 for n in held), max(pieces[n].x1 for n in held)
            is_whole = reach[0] <= cell.x0 + _REACH * cell.em and reach[1] >= cell.x1 - _REACH * cell.em
            out[cell.one] = APART if is_whole else "cut"
    return out


def _is_whole(one: Printed, found: tuple[int, int] | None, forth: Matrix) -> bool:
    if found is None:
        return False
    left, right = _across(one.ink, forth)
    em = one.em * float(np.hypot(forth[0, 1], forth[1, 1]))
    return found[0] <= left + _REACH * em and found[1] >= right - _REACH * em


def _across(ink: Extent, forth: Matrix) -> tuple[float, float]:
    """From where to where print stands on the straightened sheet, whichever way it was fed."""
    middle = (ink[1] + ink[3]) / 2
    ends = _at(forth, ink[0], middle)[0], _at(forth, ink[2], middle)[0]
    return min(ends), max(ends)


def _place(layout: Layout, x: float, y: float) -> Place | None:
    for t, table in enumerate(layout.tables):
        for c, cell in enumerate(table.cells):
            x0, top, x1, bottom = table.rectangle(cell)
            if x0 <= x < x1 and top <= y < bottom:
                return t, c
    return None


def _at(forth: Matrix, x: float, y: float) -> tuple[float, float]:
    across, down, depth = forth @ np.array([x, y, 1.0])
    return float(across / depth), float(down / depth)
