"""A document as recognition reads it: words of its scanned pages as they are known, the rest as it is.

The one place where readings of scans are corrected.  Heads, titles, units, captions and labels are matched by layout
files further on; they are held here against the words those files spell out, and names beside codes against the names
of the code.  What was read stays in ``as_read``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from pipelines.model.document import SCANNED, Cell, Document, Grid, Paragraph
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.lexicon.corrected import Word, corrected, without_lost_number
from pipelines.recognise.lexicon.known import known_words
from pipelines.recognise.lexicon.lexicon import Lexicon
from pipelines.recognise.lexicon.of_codes import codes_in, named, names_of_codes

_TITLE = 40  # characters: longer paragraphs are prose, in which places are counted
_PROSE = re.compile(r"[，。；]")


@dataclass(frozen=True)
class Speller:
    """Corrects documents; ``book`` has the names of codes.  What it needs is made with the first scan."""

    book: CodeBook

    def __call__(self, document: Document) -> Document:
        """``document`` with the words of its scans corrected: itself where nothing of it is a scan."""
        scanned = {page.number for page in document.pages if page.is_scan}
        if not scanned and all(grid.method != SCANNED for grid in document.grids):
            return document
        return replace(
            document,
            paragraphs=[self._paragraph(one) if one.page in scanned else one for one in document.paragraphs],
            grids=[self._grid(one) if one.method == SCANNED else one for one in document.grids],
        )

    @cached_property
    def lexicon(self) -> Lexicon:
        """Every known word: those of the layout files and the names of codes."""
        names = {name for _, name in self.book.by_name}
        return Lexicon.of(known_words() | names)

    @cached_property
    def _names(self) -> Mapping[str, Sequence[str]]:
        return names_of_codes(self.book.by_name)

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        is_prose = len(paragraph.text) > _TITLE or _PROSE.search(paragraph.text) is not None
        word = partial(self.lexicon.word, may_lack=not is_prose)  # what prose lacks may stand a line above
        text = corrected(paragraph.text, word, self.lexicon.whole)
        return paragraph if text == paragraph.text else replace(paragraph, text=text, as_read=paragraph.text)

    def _grid(self, grid: Grid) -> Grid:
        rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in grid.cells:
            if cell.text:
                rows[cell.row].append(cell)
        changed = {id(cell): new for row in rows.values() for cell, new in self._changed(row)}
        return replace(grid, cells=[changed.get(id(cell), cell) for cell in grid.cells]) if changed else grid

    def _changed(self, row: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
        word = self._word_beside(codes_in(row))
        for cell in row:
            text = corrected(without_lost_number(cell.text), word, self.lexicon.whole)
            if text != cell.text:
                yield cell, replace(cell, text=text, as_read=cell.text)

    def _word_beside(self, codes: Sequence[str]) -> Word:
        names = [name for code in codes for name in self._names.get(code, ())]
        return (lambda read: named(read, names, self.lexicon)) if names else self.lexicon.word
