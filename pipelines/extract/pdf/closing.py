"""Open sides of tables: the border a table leaves out where its other rules end in line.

Tables cut by a page break often lack the rule above the first row, or below the last; some styles draw
no outer border left and right.  Where at least two rules of a table end on the same side of it, the
line through their ends is taken as that side.
"""

from __future__ import annotations

from collections.abc import Callable

from pipelines.extract.geometry.lattice import TOLERANCE, Axis, Corners, Rulings, Table, axis, corners_of, tables
from pipelines.extract.pdf.chars import Char

MIN_CORNERS = 3  # fewer crossings make no two cells
ROOM = 5.0  # pt: an open side nearer than this to the last rule leaves no room for text

Rule = tuple[float, float, float]  # position, from, to
Node = tuple[int, int]  # (position on an axis, interval at it)


def open_sides(xs: Axis, ys: Axis, corners: Corners, chars: Callable[[], list[Char]]) -> Rulings:
    """The missing outer rules of all tables on a page, where there is text between them and the last rule."""
    out = Rulings()
    for down, across in _components(corners):
        verticals = [(xs.at[i], *xs.intervals[i][k]) for i, k in down]
        horizontals = [(ys.at[j], *ys.intervals[j][k]) for j, k in across]
        for side, last, low, high in _sides(verticals, horizontals):
            if any(low < c.x0 < high and min(side, last) < c.y < max(side, last) for c in chars()):
                out.horizontal.append((side, low, high))
        for side, last, low, high in _sides(horizontals, verticals):
            if any(low < c.y < high and min(side, last) < c.x0 < max(side, last) for c in chars()):
                out.vertical.append((side, low, high))
    return out


def _sides(rules: list[Rule], crossing: list[Rule]) -> list[tuple[float, float, float, float]]:
    """Open sides as (where ``rules`` end together, the last rule drawn across, from, to)."""
    found = []
    for end, pick in ((1, min), (2, max)):
        side = pick(r[end] for r in rules)
        reach = [r[0] for r in rules if abs(r[end] - side) <= TOLERANCE]
        if len(reach) < 2:
            continue
        low, high = min(reach), max(reach)
        if any(abs(c[0] - side) < ROOM and c[1] - TOLERANCE <= low and c[2] + TOLERANCE >= high for c in crossing):
            continue
        whole = [c[0] for c in crossing if c[1] - TOLERANCE <= low and c[2] + TOLERANCE >= high]
        last = pick(whole) if whole else pick(r[3 - end] for r in rules)
        near = [c[0] for c in crossing if abs(c[0] - side) < ROOM]
        found.append((near[0] if near else side, last, low, high))
    return found


def _components(corners: Corners) -> list[tuple[list[Node], list[Node]]]:
    """Rules that cross, directly or through others: (vertical ones, horizontal ones)."""
    parent: dict[tuple[str, int, int], tuple[str, int, int]] = {}

    def root(node: tuple[str, int, int]) -> tuple[str, int, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for j, row in enumerate(corners):
        for i, (h, v) in row.items():
            a, b = root(("h", j, h)), root(("v", i, v))
            if a != b:
                parent[a] = b
    groups: dict[tuple[str, int, int], tuple[list[Node], list[Node]]] = {}
    for node in list(parent):
        down, across = groups.setdefault(root(node), ([], []))
        (down if node[0] == "v" else across).append((node[1], node[2]))
    return [g for g in groups.values() if len(g[0]) > 1 or len(g[1]) > 1]


def find_tables(rulings: Rulings, chars: Callable[[], list[Char]]) -> list[Table]:
    """The ruled tables of a page, open sides closed where there is text; ``chars`` is asked only if needed."""
    if not rulings.horizontal or not rulings.vertical:
        return []
    xs, ys = axis(rulings.vertical), axis(rulings.horizontal)
    corners = corners_of(xs, ys)
    if sum(map(len, corners)) < MIN_CORNERS:
        return []
    missing = open_sides(xs, ys, corners, chars)
    if missing.horizontal or missing.vertical:
        xs = axis(rulings.vertical + missing.vertical)
        ys = axis(rulings.horizontal + missing.horizontal)
        corners = corners_of(xs, ys)
    return tables(xs, ys, corners)
