"""Columns that a page leaves without lines: what stands beside its table, under columns of the page before.

Programs that draw the rules of merged cells only where these begin and end leave a page in their middle without any:
its table then has fewer columns than that of the page before, and the text of the merged cells stands beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipelines.extract.geometry.lattice import Table
from pipelines.extract.pdf.chars import ASCENT_SHARE, Char
from pipelines.extract.pdf.grids import Filled

_SAME = 2.0  # pt: how far a border may stand from where it stood on the page before
_FEWEST = 3  # borders that tell columns from others


def with_columns_beside(
    filled: Sequence[Filled], outside: list[Char], before: Sequence[float]
) -> tuple[list[Filled], list[Char], list[float]]:
    """The tables of a page, the first one with the columns it goes on with but draws no lines for, and what is left
    outside; with the borders of the columns that the next page may go on with.

    ``before`` are those of the table that the page before ends with.
    """
    if not filled:
        return [], outside, []
    borders = list(filled[-1].table.xs)
    at = _place_of(filled[0].table.xs, before)
    if at is None:
        return list(filled), outside, borders
    first = filled[0]
    beside, rest = _parted(first.table, outside, before)
    if len(filled) == 1:
        borders = list(before)
    if not beside or any(_is_level_with(other.table, first.table, before) for other in filled[1:]):
        return list(filled), outside, borders
    return [_widened(first, at, beside, before), *filled[1:]], rest, borders


def _place_of(xs: Sequence[float], before: Sequence[float]) -> int | None:
    """Where among the columns of the page before the fewer ones of a table stand."""
    if not _FEWEST <= len(xs) < len(before):
        return None
    for at in range(len(before) - len(xs) + 1):
        if all(abs(x - border) < _SAME for x, border in zip(xs, before[at:], strict=False)):
            return at
    return None


def _parted(table: Table, outside: Sequence[Char], before: Sequence[float]) -> tuple[list[Char], list[Char]]:
    """The characters level with a table that stand under columns of the page before, and the others."""
    beside: list[Char] = []
    rest: list[Char] = []
    for char in outside:
        x, y = (char.x0 + char.x1) / 2, char.y - ASCENT_SHARE * char.size
        is_beside = table.ys[0] <= y < table.ys[-1] and before[0] <= x < before[-1]
        (beside if is_beside else rest).append(char)
    return beside, rest


def _is_level_with(other: Table, table: Table, before: Sequence[float]) -> bool:
    """Whether another table stands beside one, under columns of the page before."""
    is_level = other.ys[0] < table.ys[-1] and table.ys[0] < other.ys[-1]
    return is_level and other.xs[0] < before[-1] and before[0] < other.xs[-1]


def _widened(filled: Filled, at: int, beside: Sequence[Char], before: Sequence[float]) -> Filled:
    """The table with a cell over all its rows for each column it draws no lines for."""
    table = filled.table
    xs = [*before[:at], *table.xs, *before[at + len(table.xs) :]]
    rows = len(table.ys) - 1
    drawn = range(at, at + len(table.xs) - 1)
    missing = [column for column in range(len(xs) - 1) if column not in drawn]
    content: dict[int, list[Char]] = {column: [] for column in missing}
    for char in beside:
        column = bisect_right(xs, (char.x0 + char.x1) / 2) - 1
        content.setdefault(column, []).append(char)
    cells = [(row, col + at, height, width) for row, col, height, width in table.cells]
    cells += [(0, column, rows, 1) for column in missing]
    texts = [*filled.content, *(content[column] for column in missing)]
    order = sorted(range(len(cells)), key=cells.__getitem__)
    return Filled(Table(xs, table.ys, [cells[n] for n in order]), [texts[n] for n in order], [])
