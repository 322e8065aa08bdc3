"""Second reader: tables without rules, found by figures that stand in columns (pdfplumber).

Only pages on which ``looks_aligned`` holds are read again, since pdfplumber is a tenth as fast.  It is
conservative: a column is at least three figures with one right edge, a table at least three rows with
figures, and a row with sentence punctuation ends it.  Prose, with its figures in running text, never is
a table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.extract.geometry.alignment import covered, runs
from pipelines.extract.pdf.headers import Span, bounds, over, with_empty_columns
from pipelines.extract.pdf.lines import Line
from pipelines.extract.pdf.words import Word, in_lines, words_of
from pipelines.model.document import Box, Cell

_FIGURE = r"[-－—]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?%?"
_MONEY = re.compile(_FIGURE)
_ENDS = re.compile(rf"(?:^|\s)(?:{_FIGURE}|[-—－])$")
_HEADING = re.compile(r"表$|[：:]|^[注备]")
_TOTAL = re.compile(r"[合总小]计$")
_PROSE = re.compile(r"[。；？！]|，.*，")
RIGHT_EDGE = 3.0  # pt: figures of a column end within this
MIN_ROWS = 3  # rows with figures that make a table
MAX_BLANK = 2  # rows without figures inside a table (class headings, wrapped names)
MOST_BLANK = 15  # the same where their names stand in the columns of names
MAX_HEADER = 4  # rows above the first figures that may be the header
COLUMN_GAP = 4.0  # pt: white space that separates columns
SAME_LINE = 0.45  # of a word's height


@dataclass(slots=True)
class Aligned:
    """A table found by alignment: its cells and place."""

    rows: int
    cols: int
    cells: list[Cell]
    box: Box


def looks_aligned(around: Sequence[Line]) -> bool:
    """Whether lines outside of ruled tables end with figures one below the other."""
    ends = sorted(line.x1 for line in around if _ENDS.search(line.text) and not _PROSE.search(line.text))
    return any(b - a <= RIGHT_EDGE for a, b in zip(ends, ends[MIN_ROWS - 1 :], strict=False))


def aligned_tables(page: Any, avoid: Sequence[Box] = ()) -> list[Aligned]:
    """The tables without rules on a pdfplumber page, outside the boxes of ruled ones."""
    outside = [word for word in words_of(page) if not any(_inside(word, box) for box in avoid)]
    rows = in_lines(outside, SAME_LINE)
    edges = _columns(rows)
    found = [_table(rows, first, last, edges) for first, last in bodies(rows, edges)]
    return [table for table in found if table is not None]


def bodies(rows: Sequence[list[Word]], edges: list[float]) -> Iterator[tuple[int, int]]:
    """First and last row with figures of what may be a table: prose or too many rows without figures end it."""
    start: int | None = None
    last, blank = -1, 0
    lefts: list[float] = []
    for n, row in enumerate([*rows, []]):
        if _aligned_figures(row, edges) and not _is_prose(row):
            start, last, blank = (n if start is None else start), n, 0
            lefts += [word.x0 for word in row if not _is_figure(word)]
            continue
        if start is None or (n - last <= MOST_BLANK and _goes_on(row, lefts)):
            continue
        blank += 1
        if blank > MAX_BLANK or not row or _is_prose(row):
            yield start, last
            start, blank, lefts = None, 0, []


def _goes_on(row: list[Word], lefts: list[float]) -> bool:
    """Whether a row without figures has its names in the columns of names, as classes without spending do."""
    if not row or _is_prose(row) or any(_HEADING.search(w.text) for w in row):
        return False
    return all(any(abs(w.x0 - x) <= RIGHT_EDGE for x in lefts) for w in row)


def _is_figure(word: Word) -> bool:
    """Whether a word is a number and nothing else."""
    return _MONEY.fullmatch(word.text) is not None


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _is_prose(row: list[Word]) -> bool:
    return _PROSE.search("".join(w.text for w in row)) is not None


def _columns(rows: list[list[Word]]) -> list[float]:
    """Right edges that at least ``MIN_ROWS`` figures share."""
    ends = sorted(w.x1 for row in rows if not _is_prose(row) for w in row[1:] if _is_figure(w))
    return [sum(run) / len(run) for run in runs(ends, RIGHT_EDGE, at=float) if len(run) >= MIN_ROWS]


def _aligned_figures(row: list[Word], edges: list[float]) -> bool:
    return len(row) > 1 and any(_is_figure(w) and any(abs(w.x1 - e) <= RIGHT_EDGE for e in edges) for w in row[1:])


def _table(rows: list[list[Word]], start: int, last: int, edges: list[float]) -> Aligned | None:
    body = rows[start : last + 1]
    if sum(_aligned_figures(row, edges) for row in body) < MIN_ROWS:
        return None
    columns = _spans(body)
    if len(columns) < 2:
        return None
    first = start
    while first > 0 and start - first < MAX_HEADER and _is_header(rows[first - 1], rows[first], columns):
        first -= 1
    leaf = max((_joined(row) for row in rows[first:start]), key=len, default=[])
    columns = with_empty_columns(columns, [(w.x0, w.x1) for w in leaf])
    return _cells([*map(_joined, rows[first:start]), *rows[start : last + 1]], columns, start - first)


def _joined(row: list[Word]) -> list[Word]:
    """A header row with the letters of 项　目 as one word."""
    out: list[Word] = []
    for word in row:
        if out and len(out[-1].text) == 1 and len(word.text) == 1 and word.x0 - out[-1].x1 < 3 * (word.x1 - word.x0):
            out[-1] = Word(out[-1].text + word.text, out[-1].x0, out[-1].top, word.x1, max(out[-1].bottom, word.bottom))
        else:
            out.append(word)
    return out


def _spans(body: list[list[Word]]) -> list[Span]:
    """Left and right edge of what stands between the strips of white space that run down the whole table.

    The label of a total may stand in the middle of merged columns and is passed over.
    """
    named = (w for row in body for w in row if not _TOTAL.search(w.text))
    return covered(((w.x0, w.x1) for w in named), COLUMN_GAP)


def _is_header(row: list[Word], below: list[Word], columns: list[Span]) -> bool:
    """A row close above, of several words within the table's width, is part of the header."""
    if len(row) < 2 or _is_prose(row) or "单位：" in row[-1].text or "单位:" in row[-1].text:
        return False
    height = row[0].bottom - row[0].top
    close = below[0].top - row[0].bottom <= 2.5 * height
    inside = row[0].x0 >= columns[0][0] - COLUMN_GAP and row[-1].x1 <= columns[-1][1] + COLUMN_GAP
    return close and (inside or len(row) >= len(columns))  # columns without a figure may stand beside the others


