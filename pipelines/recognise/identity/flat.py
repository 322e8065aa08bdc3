"""A document as short lines without blanks, each with its page: what the rules look at."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from pipelines.model.document import Document, Grid

_REMOVED = (" ", "\u3000", "\xa0", "\r", "\u200b", "\ufeff", "\u2002", "\u2003")
_HALF = (("（", "("), ("）", ")"), ("：", ":"), ("，", ","), ("；", ";"), ("．", "."), ("％", "%"))
_LONGEST_CELL = 80
# Full-width letters and digits, radicals and compatibility ideographs that PDF fonts map to, (一) as one character.
_NEEDS_NFKC = re.compile(r"[０-９Ａ-Ｚａ-ｚ［］－＊／\u2e80-\u2fdf\uf900-\ufaff\u3220-\u3243]")


@dataclass(slots=True)
class FlatText:
    """Lines in reading order; ``pages[i]`` is the page of ``lines[i]``, ``first`` a line's first place."""

    lines: list[str]
    pages: list[int]
    page_numbers: list[int]
    first: dict[str, int] = field(default_factory=dict)
    count: dict[str, int] = field(default_factory=dict)

    def index(self) -> None:
        """Fill ``first`` and ``count``: repeated lines are looked at once."""
        self.count = Counter(self.lines)
        last = len(self.lines) - 1
        first = dict(zip(reversed(self.lines), range(last, -1, -1), strict=True))  # the first place is set last
        self.first = {line: first[line] for line in self.count}

    def between(self, page_from: int, page_to: int) -> FlatText:
        """The same for some pages only."""
        keep = [i for i, page in enumerate(self.pages) if page_from <= page <= page_to]
        out = FlatText(
            [self.lines[i] for i in keep],
            [self.pages[i] for i in keep],
            [n for n in self.page_numbers if page_from <= n <= page_to],
        )
        out.index()
        return out


def _grid_texts(grid: Grid) -> list[str]:
    """Cells that can say something: amounts, codes (ASCII) and long descriptions are left out, a bare year stays."""
    texts = [cell.text for cell in grid.cells]
    worded = [text for text in texts if not text.isascii() or len(text) == 4]
    return [text.replace("\n", "") for text in worded if len(text) <= _LONGEST_CELL]


def flatten(document: Document) -> FlatText:
    """Paragraph lines and cell texts of a document, squeezed (NFKC, no blanks), empty ones left out."""
    blocks: list[tuple[int, int, list[str]]] = []
    for paragraph in document.paragraphs:
        text = paragraph.text
        if "\t" in text:  # cells of a text export
            text = text.replace("\t", "\n")
        blocks.append((paragraph.order, paragraph.page, text.split("\n")))
    for grid in document.grids:
        blocks.append((grid.order, grid.page, _grid_texts(grid)))
    blocks.sort(key=lambda b: b[0])
    pieces: list[str] = []
    pages: list[int] = []
    for _, page, texts in blocks:
        pieces += texts
        pages += [page] * len(texts)
    joined = "\n".join(pieces)
    for blank in _REMOVED:
        joined = joined.replace(blank, "")
    for wide, narrow in _HALF:
        joined = joined.replace(wide, narrow)
    lines = joined.split("\n")
    if _NEEDS_NFKC.search(joined):  # NFKC of everything would cost more than all the rest together
        lines = [unicodedata.normalize("NFKC", line) if _NEEDS_NFKC.search(line) else line for line in lines]
    kept = [(line, page) for line, page in zip(lines, pages, strict=True) if line] if pieces else []
    out = FlatText([k[0] for k in kept], [k[1] for k in kept], [p.number for p in document.pages])
    out.index()
    return out
