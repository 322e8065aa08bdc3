"""Characters to lines of text: order, spaces, split figures, overprints.

Whitespace of the file is not trusted alone (some programs write none, some write one between every two
characters): a space is a gap one can see.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from pipelines.extract.pdf.chars import Char
from pipelines.extract.pdf.glyphs import is_wide
from pipelines.extract.pdf.marks import with_marks
from pipelines.extract.pdf.spaced import closed, may_be_spaced

SAME_LINE = 0.45  # em of the larger character: baselines closer than this are one line (superscripts too)
WIDE_GAP = 0.5  # em: a space between two ideographs is at least this wide
TYPED_GAP = 0.2  # em: the same where the file has white space there
WORD_GAP = 0.18  # em: between letters or digits
FIGURE_GAP = 0.8  # em: a decimal point or comma this near belongs to the figure before it
OVERPRINT = 0.4  # of the character's width: the same character again this near is fake bold

_FIGURE_END = re.compile(r"[\d,，]")
_FIGURE_POINT = (".", ",", "，", "．")


@dataclass(slots=True)
class Line:
    """One printed line: its text and extent (``top`` and ``bottom`` estimated from the em size)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float


def lines(chars: Sequence[Char]) -> list[Line]:
    """Lines top to bottom; characters within a line left to right."""
    out: list[Line] = []
    row: list[Char] = []
    for char in sorted(chars):
        if row and char.y - row[-1].y > SAME_LINE * max(char.size, row[-1].size):
            out.append(_line(row))
            row = []
        row.append(char)
    if row:
        out.append(_line(row))
    return out


def text_of(chars: Sequence[Char]) -> str:
    """The text of a cell: its lines joined with a line break."""
    pieces = _in_order(chars)
    if pieces is not None:
        text = "".join(pieces)
        if " " not in pieces or not may_be_spaced(text):
            return text
    return "\n".join(line.text for line in lines(chars))


def _in_order(chars: Sequence[Char]) -> list[str] | None:
    """The pieces of the text of characters that stand as they are read, as in nearly all cells.

    None where one stands beside or above the one before, on nearly its baseline, or may be printed over it.
    """
    if not chars:
        return []
    before = chars[0]
    y, start, end, size, text, _ = before
    pieces = [text]
    for char in islice(chars, 1, None):
        base, x0, x1, em, shown, _ = char
        if base != y:
            if base - y <= SAME_LINE * max(em, size):
                return None
            pieces.append("\n")
        elif x0 <= start or (shown == text and x0 - start < OVERPRINT * (x1 - x0)):
            return None
        elif x0 > end and _gap(before, char):
            pieces.append(" ")
        pieces.append(shown)
        before, y, start, end, size, text = char, base, x0, x1, em, shown
    return pieces


def _line(row: list[Char]) -> Line:
    level = row[0].y == row[-1].y
    if any(b.x0 < a.x0 for a, b in pairwise(row)):
        row = sorted(row, key=lambda c: c.x0)
    if not level:
        row = with_marks(row)
    kept = [row[0]]
    pieces = [row[0].text]
    for char in row[1:]:
        before = kept[-1]
        if char.text == before.text and char.x0 - before.x0 < OVERPRINT * (char.x1 - char.x0):
            continue
        if _gap(before, char):
            pieces.append(" ")
        pieces.append(char.text)
        kept.append(char)
    size = max(c.size for c in kept)
    base = kept[0].y
    text = "".join(pieces)
    return Line(
        closed(text, kept) if " " in text else text,
        kept[0].x0,
        base - 0.88 * size,
        max(c.x1 for c in kept),
        base + 0.14 * size,
        base,
        size,
    )


def _gap(a: Char, b: Char) -> bool:
    """Whether a reader sees a space between two neighbours."""
    gap = b.x0 - a.x1
    if gap <= 0.0:
        return False
    em = min(a.size, b.size) or max(a.size, b.size)
    if is_wide(a.text) and is_wide(b.text):
        return gap > (TYPED_GAP if b.spaced else WIDE_GAP) * em
    if (b.text in _FIGURE_POINT and a.text.isdigit()) or (b.text.isdigit() and a.text in _FIGURE_POINT):
        return gap > FIGURE_GAP * em
    return gap > WORD_GAP * em
