"""Words of a page with their places, as pdfplumber finds them, and the lines they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipelines.extract.pdf.fallback import visible_origin
from pipelines.extract.pdf.glyphs import normalise

GAP = 0.5  # of the character's size: white space wider than this ends a word
BASELINE = 3.0  # pt: characters of one word have their tops within this


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that touch, with their place on the displayed page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.x0 + self.x1) / 2


def words_of(page: Any) -> list[Word]:
    """The words of a pdfplumber page, characters printed twice counted once."""
    left, top = visible_origin(page)
    found = page.dedupe_chars().extract_words(x_tolerance_ratio=GAP, y_tolerance=BASELINE)
    return [
        Word(normalise(w["text"]), w["x0"] - left, w["top"] - top, w["x1"] - left, w["bottom"] - top) for w in found
    ]


def in_lines(words: Iterable[Word], nearness: float) -> list[list[Word]]:
    """Words as lines top to bottom, each left to right.

    A word goes on with a line while it ends no lower than ``nearness`` of its own height below the line's last word.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.bottom, w.x0)):
        if lines and word.bottom - lines[-1][-1].bottom <= nearness * (word.bottom - word.top):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.x0) for line in lines]
