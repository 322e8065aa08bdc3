"""Tables from drawn rules: rules that touch make a lattice, its openings not parted by a rule make cells.

This is not the lattice of extract/geometry/lattice.py, which takes for a cell what rules close on four sides: there a
rule that is missing takes a cell away.  Pages of HTML leave rules out by design (a table open at its sides, one rule
below a header), and what a rule is, a thin box of a style sheet, is known for sure.  So here every opening belongs to
some cell, and a missing rule joins two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pipelines.extract.geometry.alignment import runs
from pipelines.extract.html.places import Span, cell_text
from pipelines.model.document import Box, Cell
from pipelines.model.groups import connected

Opening = tuple[int, int]  # row and column between the lines

_NEAR = 2.0  # points within which coordinates are the same line


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin rectangle, wider than high or higher than wide."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def across(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


class Lattice:
    """The cells of one table: ``xs`` and ``ys`` are its lines, ``walls`` the parts of them that are drawn."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._across = [r for r in rules if r.across]
        self._down = [r for r in rules if not r.across]
        self.xs = _clusters([(r.x0 + r.x1) / 2 for r in self._down] + _ends(self._across, self._down))
        self.ys = _clusters([(r.top + r.bottom) / 2 for r in self._across])
        # For each line the parts of it that are drawn: looked up for every opening.
        self._walls_down = _drawn([((r.x0 + r.x1) / 2, r.top, r.bottom) for r in self._down], self.xs)
        self._walls_across = _drawn([((r.top + r.bottom) / 2, r.x0, r.x1) for r in self._across], self.ys)
        self.box = Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]) if self.xs and self.ys else Box(0, 0, 0, 0)

    def cells(self, spans: Sequence[Span], inside: set[int]) -> list[Cell]:
        """Cells with the text of the spans in them; indexes of those spans go to ``inside``."""
        regions = self._regions()
        held: dict[Opening, list[Span]] = {}
        for i, span in enumerate(spans):
            # The left edge is known, the right one only guessed; one point in clears the rule.
            col = bisect_right(self.xs, span.x0 + 1.0) - 1
            row = bisect_right(self.ys, span.middle) - 1
            if 0 <= row < len(self.ys) - 1 and 0 <= col < len(self.xs) - 1 and i not in inside:
                inside.add(i)
                held.setdefault(regions[row][col], []).append(span)
        out = []
        for (row, col), (row_span, col_span) in sorted(self._sizes(regions).items()):
            box = Box(self.xs[col], self.ys[row], self.xs[col + col_span], self.ys[row + row_span])
            text = cell_text(held.get((row, col), []))
            out.append(Cell(row, col, text, row_span, col_span, box))
        return out

    def _regions(self) -> list[list[Opening]]:
        """For each opening the top left opening of its cell: openings join where no rule parts them."""
        rows, cols = range(len(self.ys) - 1), range(len(self.xs) - 1)
        owner: dict[Opening, Opening] = {}
        for row, col in product(rows, cols):
            if (row, col) not in owner:
                right = self._right_end(row, col, owner)
                below = self._lower_end(row, col, right, owner)
                taken = product(range(row, below), range(col, right))
                owner.update(dict.fromkeys(taken, (row, col)))
        return [[owner[row, col] for col in cols] for row in rows]

    def _right_end(self, row: int, col: int, owner: Mapping[Opening, Opening]) -> int:
        """The first column to the right that a rule or another cell parts from an opening."""
        right = col + 1
        while right < len(self.xs) - 1 and (row, right) not in owner and not self._wall_down(right, row):
            right += 1
        return right

    def _lower_end(self, row: int, col: int, right: int, owner: Mapping[Opening, Opening]) -> int:
        """The first row below that does not go on from the openings from ``col`` to ``right``."""
        below = row + 1
        while below < len(self.ys) - 1 and self._open_row(below, col, right) and (below, col) not in owner:
            below += 1
        return below

    def _open_row(self, row: int, left: int, right: int) -> bool:
        """Whether the openings of a row go on from those above without a rule around or between them."""
        walled_above = any(self._wall_across(row, col) for col in range(left, right))
        return not walled_above and not any(self._wall_down(col, row) for col in range(left + 1, right))

    def _wall_down(self, x: int, row: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return any(start <= middle <= end for start, end in self._walls_down[x])

    def _wall_across(self, y: int, col: int) -> bool:
        middle = (self.xs[col] + self.xs[col + 1]) / 2
        return any(start <= middle <= end for start, end in self._walls_across[y])

    @staticmethod
    def _sizes(regions: list[list[Opening]]) -> dict[Opening, tuple[int, int]]:
        sizes: dict[Opening, tuple[int, int]] = {}
        for r, row in enumerate(regions):
            for c, place in enumerate(row):
                high, wide = sizes.get(place, (1, 1))
                sizes[place] = (max(high, r - place[0] + 1), max(wide, c - place[1] + 1))
        return sizes


def lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """One lattice for each group of rules that touch, top to bottom; lone lines (underlines) are none."""
    found = [Lattice(group) for group in _touching(rules)]
    tables = [t for t in found if len(t.xs) > 1 and len(t.ys) > 1]
    return sorted(tables, key=lambda t: (t.box.top, t.box.x0))


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules connected by touching."""
    groups = connected(_pairs(rules), members=range(len(rules)))
    return [[rules[i] for i in group] for group in groups]


def _pairs(rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """Rules that touch: from top to bottom, each with those above that reach down to it."""
    active: list[int] = []
    for i in sorted(range(len(rules)), key=lambda i: rules[i].top):
        rule = rules[i]
        active = [j for j in active if rules[j].bottom + _NEAR >= rule.top]
        for j in active:
            other = rules[j]
            if other.x0 - _NEAR <= rule.x1 and rule.x0 <= other.x1 + _NEAR:
                yield i, j
        active.append(i)


def _clusters(values: Sequence[float]) -> list[float]:
    """Coordinates with near ones as one (their mean)."""
    return [sum(run) / len(run) for run in runs(sorted(values), _NEAR, at=float)]


def _drawn(parts: Sequence[tuple[float, float, float]], lines: Sequence[float]) -> list[set[tuple[float, float]]]:
    """For each line the stretches of rules on it, a little longer than drawn."""
    out: list[set[tuple[float, float]]] = [set() for _ in lines]
    for at, start, end in parts:
        nearest = min(range(len(lines)), key=lambda i: abs(lines[i] - at), default=None)
        if nearest is not None:
            out[nearest].add((start - _NEAR, end + _NEAR))
    return out


def _ends(across: Sequence[Rule], down: Sequence[Rule]) -> list[float]:
    """Outer ends of the horizontal rules: tables open at the sides have no vertical rule there."""
    return [min(r.x0 for r in across), max(r.x1 for r in across)] if across and down else []
