"""The parts of a table without rules as the cells of a grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.extract.unruled.head import Head, head_of
from pipelines.extract.unruled.leaves import Column
from pipelines.extract.unruled.parts import Parts
from pipelines.extract.unruled.words import Word
from pipelines.model.document import Box, Cell


def cells_of(parts: Parts) -> tuple[list[Cell], int, int, Box]:
    """Cells, number of rows and of columns, and the place of the whole."""
    head = head_of(parts.head, parts.strips, parts.middles)
    across = _bounds(head.columns)
    texts = [*([_numbers(parts.numbers, head.columns)] if parts.numbers else []), *_texts(parts.rows, across)]
    down = _edges_down(parts, head)
    cells = []
    for c in head.cells:
        box = _box(across[c.col], down[c.row], across[c.col + c.cols], down[c.row + c.rows])
        cells.append(Cell(c.row, c.col, c.text, c.rows, c.cols, box))
    for r, row in enumerate(texts, head.rows):
        cells += [
            Cell(r, c, row.get(c, ""), 1, 1, _box(across[c], down[r], across[c + 1], down[r + 1]))
            for c in range(len(head.columns))
        ]
    return cells, head.rows + len(texts), len(head.columns), _box(across[0], down[0], across[-1], down[-1])


def _texts(rows: Sequence[Sequence[Word]], across: Sequence[float]) -> Iterator[dict[int, str]]:
    """The text of each column of each row."""
    for row in rows:
        found: dict[int, list[str]] = defaultdict(list)
        for word in row:
            found[sum(word.middle >= b for b in across[1:-1])].append(word.text)
        yield {c: " ".join(words) for c, words in found.items()}


def _numbers(numbers: Sequence[Word], columns: Sequence[Column]) -> dict[int, str]:
    """The row that numbers the columns: each number below the header whose middle it shares."""
    if len(numbers) == len(columns):
        return {c: word.text for c, word in enumerate(numbers)}
    middles = [_middle(column) for column in columns]
    found: dict[int, list[str]] = defaultdict(list)
    for word in numbers:
        nearest = min(range(len(middles)), key=lambda c: abs(middles[c] - word.middle))
        found[nearest].append(word.text)
    return {c: " ".join(words) for c, words in found.items()}


def _middle(column: Column) -> float:
    return column.leaf.middle if column.leaf is not None else (column.x0 + column.x1) / 2


def _bounds(columns: Sequence[Column]) -> list[float]:
    """Boundaries between columns: the middle of the white between what stands in them."""
    parts = [column.strip or column.leaf for column in columns]
    known = [part for part in parts if part is not None]
    return [known[0].x0, *((a.x1 + b.x0) / 2 for a, b in pairwise(known)), known[-1].x1]


def _edges_down(parts: Parts, head: Head) -> list[float]:
    """Where rows begin and end: half way between the words of one and the words of the next."""
    rows = [*([parts.numbers] if parts.numbers else []), *parts.rows]
    tops = [min(w.top for w in row) for row in rows]
    lows = [max(w.bottom for w in row) for row in rows]
    between = [(low + top) / 2 for low, top in zip(lows, tops[1:], strict=False)]
    start = tops[0]
    above: list[float] = []
    if head.rows:
        top, low = min(b.top for b in parts.head), max(b.bottom for b in parts.head)
        start = (low + tops[0]) / 2
        above = [top + (start - top) * n / head.rows for n in range(head.rows)]
    return [*above, start, *between, lows[-1]]


def _box(x0: float, top: float, x1: float, bottom: float) -> Box:
    return Box(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