def _under(word: Word, bounds: list[float]) -> int:
    middle = (word.x0 + word.x1) / 2
    return sum(middle >= b for b in bounds[1:-1])


def _cells(rows: list[list[Word]], columns: list[Span], header: int) -> Aligned:
    """The words of ``rows``, of which the first ``header`` are the table's header, as cells of ``columns``."""
    across = bounds(columns)
    down = _row_edges(rows)
    full = header > 1 and len(rows[1]) == len(columns)  # a word over every column: the row above groups them all
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        if r < header:
            places = over(columns, [(word.x0, word.x1) for word in row], r == 0 and full)
        else:
            places = [(_under(word, across), 1) for word in row]
        for c, width, text in _laid_out(row, places, len(columns)):
            cells.append(Cell(r, c, text, 1, width, _box(across[c], down[r], across[c + width], down[r + 1])))
    return Aligned(len(rows), len(columns), cells, _box(across[0], down[0], across[-1], down[-1]))


def _row_edges(rows: list[list[Word]]) -> list[float]:
    """Where rows begin and end: half way between the words of one and the words of the next."""
    tops = [min(word.top for word in row) for row in rows]
    lows = [max(word.bottom for word in row) for row in rows]
    between = [(low + top) / 2 for low, top in zip(lows, tops[1:], strict=False)]
    return [tops[0], *between, lows[-1]]


def _laid_out(row: list[Word], places: list[tuple[int, int]], columns: int) -> Iterator[tuple[int, int, str]]:
    """Column, width and text of each cell of a row; columns under a wider cell have none."""
    texts: dict[int, list[str]] = defaultdict(list)
    widths: dict[int, int] = {}
    for word, (place, width) in zip(row, places, strict=True):
        texts[place].append(word.text)
        widths[place] = width
    taken = {c for place, width in widths.items() for c in range(place + 1, place + width)}
    for c in range(columns):
        if c not in taken:
            yield c, widths.get(c, 1), " ".join(texts[c])


def _box(x0: float, top: float, x1: float, bottom: float) -> Box:
    return Box(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
