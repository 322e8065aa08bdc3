"""A document as short lines without blanks, each with its page: what the rules look at."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.model.document import Document, Grid, Paragraph

_REMOVED = (" ", "\u3000", "\xa0", "\r", "\u200b", "\ufeff", "\u2002", "\u2003")
_HALF = (("（", "("), ("）", ")"), ("：", ":"), ("，", ","), ("；", ";"), ("．", "."), ("％", "%"))
_LONGEST_CELL = 80
_YEAR_DIGITS = 4
# Full-width letters and digits, radicals and compatibility ideographs that PDF fonts map to, (一) as one character.
_NEEDS_NFKC = re.compile(r"[０-９Ａ-Ｚａ-ｚ［］－＊／\u2e80-\u2fdf\uf900-\ufaff\u3220-\u3243]")

Placed = tuple[str, int]  # a text and its page
Spot = tuple[int, int]  # a place in reading order: the order of a paragraph or grid, the row inside the grid
Stretch = tuple[Spot, Spot]  # from a spot up to another, which is no longer in it
START, END = (-1, 0), (2**31, 0)  # before and behind everything


@dataclass(frozen=True, slots=True)
class FlatText:
    """Lines in reading order; ``pages[i]`` is the page of ``lines[i]``, ``spots[i]`` its place in the document.

    ``first`` is the first place of a line and ``count`` how often it stands: repeated lines are looked at once.
    """

    lines: list[str]
    pages: list[int]
    page_numbers: list[int]
    first: dict[str, int]
    count: Counter[str]
    spots: list[Spot]

    @classmethod
    def of(cls, placed: Sequence[Placed], page_numbers: list[int], spots: list[Spot] | None = None) -> FlatText:
        """The lines with their pages, indexed; without ``spots`` each line is a paragraph of its own."""
        lines = [line for line, _ in placed]
        pages = [page for _, page in placed]
        count = Counter(lines)
        places_backwards = range(len(lines) - 1, -1, -1)
        place = dict(zip(reversed(lines), places_backwards, strict=True))  # the first place is set last
        first = {line: place[line] for line in count}
        return cls(lines, pages, page_numbers, first, count, spots or [(order, 0) for order in range(len(lines))])

    def placed(self) -> Iterator[Placed]:
        """Each line with its page."""
        return zip(self.lines, self.pages, strict=True)

    def within(self, stretches: Sequence[Stretch]) -> FlatText:
        """The same for some stretches of the document only."""
        kept = [at for at, spot in enumerate(self.spots) if any(begin <= spot < end for begin, end in stretches)]
        pages = {self.pages[at] for at in kept}
        numbers = [number for number in self.page_numbers if min(pages, default=0) <= number <= max(pages, default=0)]
        lines = [(self.lines[at], self.pages[at]) for at in kept]
        return FlatText.of(lines, numbers, [self.spots[at] for at in kept])

    def begin_of(self, page: int) -> Spot:
        """The spot of the first line of ``page`` or of one behind it."""
        return next((spot for spot, own in zip(self.spots, self.pages, strict=True) if own >= page), END)


def flatten(document: Document) -> FlatText:
    """Paragraph lines and cell texts of a document, squeezed (NFKC, no blanks), empty ones left out."""
    blocks = [*map(_of_paragraph, document.paragraphs), *map(_of_grid, document.grids)]
    blocks.sort(key=lambda block: block.order)
    texts = [(text, block.page, (block.order, row)) for block in blocks for text, row in block.texts]
    lines = squeezed([text for text, _, _ in texts])
    kept = [(line, page, spot) for line, (_, page, spot) in zip(lines, texts, strict=True) if line]
    placed = [(line, page) for line, page, _ in kept]
    return FlatText.of(placed, [page.number for page in document.pages], [spot for _, _, spot in kept])


class _Block(NamedTuple):
    """The texts of a paragraph or a grid, each with its row; none of them has a line break."""

    order: int
    page: int
    texts: list[tuple[str, int]]


def _of_paragraph(paragraph: Paragraph) -> _Block:
    by_cell = paragraph.text.replace("\t", "\n")  # cells of a text export
    return _Block(paragraph.order, paragraph.page, [(text, 0) for text in by_cell.split("\n")])


def _of_grid(grid: Grid) -> _Block:
    """Cells that can say something: amounts, codes (ASCII) and long descriptions are left out, a bare year stays."""
    worded = (cell for cell in grid.cells if _says_something(cell.text))
    return _Block(grid.order, grid.page, [(cell.text.replace("\n", ""), cell.row) for cell in worded])


def _says_something(text: str) -> bool:
    if text.isascii():
        return len(text) == _YEAR_DIGITS
    return len(text) <= _LONGEST_CELL


def squeezed(texts: list[str]) -> list[str]:
    """``texts`` without blanks, half-width; as one text, because that is many times faster."""
    if not texts:
        return []
    joined = "\n".join(texts)
    for blank in _REMOVED:
        joined = joined.replace(blank, "")
    for wide, narrow in _HALF:
        joined = joined.replace(wide, narrow)
    lines = joined.split("\n")
    if not _NEEDS_NFKC.search(joined):  # NFKC of everything would cost more than all the rest together
        return lines
    return [_even(line) for line in lines]


def _even(line: str) -> str:
    return unicodedata.normalize("NFKC", line) if _NEEDS_NFKC.search(line) else line
