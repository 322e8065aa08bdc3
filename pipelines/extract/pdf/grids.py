"""Characters into the cells of the lattice, and the rest into lines between the tables."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from pipelines.extract.geometry.lattice import Table
from pipelines.extract.pdf.chars import ASCENT_SHARE, Char
from pipelines.extract.pdf.frame import Frame
from pipelines.extract.pdf.lines import text_of
from pipelines.extract.pdf.overflow import Run
from pipelines.model.document import Cell


@dataclass(slots=True)
class Filled:
    """A table with the characters of each of its cells (same order as ``table.cells``)."""

    table: Table
    content: list[list[Char]]
    owner: list[list[int]]


def fill(tables: list[Table], chars: list[Char]) -> tuple[list[Filled], list[Char]]:
    """Give each character to the smallest table with a cell around its middle, or to the cell its word began in.

    Returns the tables in the order given, and the characters outside of all.
    """
    filled = [_empty(t) for t in tables]
    inner_first = sorted(filled, key=lambda f: (f.table.xs[-1] - f.table.xs[0]) * (f.table.ys[-1] - f.table.ys[0]))
    outside: list[Char] = []
    run = Run()
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, char.y - ASCENT_SHARE * char.size
        for f in inner_first:
            xs, ys = f.table.xs, f.table.ys
            if xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]:
                cell = f.owner[bisect_right(ys, y) - 1][bisect_right(xs, x) - 1]
                if cell >= 0:
                    own = f.content[cell]
                    (own if own is run.seen and not run.over else run.cell_of(char, own, xs)).append(char)
                    break
        else:
            outside.append(char)
    run.close()
    return filled, outside


def _empty(table: Table) -> Filled:
    owner = [[-1] * (len(table.xs) - 1) for _ in range(len(table.ys) - 1)]
    for n, (row, col, rows, cols) in enumerate(table.cells):
        for r in range(row, row + rows):
            owner[r][col : col + cols] = [n] * cols
    return Filled(table, [[] for _ in table.cells], owner)


def cells(filled: Filled, frame: Frame) -> list[Cell]:
    """The cells of a table as the document carries them, empty ones included."""
    box = frame.boxes(filled.table.xs, filled.table.ys)
    return [
        Cell(row, col, text_of(content) if content else "", rows, cols, box(col, row, col + cols, row + rows))
        for (row, col, rows, cols), content in zip(filled.table.cells, filled.content, strict=True)
    ]
