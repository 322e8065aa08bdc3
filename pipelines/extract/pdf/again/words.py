"""Words of a page with their places, as pdfplumber finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.extract.pdf.fallback import visible_origin
from pipelines.extract.pdf.glyphs import normalise
from pipelines.model.document import Box


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that touch, with their place on the displayed page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def words_in(page: Any, box: Box) -> list[Word]:
    """The words of a pdfplumber page whose middle is in a box of the displayed page."""
    left, top = visible_origin(page)
    found = page.dedupe_chars().extract_words(x_tolerance_ratio=0.5, y_tolerance=3)
    words = [
        Word(normalise(w["text"]), w["x0"] - left, w["top"] - top, w["x1"] - left, w["bottom"] - top) for w in found
    ]
    return inside(words, box)


def text_of(words: Sequence[Word]) -> str:
    """Words of one cell as its lines."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.bottom, w.x0)):
        if lines and word.bottom - lines[-1][-1].bottom <= 0.5 * (word.bottom - word.top):
            lines[-1].append(word)
        else:
            lines.append([word])
    return "\n".join(" ".join(w.text for w in sorted(line, key=lambda w: w.x0)) for line in lines)


def inside(words: Sequence[Word], box: Box) -> list[Word]:
    """The words whose middle is in a box."""
    return [w for w in words if box.x0 <= (w.x0 + w.x1) / 2 < box.x1 and box.top <= (w.top + w.bottom) / 2 < box.bottom]
