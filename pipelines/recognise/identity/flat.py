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


@dataclass(frozen=True, slots=True)
class FlatText:
    """Lines in reading order; ``pages[i]`` is the page of ``lines[i]``.

    ``first`` is the first place of a line and ``count`` how often it stands: repeated lines are looked at once.
    """

    lines: list[str]
    pages: list[int]
    page_numbers: list[int]
    first: dict[str, int]
    count: Counter[str]

    @classmethod
    def of(cls, placed: Sequence[Placed], page_numbers: list[int]) -> FlatText:
        """The lines with their pages, indexed."""
        lines = [line for line, _ in placed]
        pages = [page for _, page in placed]
        count = Counter(lines)
        places_backwards = range(len(lines) - 1, -1, -1)
        place = dict(zip(reversed(lines), places_backwards, strict=True))  # the first place is set last
        return cls(lines, pages, page_numbers, {line: place[line] for line in count}, count)

    def placed(self) -> Iterator[Placed]:
        """Each line with its page."""
        return zip(self.lines, self.pages, strict=True)

    def between(self, page_from: int, page_to: int) -> FlatText:
        """The same for some pages only."""
        lines = [(line, page) for line, page in self.placed() if page_from <= page <= page_to]
        return FlatText.of(lines, [number for number in self.page_numbers if page_from <= number <= page_to])


def flatten(document: Document) -> FlatText:
    """Paragraph lines and cell texts of a document, squeezed (NFKC, no blanks), empty ones left out."""
    blocks = [*map(_of_paragraph, document.paragraphs), *map(_of_grid, document.grids)]
    blocks.sort(key=lambda block: block.order)
    texts = [(text, block.page) for block in blocks for text in block.texts]
    lines = _squeezed([text for text, _ in texts])
    placed = [(line, page) for line, (_, page) in zip(lines, texts, strict=True) if line]
    return FlatText.of(placed, [page.number for page in document.pages])


class _Block(NamedTuple):
    """The texts of a paragraph or a grid; none of them has a line break."""

    order: int
    page: int
    texts: list[str]


def _of_paragraph(paragraph: Paragraph) -> _Block:
    by_cell = paragraph.text.replace("\t", "\n")  # cells of a text export
    return _Block(paragraph.order, paragraph.page, by_cell.split("\n"))


def _of_grid(grid: Grid) -> _Block:
    """Cells that can say something: amounts, codes (ASCII) and long descriptions are left out, a bare year stays."""
    worded = filter(_says_something, (cell.text for cell in grid.cells))
    return _Block(grid.order, grid.page, [text.replace("\n", "") for text in worded])


def _says_something(text: str) -> bool:
    if text.isascii():
        return len(text) == _YEAR_DIGITS
    return len(text) <= _LONGEST_CELL


def _squeezed(texts: list[str]) -> list[str]:
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
