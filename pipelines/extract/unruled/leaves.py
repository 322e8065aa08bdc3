"""Which words of a header name a column each, and which columns have nothing but their header.

Header words and columns keep their order, so the cheapest way to give every column one of the words is found column by
column; the words left over stand over several columns (`groups`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.unruled.stacked import Block
from pipelines.extract.unruled.strips import PAD, Side, Strip

_NEAR = 3.0  # pt: middles that are the same
# What each oddity costs, in points of distance between a word and its column.
_NO_LEAF = 60.0  # a column that no word names
_OVER_OTHERS = 80.0  # a word that names a column though others stand below it
_OVER_NOTHING = 60.0  # a word that names no column though nothing stands below it
_BETWEEN = 12.0  # a group with nothing right below it, but words below on both sides
_NO_FIGURES = 14.0  # a column without a word in the body
_NOT_NUMBERED = 25.0  # a word that names a column over no number of the index row
_ABOVE_MIDDLE = 0.4  # of a line's height
_CLEAR = 1.5  # pt: white below a word that stands over others
_AT_TOP = 20.0  # a word that names a column but stands above the middle of the header


@dataclass(slots=True)
class Column:
    """A column with what names it and what stands in it; one of the two may be missing."""

    leaf: Block | None
    strip: Strip | None

    @property
    def x0(self) -> float:
        """Left of what is printed."""
        return min(part.x0 for part in (self.leaf, self.strip) if part is not None)

    @property
    def x1(self) -> float:
        """Right of what is printed."""
        return max(part.x1 for part in (self.leaf, self.strip) if part is not None)


def columns_of(blocks: Sequence[Block], strips: Sequence[Strip], numbers: Sequence[float]) -> list[Column]:
    """The columns below a header of ``blocks``; ``numbers`` are the middles of what an index row prints."""
    if not blocks:
        return [Column(None, strip) for strip in strips]
    ordered = sorted(blocks, key=lambda b: b.middle)
    costs = _Costs(ordered, strips, numbers)
    return _cheapest(ordered, strips, costs)


class _Costs:
    """What it costs to take each word for what it may be."""

    def __init__(self, blocks: Sequence[Block], strips: Sequence[Strip], numbers: Sequence[float]) -> None:
        self.strips = strips
        self.cells = _cells(strips)
        middle = (min(b.top for b in blocks) + max(b.bottom for b in blocks)) / 2
        at_top = [b.level < middle - _ABOVE_MIDDLE * (b.words[0].bottom - b.words[0].top) for b in blocks]
        covers = [_right_below(b, blocks) for b in blocks]
        self.odd = [
            _OVER_OTHERS * covers[n] + _AT_TOP * (at_top[n] and not covers[n]) + _unnumbered(block, numbers)
            for n, block in enumerate(blocks)
        ]
        self.group = [0.0 if covers[n] else _beside(n, blocks, at_top[n]) for n in range(len(blocks))]

    def leaf(self, n: int, block: Block, column: int) -> float:
        """``block`` names ``column``."""
        left, right = self.cells[column]
        strip = self.strips[column]
        outside = max(left - block.middle, block.middle - right, 0.0)
        return self.odd[n] + outside + 0.02 * abs(block.middle - (strip.x0 + strip.x1) / 2)

    def alone(self, n: int, block: Block) -> float:
        """``block`` names a column that has nothing else."""
        shared = sum(max(min(block.x1, s.x1) - max(block.x0, s.x0), 0.0) for s in self.strips)
        return self.odd[n] + _NO_FIGURES + 2 * shared


def _unnumbered(block: Block, numbers: Sequence[float]) -> float:
    return _NOT_NUMBERED if numbers and not any(abs(block.middle - n) <= _NEAR for n in numbers) else 0.0


def _right_below(block: Block, blocks: Sequence[Block]) -> bool:
    return any(b.top >= block.bottom - 1.0 and b.x0 < block.x1 and b.x1 > block.x0 for b in blocks)


def _beside(n: int, blocks: Sequence[Block], at_top: bool) -> float:
    """What it costs that a word with nothing right below it names no column."""
    block = blocks[n]
    left, right = ([b for b in part if b.bottom > block.top] for part in (blocks[:n], blocks[n + 1 :]))
    around = [*left[-1:], *right[:1]]
    clear = len(around) > 1 and all(b.top > block.bottom + _CLEAR for b in around)
    if clear and at_top:
        return 0.0
    return _BETWEEN if clear else _OVER_NOTHING


def _cells(strips: Sequence[Strip]) -> list[tuple[float, float]]:
    """Between which places the middle of a header must lie, as far as the sides tell that columns keep to."""
    out = []
    for n, strip in enumerate(strips):
        before, after = strips[n - 1] if n else None, strips[n + 1] if n + 1 < len(strips) else None
        left = before.x1 if before is not None else float("-inf")
        right = after.x0 if after is not None else float("inf")
        left = strip.x0 - PAD if strip.side is Side.LEFT else left
        right = strip.x1 + PAD if strip.side is Side.RIGHT else right
        out.append((left, right))
    return out


def _cheapest(blocks: Sequence[Block], strips: Sequence[Strip], costs: _Costs) -> list[Column]:
    infinite = float("inf")
    count = len(strips)
    cost = [[infinite] * (count + 1) for _ in range(len(blocks) + 1)]
    step: list[list[str]] = [[""] * (count + 1) for _ in range(len(blocks) + 1)]
    cost[0][0] = 0.0
    for n in range(len(blocks) + 1):
        for c in range(count + 1):
            ways = [(cost[n][c], step[n][c])]
            if c:
                ways.append((cost[n][c - 1] + _NO_LEAF, "unnamed"))
            if n:
                block = blocks[n - 1]
                ways.append((cost[n - 1][c] + costs.group[n - 1], "group"))
                ways.append((cost[n - 1][c] + costs.alone(n - 1, block), "alone"))
                if c:
                    ways.append((cost[n - 1][c - 1] + costs.leaf(n - 1, block, c - 1), "leaf"))
            cost[n][c], step[n][c] = min(ways, key=lambda way: way[0])
    return _walked(blocks, strips, step)


def _walked(blocks: Sequence[Block], strips: Sequence[Strip], step: Sequence[Sequence[str]]) -> list[Column]:
    out: list[Column] = []
    n, c = len(blocks), len(strips)
    while n or c:
        way = step[n][c]
        if way in {"leaf", "alone"}:
            out.append(Column(blocks[n - 1], strips[c - 1] if way == "leaf" else None))
        elif way == "unnamed":
            out.append(Column(None, strips[c - 1]))
        n -= way != "unnamed"
        c -= way in {"leaf", "unnamed"}
    return out[::-1]
