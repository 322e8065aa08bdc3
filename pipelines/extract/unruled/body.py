"""The rows of a table without rules: names on several lines in the row of their figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.extract.unruled.stacked import Block, stacked
from pipelines.extract.unruled.strips import Strip
from pipelines.extract.unruled.words import Word
from pipelines.model.amounts import is_dash, is_figure

_OF_HEIGHT = 0.6  # white below a line of a cell, at most, of the height of the line
_OF_WHITE = 0.6  # and of the white between two rows of figures


def line_gap(lines: Sequence[Sequence[Word]]) -> float:
    """White between two lines of one cell at most: less than between any two rows of figures."""
    figures = [next((w for w in line[1:] if is_figure(w.text)), None) for line in lines]
    found = [word for word in figures if word is not None]
    if not found:
        return 0.0
    height = max(word.bottom - word.top for word in found)
    white = min((b.top - a.bottom for a, b in pairwise(found)), default=height)
    return max(min(_OF_HEIGHT * height, _OF_WHITE * white), 0.0)


def in_rows(lines: Sequence[Sequence[Word]], gap: float, columns: Sequence[Strip]) -> list[list[Word]]:
    """``lines`` as rows: a name on several lines is one word of the row it is centred on."""
    names = [[w for w in line if not is_figure(w.text) and not is_dash(w.text)] for line in lines]
    rows = [list(line) for line in lines]
    for block in stacked(names, gap, columns):
        place = _place(block, rows) if len(block.words) > 1 else None
        if place is not None:
            rows = [_without(row, block) for row in rows]
            rows[place].append(Word(block.text, block.x0, block.top, block.x1, block.bottom))
    return [sorted(row, key=lambda w: w.x0) for row in rows if row]


def _without(row: Sequence[Word], block: Block) -> list[Word]:
    return [word for word in row if not any(word is own for own in block.words)]


def _place(block: Block, rows: Sequence[Sequence[Word]]) -> int | None:
    """The row of a wrapped cell; ``None`` where it reaches over several rows of figures."""
    beside = [n for n, row in enumerate(rows) if any(_is_beside(block, word) for word in row)]
    if len(beside) > 1:
        return None
    if beside:
        return beside[0]
    own = [n for n, row in enumerate(rows) if any(w is word for w in row for word in block.words)]
    others = [n for n in range(own[0], own[-1] + 1) if any(w not in block.words for w in rows[n])]
    return others[0] if others else own[0]


def _is_beside(block: Block, word: Word) -> bool:
    return block.top <= (word.top + word.bottom) / 2 <= block.bottom and word.x0 >= block.x1 and is_figure(word.text)
