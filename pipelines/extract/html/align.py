"""Tables without rules: lines in a row whose spans start or end at the same places are rows of one table.

Columns are the runs of the page's width that some span covers and that blank strips part from each
other all the way down the block.  A block needs three lines of at least three columns; anything less is prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.extract.geometry.alignment import Stretch, covered
from pipelines.extract.html.places import Span, box_of, text_of
from pipelines.model.document import Box, Cell

_MIN_ROWS = 3
_MIN_COLUMNS = 3
_STRIP = 0.8  # a blank strip parts columns if it is wider than this, in units of the font size

Block = tuple[list[Cell], Box, list[Span]]  # cells of a table, or no cells and the spans of one line


def aligned_tables(lines: Sequence[Sequence[Span]]) -> Iterator[Block]:
    """Tables and single lines, from top to bottom."""
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and len(pieces(lines[end])) >= _MIN_COLUMNS:
            end += 1
        columns = _columns(lines[i:end])
        if end - i >= _MIN_ROWS and len(columns) >= _MIN_COLUMNS:
            yield _table(lines[i:end], columns)
            i = end
            continue
        for line in lines[i : max(end, i + 1)]:
            yield [], box_of(line), list(line)
        i = max(end, i + 1)


def pieces(line: Sequence[Span]) -> list[list[Span]]:
    """Spans of a line by what blank strips leave together."""
    out: list[list[Span]] = []
    for span in line:
        if out and span.x0 - out[-1][-1].x1 <= _STRIP * span.size:
            out[-1].append(span)
        else:
            out.append([span])
    return out


def _columns(lines: Sequence[Sequence[Span]]) -> list[Stretch]:
    return covered(((piece[0].x0, piece[-1].x1) for line in lines for piece in pieces(line)), gap=0.0)


def _table(lines: Sequence[Sequence[Span]], columns: Sequence[Stretch]) -> Block:
    cells: list[Cell] = []
    for r, line in enumerate(lines):
        held: dict[int, list[Span]] = {}
        for span in line:
            held.setdefault(next(c for c, (_, x1) in enumerate(columns) if span.x0 <= x1), []).append(span)
        for c in range(len(columns)):
            spans = held.get(c, [])
            cells.append(Cell(r, c, text_of(spans), 1, 1, box_of(spans) if spans else None))
    every = [span for line in lines for span in line]
    return cells, box_of(every), []
