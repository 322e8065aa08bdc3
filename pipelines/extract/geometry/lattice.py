"""From rulings to tables: snap, join, intersect, and read the cells off the lattice.

Pure geometry, in the reading frame (top left origin).  The rules are those of pdfplumber's table
finder (edges snapped within 3 pt, joined over gaps of 3 pt, a cell is the smallest rectangle whose
four corners are joined by rulings), worked on distinct positions instead of single edges, which makes
them cheap.  A merged cell falls out as a larger rectangle.

Pages of PDF and pictures are read with it; extract/html/lattice.py says why pages of HTML are not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from pipelines.extract.geometry.alignment import runs
from pipelines.model.groups import connected

TOLERANCE = 3.0  # pt: rulings closer than this are one; ends closer than this meet
MIN_LENGTH = 3.0  # pt: shorter joined rulings are dots, ticks, underlines of a character

Interval = tuple[float, float]
Rule = tuple[float, float, float]  # position, from, to
CellCorners = tuple[int, int, int, int]  # positions of its top, left, bottom and right side
# Per row position: column position -> (joined rule across, joined rule down) that cross there.
Corners = list[dict[int, tuple[int, int]]]


@dataclass(slots=True)
class Rulings:
    """Horizontal rules as (y, x0, x1) and vertical rules as (x, top, bottom)."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)


@dataclass(slots=True)
class Axis:
    """Distinct positions in order, with the joined intervals drawn at each."""

    at: list[float]
    intervals: list[list[Interval]]


@dataclass(slots=True)
class Table:
    """Connected cells: boundaries ``xs`` and ``ys``, cells as (row, col, row_span, col_span)."""

    xs: list[float]
    ys: list[float]
    cells: list[tuple[int, int, int, int]]


def axis(rules: list[Rule], near: float = TOLERANCE) -> Axis:
    """Snap rules to distinct positions (mean of a run closer than ``near``), join their intervals."""
    out = Axis([], [])
    for run in runs(sorted(rules), near, at=itemgetter(0)):
        joined = _joined(run, near)
        if joined:
            out.at.append(sum(at for at, _, _ in run) / len(run))
            out.intervals.append(joined)
    return out


def _joined(run: list[Rule], near: float) -> list[Interval]:
    """What rules at one position draw, over small gaps and without dots."""
    joined: list[Interval] = []
    for start, end in sorted((start, end) for _, start, end in run):
        if joined and start <= joined[-1][1] + near:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return [(start, end) for start, end in joined if end - start >= MIN_LENGTH]


def _covering(intervals: list[Interval], at: float, near: float) -> int:
    for k, (start, end) in enumerate(intervals):
        if start - near <= at <= end + near:
            return k
    return -1


def corners_of(xs: Axis, ys: Axis, near: float = TOLERANCE) -> Corners:
    """Where rules cross, or end less than ``near`` apart."""
    out: Corners = []
    for y, across in zip(ys.at, ys.intervals, strict=True):
        row: dict[int, tuple[int, int]] = {}
        for i, x in enumerate(xs.at):
            h = _covering(across, x, near)
            if h >= 0:
                v = _covering(xs.intervals[i], y, near)
                if v >= 0:
                    row[i] = (h, v)
        out.append(row)
    return out


def _cell(corners: Corners, j: int, i: int, rights: Sequence[int]) -> tuple[int, int] | None:
    """The nearest (row, column) that closes a rectangle opened at (j, i), whose top ends at one of ``rights``."""
    v = corners[j][i][1]
    if not rights:
        return None
    for below in range(j + 1, len(corners)):
        row = corners[below]
        here = row.get(i)
        if here is None or here[1] != v:
            continue
        for k in rights:
            far = row.get(k)
            if far is not None and far[0] == here[0] and far[1] == corners[j][k][1]:
                return below, k
    return None


def tables(xs: Axis, ys: Axis, corners: Corners) -> list[Table]:
    """Every group of at least two touching cells, top to bottom."""
    cells: list[CellCorners] = []
    for j, row in enumerate(corners):
        along: dict[int, list[int]] = defaultdict(list)  # joined rule across -> what it crosses, left to right
        for i, (across, _) in row.items():
            along[across].append(i)
        for i, (across, _) in row.items():
            crossed = along[across]
            closed = _cell(corners, j, i, crossed[bisect_right(crossed, i) :])
            if closed is not None:
                cells.append((j, i, closed[0], closed[1]))
    groups = connected(_sharing_corners(cells))
    found = [_table([cells[number] for number in group], xs.at, ys.at) for group in groups]
    return sorted(found, key=lambda table: (table.ys[0], table.xs[0]))


def _sharing_corners(cells: list[CellCorners]) -> Iterator[tuple[int, int]]:
    """The number of each cell with that of the first that has the same corner, for each corner they share."""
    first: dict[tuple[int, int], int] = {}
    for number, (top, left, below, right) in enumerate(cells):
        for corner in ((top, left), (top, right), (below, left), (below, right)):
            other = first.setdefault(corner, number)
            if other != number:
                yield number, other


def _table(cells: list[CellCorners], xs: list[float], ys: list[float]) -> Table:
    cols = sorted({c[1] for c in cells} | {c[3] for c in cells})
    rows = sorted({c[0] for c in cells} | {c[2] for c in cells})
    spans = []
    for j, i, below, right in cells:
        r, c = bisect_left(rows, j), bisect_left(cols, i)
        spans.append((r, c, bisect_left(rows, below) - r, bisect_left(cols, right) - c))
    return Table([xs[i] for i in cols], [ys[j] for j in rows], sorted(spans))
