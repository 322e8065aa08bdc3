"""The header of a table without rules as merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.extract.unruled.groups import Node, grouped
from pipelines.extract.unruled.leaves import Column, columns_of
from pipelines.extract.unruled.stacked import Block
from pipelines.extract.unruled.strips import Strip


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the header: its place, its spans, its text."""

    row: int
    col: int
    rows: int
    cols: int
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """Columns of the whole table, and the header over them."""

    columns: list[Column]
    rows: int
    cells: list[HeadCell]


def head_of(blocks: Sequence[Block], strips: Sequence[Strip], numbers: Sequence[float]) -> Head:
    """The header that ``blocks`` make over a body of ``strips``; ``numbers`` are the middles of an index row."""
    columns = columns_of(blocks, strips, numbers)
    named = [id(column.leaf) for column in columns]
    roots = grouped(columns, [block for block in blocks if id(block) not in named])
    depth = max(node.depth for node in roots) if blocks else 0
    return Head(columns, depth, [cell for node in roots for cell in _cells(node, 0, depth)] if depth else [])


def _cells(node: Node, row: int, depth: int) -> Iterator[HeadCell]:
    text = node.block.text if node.block is not None else ""
    rows = 1 if node.below else depth - row
    yield HeadCell(row, node.first, rows, node.last - node.first, text)
    for below in node.below:
        yield from _cells(below, row + 1, depth)
