"""Which columns each word stands over that names none itself, level by level from below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.extract.unruled.leaves import Column
from pipelines.extract.unruled.stacked import Block
from pipelines.extract.unruled.strips import PAD, Side

_LEVEL = 4.0  # pt: words of one level
_LOWER = 0.4  # of a line's height: what is lower than this is below
_UNCOVERED = 12.0  # what a column without a group costs where its word is no higher than those that have one


@dataclass(slots=True)
class Node:
    """A word of the header and the columns from ``first`` to before ``last`` that it stands over."""

    block: Block | None
    first: int
    last: int
    below: list[Node]

    @property
    def depth(self) -> int:
        """Levels from here down."""
        return 1 + max((node.depth for node in self.below), default=0)


def grouped(columns: Sequence[Column], groups: Sequence[Block]) -> list[Node]:
    """The header as trees: one for each column or group that stands at its top."""
    edges = edges_of(columns)
    roots = [Node(column.leaf, n, n + 1, []) for n, column in enumerate(columns)]
    lowest = max((c.leaf.level for c in columns if c.leaf is not None), default=0.0)
    for level in _levels(groups):
        roots = _covered(roots, level, edges, lowest)
    return roots


def edges_of(columns: Sequence[Column]) -> list[float]:
    """Where the cells of columns begin and end: figures keep to the right, names to the left, headers to the middle."""
    edges = [_outer_left(columns[0]), *(_between(a, b) for a, b in pairwise(columns)), _outer_right(columns[-1])]
    middles = [column.leaf.middle if column.leaf is not None else None for column in columns]
    for n, middle in enumerate(middles):
        edges[n + 1] = _other_side(edges[n + 1], edges[n], middle)
    for n, middle in reversed(list(enumerate(middles))):
        edges[n] = _other_side(edges[n], edges[n + 1], middle)
    plain = [columns[0].x0, *((a.x1 + b.x0) / 2 for a, b in pairwise(columns)), columns[-1].x1]
    out = [known if known is not None else guess for known, guess in zip(edges, plain, strict=True)]
    return [plain[n] if n and out[n] <= out[n - 1] else out[n] for n in range(len(out))]


def _other_side(edge: float | None, opposite: float | None, middle: float | None) -> float | None:
    """An edge that is not known, as far from the middle of the header as the opposite one."""
    return 2 * middle - opposite if edge is None and opposite is not None and middle is not None else edge


def _outer_left(column: Column) -> float | None:
    return column.strip.x0 - PAD if column.strip is not None and column.strip.side is Side.LEFT else None


def _outer_right(column: Column) -> float | None:
    return column.strip.x1 + PAD if column.strip is not None and column.strip.side is Side.RIGHT else None


def _between(a: Column, b: Column) -> float | None:
    if a.strip is not None and a.strip.side is Side.RIGHT:
        return a.strip.x1 + PAD
    if b.strip is not None and b.strip.side is Side.LEFT:
        return b.strip.x0 - PAD
    return None


def _levels(groups: Sequence[Block]) -> list[list[Block]]:
    """Groups by level, the lowest first, each left to right."""
    out: list[list[Block]] = []
    for block in sorted(groups, key=lambda b: -b.level):
        if out and abs(out[-1][0].level - block.level) <= _LEVEL:
            out[-1].append(block)
        else:
            out.append([block])
    return [sorted(level, key=lambda b: b.middle) for level in out]


def _is_below(node: Node, group: Block, lowest: float) -> bool:
    """Whether a word stands below the level of a group.

    One beside it reaches down to the last line of the header, ``lowest``, and stands half way.
    """
    if node.block is None:
        return True
    height = group.words[0].bottom - group.words[0].top
    beside = group.level if node.below else (group.level + lowest) / 2
    return node.block.level > beside + _LOWER * height


def _covered(roots: Sequence[Node], groups: Sequence[Block], edges: Sequence[float], lowest: float) -> list[Node]:
    """``roots`` with each of ``groups`` over a run of them, the middle of the run near its own."""
    free = [_is_below(node, groups[0], lowest) for node in roots]
    alone = [
        _UNCOVERED if is_free and node.block is not None else 0.0 for node, is_free in zip(roots, free, strict=True)
    ]
    infinite = float("inf")
    best: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
    for cost in alone:
        best.append((best[-1][0] + cost, []))
    for block in groups:
        reached: list[tuple[float, list[tuple[int, int]]]] = [(infinite, [])]
        for end in range(1, len(roots) + 1):
            ways = [(reached[end - 1][0] + alone[end - 1], reached[end - 1][1])]
            for start in range(end - 1, -1, -1):
                if not free[start]:
                    break
                off = abs(block.middle - (edges[roots[start].first] + edges[roots[end - 1].last]) / 2)
                ways.append((best[start][0] + off, [*best[start][1], (start, end)]))
            reached.append(min(ways, key=lambda way: way[0]))
        best = reached
    if best[-1][0] < infinite:
        return _joined(roots, groups, best[-1][1])
    for block in groups:  # no place for all of them: each stands over the nearest
        roots = _over_nearest(roots, block, edges)
    return list(roots)


def _over_nearest(roots: Sequence[Node], block: Block, edges: Sequence[float]) -> list[Node]:
    at = min(range(len(roots)), key=lambda n: abs(edges[roots[n].first] + edges[roots[n].last] - 2 * block.middle))
    return _joined(roots, [block], [(at, at + 1)])


def _joined(roots: Sequence[Node], groups: Sequence[Block], runs: Sequence[tuple[int, int]]) -> list[Node]:
    out: list[Node] = []
    at = 0
    for block, (start, end) in zip(groups, runs, strict=True):
        out += roots[at:start]
        under = list(roots[start:end])
        out.append(Node(block, under[0].first, under[-1].last, under))
        at = end
    return [*out, *roots[at:]]
