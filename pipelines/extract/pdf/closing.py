"""Open sides of tables: the border a table leaves out where its other rules end in line.

Tables cut by a page break often lack the rule above the first row, or below the last; some styles draw
no outer border left and right.  Where at least two rules of a table end on the same side of it, the
line through their ends is taken as that side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipelines.extract.geometry.lattice import (
    TOLERANCE,
    Axis,
    Corners,
    Rule,
    Rulings,
    Table,
    axis,
    corners_of,
    tables,
)
from pipelines.extract.pdf.chars import Char
from pipelines.model.groups import connected

MIN_CORNERS = 3  # fewer crossings make no two cells
_ACROSS, _DOWN = "across", "down"
MIN_ENDS = 2  # rules that end in line
ROOM = 5.0  # pt: an open side nearer than this to the last rule leaves no room for text

Side = tuple[float, float, float, float]  # where rules end together, the last rule drawn across them, from, to
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


def _sides(rules: list[Rule], crossing: list[Rule]) -> list[Side]:
    """The open sides at which ``rules`` end, before their beginnings and behind their ends."""
    found = (_side(rules, crossing, end=1, outermost=min), _side(rules, crossing, end=2, outermost=max))
    return [side for side in found if side is not None]


def _side(
    rules: list[Rule], crossing: list[Rule], end: int, outermost: Callable[[Iterable[float]], float]
) -> Side | None:
    """The open side at one ``end`` of ``rules``; none where hardly any end together or a rule closes them already."""
    at = outermost(rule[end] for rule in rules)
    reach = [rule[0] for rule in rules if abs(rule[end] - at) <= TOLERANCE]
    if len(reach) < MIN_ENDS:
        return None
    low, high = min(reach), max(reach)
    near = [rule for rule in crossing if abs(rule[0] - at) < ROOM]
    if any(_spans(rule, low, high) for rule in near):
        return None
    whole = [rule[0] for rule in crossing if _spans(rule, low, high)]
    last = outermost(whole or [rule[3 - end] for rule in rules])
    return (near[0][0] if near else at, last, low, high)


def _spans(rule: Rule, low: float, high: float) -> bool:
    return rule[1] - TOLERANCE <= low and rule[2] + TOLERANCE >= high


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
