"""From rulings to tables: snap, join, intersect, and read the cells off the lattice.

Pure geometry, in the reading frame (top left origin).  The rules are those of pdfplumber's table
finder (edges snapped within 3 pt, joined over gaps of 3 pt, a cell is the smallest rectangle whose
four corners are joined by rulings), worked on distinct positions instead of single edges, which makes
them cheap.  A merged cell falls out as a larger rectangle.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

TOLERANCE = 3.0  # pt: rulings closer than this are one; ends closer than this meet
MIN_LENGTH = 3.0  # pt: shorter joined rulings are dots, ticks, underlines of a character

Interval = tuple[float, float]
# Per row position: column position -> (joined rule across, joined rule down) that cross there.
Corners = list[dict[int, tuple[int, int]]]


@dataclass(slots=True)
class Rulings:
    """Horizontal rules as (y, x0, x1) and vertical rules as (x, top, bottom)."""

    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)


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


def axis(rules: list[tuple[float, float, float]]) -> Axis:
    """Snap rules to distinct positions (mean of a run closer than the tolerance), join their intervals."""
    out = Axis([], [])
    run: list[tuple[float, float, float]] = []
    for rule in sorted(rules):
        if run and rule[0] - run[-1][0] > TOLERANCE:
            _close(run, out)
            run = []
        run.append(rule)
    if run:
        _close(run, out)
    return out


def _close(run: list[tuple[float, float, float]], out: Axis) -> None:
    joined: list[Interval] = []
    for start, end in sorted((a, b) for _, a, b in run):
        if joined and start <= joined[-1][1] + TOLERANCE:
            if end > joined[-1][1]:
                joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    joined = [i for i in joined if i[1] - i[0] >= MIN_LENGTH]
    if joined:
        out.at.append(sum(r[0] for r in run) / len(run))
        out.intervals.append(joined)


def _covering(intervals: list[Interval], at: float) -> int:
    for k, (start, end) in enumerate(intervals):
        if start - TOLERANCE <= at <= end + TOLERANCE:
            return k
    return -1


def corners_of(xs: Axis, ys: Axis) -> Corners:
    """Where rules cross or meet."""
    out: Corners = []
    for y, across in zip(ys.at, ys.intervals, strict=True):
        row: dict[int, tuple[int, int]] = {}
        for i, x in enumerate(xs.at):
            h = _covering(across, x)
            if h >= 0:
                v = _covering(xs.intervals[i], y)
                if v >= 0:
                    row[i] = (h, v)
        out.append(row)
    return out


def _cell(corners: Corners, j: int, i: int) -> tuple[int, int] | None:
    """The nearest (row, column) position that closes a rectangle opened at (j, i)."""
    h, v = corners[j][i]
    rights = [k for k, (across, _) in corners[j].items() if k > i and across == h]
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
    cells = []
    for j, row in enumerate(corners):
        for i in row:
            closed = _cell(corners, j, i)
            if closed is not None:
                cells.append((j, i, closed[0], closed[1]))
    groups = (_table(group, xs.at, ys.at) for group in _groups(cells) if len(group) > 1)
    return sorted(groups, key=lambda t: (t.ys[0], t.xs[0]))


def _groups(cells: list[tuple[int, int, int, int]]) -> list[list[tuple[int, int, int, int]]]:
    """Cells that share a corner, directly or through others."""
    parent = list(range(len(cells)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    owner: dict[tuple[int, int], int] = {}
    for n, (j, i, below, right) in enumerate(cells):
        for corner in ((j, i), (j, right), (below, i), (below, right)):
            first = owner.setdefault(corner, n)
            if first != n:
                parent[root(n)] = root(first)
    groups: dict[int, list[tuple[int, int, int, int]]] = {}
    for n, cell in enumerate(cells):
        groups.setdefault(root(n), []).append(cell)
    return list(groups.values())


def _table(cells: list[tuple[int, int, int, int]], xs: list[float], ys: list[float]) -> Table:
    cols = sorted({c[1] for c in cells} | {c[3] for c in cells})
    rows = sorted({c[0] for c in cells} | {c[2] for c in cells})
    spans = []
    for j, i, below, right in cells:
        r, c = bisect_left(rows, j), bisect_left(cols, i)
        spans.append((r, c, bisect_left(rows, below) - r, bisect_left(cols, right) - c))
    return Table([xs[i] for i in cols], [ys[j] for j in rows], sorted(spans))
