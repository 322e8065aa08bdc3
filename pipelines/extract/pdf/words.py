"""Words of a page with their places, as pdfplumber finds them."""

from __future__ import annotations

from typing import Any

from pipelines.extract.pdf.fallback import visible_origin
from pipelines.extract.pdf.glyphs import normalise
from pipelines.extract.unruled.words import Word

GAP = 0.5  # of the character's size: white space wider than this ends a word
BASELINE = 3.0  # pt: characters of one word have their tops within this


def words_of(page: Any) -> list[Word]:
    """The words of a pdfplumber page, characters printed twice counted once."""
    left, top = visible_origin(page)
    found = page.dedupe_chars().extract_words(x_tolerance_ratio=GAP, y_tolerance=BASELINE)
    return [
        Word(normalise(w["text"]), w["x0"] - left, w["top"] - top, w["x1"] - left, w["bottom"] - top) for w in found
    ]
