"""Paragraphs as an author wrote them, out of printed lines; running heads, contents and page numbers left out.

Formats without page geometry give whole paragraphs already.  Printed lines are joined by where they stand on the page:
the line before runs to the right edge, this one is neither numbered nor indented.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

from pipelines.model.document import Box, Cell, Document, Grid, Paragraph
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.model import Passage, Place
from pipelines.recognise.narrative.running import running_lines

_NUMBERING = re.compile(
    r"^(第[一二三四五六七八九十]+[部章节]|[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．,，]|"
    r"[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳])"
)
_HANGING = tuple("，。、；：")  # may stand beyond the right edge
_CUT_FIGURE = re.compile(r"[\d.,万亿]$"), re.compile(r"^(?:\d[\d,]*(?:\.\d+)?|\.\d+)?(?:[万亿]?元|%)")  # before, behind
_LEVEL = re.compile(r"^[(（][类款项][)）]")
_PUNCTUATION = re.compile(r"[,。;:]")
_MOST_LINES = 3  # of a heading
_ENDS = tuple("。;；:：!！?？")
_CONTENTS_OR_PAGE_NUMBER = re.compile(r"[.…·]{4,}|^-?\d+-?$")
_PROSE_CELL = 40  # compact characters from which a cell of a table that is no statement may be prose
_FULL_LINE = 15  # characters from which a line tells where the text's right edge is
_SHORT_LINE = 12  # a line of fewer characters that stops before the right edge ends its paragraph
# in characters
_INDENT = 0.9  # the first line of a paragraph stands at least so far to the right of its others (two, as a rule)
_SLIGHT_INDENT = 0.3  # tells the first line of a paragraph whose first line is full and ends like a sentence
_DEEPEST_INDENT = 3.5
_RAGGED = 2.2  # a line that ends so near to the right edge is full
_LEAST_SIZE = 8.0  # points; narrower characters would make that edge too strict


def passages(document: Document, outcomes: Mapping[int, str], statement_ids: frozenset[str]) -> list[Passage]:
    """Passages in reading order.

    ``outcomes`` tells which grids are statements: their cells are no prose; long cells of others are.
    """
    heads = running_lines(document)
    rights = _right_edges(document)
    out: list[Passage] = []
    lines: list[Paragraph] = []
    for block in document.blocks():
        if isinstance(block, Grid) and outcomes.get(block.grid_no) not in statement_ids:
            out += _close(lines)
            lines = []
            out += [_of_cell(block, cell) for cell in block.cells if _is_prose(cell)]
        if isinstance(block, Grid) or not _is_text(block) or (block.page, compact(block.text)) in heads:
            continue
        if lines and not continues(lines, block, rights.get(lines[-1].page, 0.0)):
            out += _close(lines)
            lines = []
        lines.append(block)
    return [*out, *_close(lines)]


def _is_text(line: Paragraph) -> bool:
    if line.kind in ("header", "footer"):
        return False
    plain = compact(line.text)
    return plain != "" and _CONTENTS_OR_PAGE_NUMBER.search(plain) is None


def _is_prose(cell: Cell) -> bool:
    return len(cell.text) >= _PROSE_CELL and "。" in cell.text and len(compact(cell.text)) >= _PROSE_CELL


def _of_cell(grid: Grid, cell: Cell) -> Passage:
    place = Place(0, grid.page, grid.order)
    return Passage(compact(cell.text), join_wrapped(cell.text), (place,))


def _close(lines: list[Paragraph]) -> list[Passage]:
    """The passage that ``lines`` are; none of no line."""
    if not lines:
        return []
    texts = [compact(line.text) for line in lines]
    offsets = accumulate(map(len, texts[:-1]), initial=0)
    places = [Place(offset, line.page, line.order) for offset, line in zip(offsets, lines, strict=True)]
    printed = join_wrapped("\n".join(line.text for line in lines))
    return [Passage("".join(texts), printed, tuple(places))]


def _right_edges(document: Document) -> dict[int, float]:
    """Where the text of each page ends to the right."""
    edges: dict[int, float] = {}
    for line in document.paragraphs:
        if line.box is not None and line.kind == "body" and len(line.text) > _FULL_LINE:
            text = line.text.strip()
            hangs = _em(line.box, text) if text.endswith(_HANGING) else 0.0
            edges[line.page] = max(edges.get(line.page, 0.0), line.box.x1 - hangs)
    return edges


def continues(lines: list[Paragraph], line: Paragraph, right: float) -> bool:
    """Whether ``line`` goes on with the paragraph that ``lines`` began; ``right`` is the right edge of the text."""
    boxes = [one.box for one in lines if one.box]
    if line.box is None or len(boxes) < len(lines):
        return False  # formats without geometry give whole paragraphs
    return _Step.of(lines, boxes, line, line.box, right).continues


def _em(box: Box, text: str) -> float:
    """The width of a 汉字 in a line: digits and Latin letters are half as wide."""
    narrow = len(text.encode("ascii", "ignore"))
    return (box.x1 - box.x0) / max(len(text) - narrow / 2, 1)


def _is_bare_heading(lines: list[Paragraph]) -> bool:
    """Whether ``lines`` are a numbered heading without a sentence behind it."""
    if len(lines) > _MOST_LINES or _NUMBERING.match(lines[0].text.strip()) is None:
        return False
    text = compact("".join(line.text for line in lines))
    return layout.pattern("heading_end").search(text) is not None and _PUNCTUATION.search(text) is None


def _is_cut(before: str, behind: str) -> bool:
    """Whether two lines cut a figure: one ends in the middle of a number, the other goes on with it and its unit."""
    ends, begins = _CUT_FIGURE
    return len(before) >= _SHORT_LINE and ends.search(before) is not None and begins.match(behind) is not None


class _Step(NamedTuple):
    """From the lines of a paragraph to the next line."""

    alone: bool  # the paragraph has one line so far
    full: bool  # its last line runs to the right edge
    ended: bool  # its last line ends like a sentence
    short: bool  # its last line has few characters
    bare: bool  # the line before is a numbered heading and nothing else
    numbered: bool  # the next line begins with a number
    level: bool  # the next line begins with (类), (款) or (项): the name before it goes on
    cut: bool  # the next line begins with the rest of a figure
    indented: bool  # the next line stands to the right of the paragraph
    outdent: float  # how many characters the next line stands to the left of the paragraph's first
    out_by: float  # the same in characters as wide as 汉字 are

    @classmethod
    def of(cls, lines: list[Paragraph], boxes: list[Box], line: Paragraph, box: Box, right: float) -> _Step:
        text = lines[-1].text.strip()
        size = (boxes[-1].x1 - boxes[-1].x0) / max(len(text), 1)
        left = min(one.x0 for one in boxes)
        return cls(
            alone=len(lines) == 1,
            full=boxes[-1].x1 >= right - _RAGGED * max(size, _LEAST_SIZE),
            ended=text.endswith(_ENDS),
            short=len(text) < _SHORT_LINE,
            bare=_is_bare_heading(lines) and layout.pattern("goes_on").match(compact(line.text)) is None,
            numbered=_NUMBERING.match(line.text.strip()) is not None,
            level=_LEVEL.match(line.text.strip()) is not None,
            cut=_is_cut(text, line.text.strip()),
            indented=box.x0 > left + _INDENT * size,
            outdent=(boxes[0].x0 - box.x0) / max(size, 1.0),
            out_by=(boxes[0].x0 - box.x0) / max(_em(boxes[-1], text), 1.0),
        )

    @property
    def continues(self) -> bool:
        if self.level or self.cut:
            return True
        if self.bare or (self.alone and self.out_by > _DEEPEST_INDENT):
            return False  # a heading, by its words or in the middle of the page
        return self._behind_full_line if self.full else self._behind_broken_line

    @property
    def _behind_full_line(self) -> bool:
        if self.ended and self.numbered:
            return False
        if self.ended and self.alone:
            return self.outdent > _SLIGHT_INDENT
        return not self.indented

    @property
    def _behind_broken_line(self) -> bool:
        if self.ended or self.numbered or self.short:
            return False
        return self._hangs or not (self.alone or self.indented)

    @property
    def _hangs(self) -> bool:
        """The first line was indented, this one is not."""
        return self.outdent > _INDENT
