"""The words of one cell or table of a page that is read again."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.unruled.words import Word, in_lines
from pipelines.model.document import Box

_SAME_LINE = 0.5  # of a word's height


def text_of(words: Sequence[Word]) -> str:
    """Words of one cell as its lines."""
    return "\n".join(" ".join(w.text for w in line) for line in in_lines(words, _SAME_LINE))


def inside(words: Sequence[Word], box: Box) -> list[Word]:
    """The words whose middle is in a box."""
    return [w for w in words if box.x0 <= w.middle < box.x1 and box.top <= (w.top + w.bottom) / 2 < box.bottom]
