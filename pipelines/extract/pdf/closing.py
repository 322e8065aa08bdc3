"""Open sides of tables: the border a table leaves out where its other rules end in line.

Tables cut by a page break often lack the rule above the first row, or below the last; some styles draw
no outer border left and right.  Where at least two rules of a table end on the same side of it, the
line through their ends is taken as that side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipelines.extract.geometry.lattice import TOLERANCE, Axis, Corners, Rulings, Table, axis, corners_of, tables
from pipelines.extract.pdf.chars import Char
from pipelines.model.groups import connected

MIN_CORNERS = 3  # fewer crossings make no two cells
_ACROSS, _DOWN = "across", "down"
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
    found = [_by_direction(group) for group in connected(_crossings(corners))]
    return [(down, across) for down, across in found if len(down) > 1 or len(across) > 1]


def _crossings(corners: Corners) -> Iterator[tuple[tuple[str, Node], tuple[str, Node]]]:
    """Each horizontal rule with each vertical one that it crosses."""
    for j, row in enumerate(corners):
        for i, (across, down) in row.items():
            yield (_ACROSS, (j, across)), (_DOWN, (i, down))


def _by_direction(rules: list[tuple[str, Node]]) -> tuple[list[Node], list[Node]]:
    """The vertical ones and the horizontal ones among ``rules``."""
    down = [node for direction, node in rules if direction == _DOWN]
    across = [node for direction, node in rules if direction == _ACROSS]
    return down, across


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
