"""Tables without rules, found by figures that stand in columns: on digital pages and on scans.

Only pages on which ``looks_aligned`` holds are looked at, since their words cost another reading.  It is
conservative: a column is at least three figures with one right edge, a table at least three rows with
figures, and a row with sentence punctuation ends it.  Fewer rows are a table where a title or a unit stands
above a header that names every one of their columns.  Prose, with its figures in running text, never is a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from pipelines.extract.geometry.alignment import runs
from pipelines.extract.unruled.parts import Parts, is_named, parts_of
from pipelines.extract.unruled.table import cells_of
from pipelines.extract.unruled.words import Word, in_lines
from pipelines.model.amounts import is_dash
from pipelines.model.document import Box, Cell

_FIGURE = r"[-－—]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?%?"
_MONEY = re.compile(_FIGURE)
_ENDS = re.compile(rf"(?:^|\s)(?:{_FIGURE}|[-—－])$")
_APART = re.compile(r"(?:^|\s)[-－—]?[\d,，]+[.．]\d+(?:\s|$)")
_DECIMAL = re.compile(r"[-－—]?[\d,，]+[.．]\d+")
_TITLE = re.compile(r"表(?:[（(].*[)）])?$|单位[：:]\S*元")
_HEADING = re.compile(r"表$|[：:]|^[注备]")
_PROSE = re.compile(r"[。；？！]|，.*，")
RIGHT_EDGE = 3.0  # pt: figures of a column end within this
MIN_ROWS = 3  # rows with figures that make a table
MAX_BLANK = 2  # rows without figures inside a table (class headings, wrapped names)
MOST_BLANK = 15  # the same where their names stand in the columns of names
SAME_LINE = 0.45  # of a word's height


@dataclass(slots=True)
class Aligned:
    """A table found by alignment: its cells and place."""

    rows: int
    cols: int
    cells: list[Cell]
    box: Box
    edges: list[float]  # right edges of its columns of amounts


class Printed(Protocol):
    """A printed line: its text and where it ends."""

    @property
    def text(self) -> str:
        """As it is read."""

    @property
    def x1(self) -> float:
        """Its right end."""


def looks_aligned(around: Sequence[Printed]) -> bool:
    """Whether lines outside of ruled tables end with figures one below the other.

    On a page with a title fewer are enough, and those that hold figures between words: the first of two sides.
    """
    ending = [line for line in around if _ENDS.search(line.text) and not _PROSE.search(line.text)]
    ends = sorted(line.x1 for line in ending)
    if any(b - a <= RIGHT_EDGE for a, b in zip(ends, ends[MIN_ROWS - 1 :], strict=False)):
        return True
    money = [line for line in around if _APART.search(line.text) and not _PROSE.search(line.text)]
    return bool(money) and any(_TITLE.search(line.text) for line in around)


def ends_with_figure(line: str) -> bool:
    """Whether a line of a page may be a row of a table."""
    return _ENDS.search(line) is not None and _PROSE.search(line) is None


def aligned_tables(words: Iterable[Word], avoid: Sequence[Box] = (), before: Sequence[float] = ()) -> list[Aligned]:
    """The tables without rules that ``words`` of a page make, outside the boxes of ruled ones.

    ``before`` are the right edges of the columns of a table that the page before ends with.
    """
    return [table_of(parts) for parts in aligned_parts(words, avoid, before)]


def aligned_parts(words: Iterable[Word], avoid: Sequence[Box] = (), before: Sequence[float] = ()) -> list[Parts]:
    """The same in parts, top to bottom; their words are those given where they are a line of their own."""
    outside = [word for word in words if not any(_inside(word, box) for box in avoid)]
    lines = in_lines(outside, SAME_LINE)
    large = _large(lines)
    found = [*large, *_small(lines, large, before)]
    return sorted((parts for parts in found if len(parts.strips) > 1), key=lambda parts: parts.start)


def _large(lines: Sequence[list[Word]]) -> list[Parts]:
    """Tables of at least `MIN_ROWS` rows whose figures share an edge."""
    aligned = partial(_aligned_figures, edges=_columns(lines))
    found: list[Parts] = []
    for first, last in bodies(lines, aligned):
        if sum(map(aligned, lines[first : last + 1])) >= MIN_ROWS:
            found.append(parts_of(lines, _floor(found, first), first, last))
    return found


def _small(lines: Sequence[list[Word]], found: Sequence[Parts], before: Sequence[float]) -> Iterator[Parts]:
    """Tables of fewer rows outside of those ``found``: below a title, or the rest of the one on the page before."""
    taken = {n for parts in found for n in range(parts.start, parts.end)}
    rest = [[] if n in taken else line for n, line in enumerate(lines)]
    known = list(found)
    for first, last in bodies(rest, _is_row):
        parts = parts_of(lines, _floor(known, first), first, last)
        if is_named(parts) or _goes_on_from(before, lines, first, last):
            known.append(parts)
            yield parts


def _goes_on_from(before: Sequence[float], lines: Sequence[list[Word]], first: int, last: int) -> bool:
    """Whether the rows are the first of a page and all their figures stand in the columns of the page before."""
    if first > 0 or not before:
        return False
    figures = [w for line in lines[first : last + 1] for w in line if _DECIMAL.fullmatch(w.text)]
    return all(any(abs(w.x1 - edge) <= RIGHT_EDGE for edge in before) for w in figures)


def _floor(found: Sequence[Parts], first: int) -> int:
    """The line below the last table above line ``first``."""
    return max((parts.end for parts in found if parts.end <= first), default=0)


def _is_row(line: list[Word]) -> bool:
    """Whether a line prints money beside something else."""
    return len(line) > 1 and not _is_prose(line) and any(_DECIMAL.fullmatch(w.text) for w in line)


def table_of(parts: Parts) -> Aligned:
    """The cells of a table in parts."""
    cells, rows, cols, box = cells_of(parts)
    return Aligned(rows, cols, cells, box, [strip.x1 for strip in parts.strips if strip.is_amounts])


def bodies(rows: Sequence[list[Word]], begins: Callable[[list[Word]], bool]) -> Iterator[tuple[int, int]]:
    """First and last row with figures of what may be a table, from a row that ``begins`` one.

    Prose or too many rows without figures end it.
    """
    start: int | None = None
    last, blank = -1, 0
    lefts: list[float] = []
    for n, row in enumerate([*rows, []]):
        if (begins(row) or (start is not None and _is_row(row))) and not _is_prose(row):
            start, last, blank = (n if start is None else start), n, 0
            lefts += [word.x0 for word in row if _DECIMAL.fullmatch(word.text) is None]
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
    return all(is_dash(w.text) or any(abs(w.x0 - x) <= RIGHT_EDGE for x in lefts) for w in row)


def _is_figure(word: Word) -> bool:
    """Whether a word is a number and nothing else."""
    return _MONEY.fullmatch(word.text) is not None


def _inside(word: Word, box: Box) -> bool:
    return box.x0 <= word.middle <= box.x1 and box.top <= (word.top + word.bottom) / 2 <= box.bottom


def is_prose(text: str) -> bool:
    """Whether a line has the punctuation of sentences."""
    return _PROSE.search(text) is not None


def _is_prose(row: list[Word]) -> bool:
    return is_prose("".join(w.text for w in row))


def _columns(rows: Sequence[list[Word]]) -> list[float]:
    """Right edges that at least ``MIN_ROWS`` figures share."""
    ends = sorted(w.x1 for row in rows if not _is_prose(row) for w in row[1:] if _is_figure(w))
    return [sum(run) / len(run) for run in runs(ends, RIGHT_EDGE, at=float) if len(run) >= MIN_ROWS]


def _aligned_figures(row: list[Word], edges: list[float]) -> bool:
    return any(_is_figure(w) and any(abs(w.x1 - e) <= RIGHT_EDGE for e in edges) for w in row[1:])
