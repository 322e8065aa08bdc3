"""Figures are read twice, and count only where both readings agree: a wrong figure is worse than a missing one.

The second reading has another margin, hence another size of the digits, and knows only the characters of figures.
A figure in doubt keeps its text behind ``DOUBT``, which no parser takes for a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pipelines.extract.ocr.engine import Engine, Reading
from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.snippets import Snippet, crop
from pipelines.extract.ocr.widths import misfits

DOUBT = "〓"  # what printers set for a character they do not have
# Probability of the weakest character below which a figure is in doubt: where its width fits, where nothing is known
# of widths, where it does not fit.  On a poor page only figures whose width fits count.
SURE, LIKELY, CERTAIN = 0.75, 0.9, 0.97
_NEVER = 2.0
_SECOND_PAD = 0.34  # of the height: the first has 0.16
_ALIKE = str.maketrans(
    {"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1", "。": ".", "、": ",", "·": ".", "'": ","}
)
_FIGURE = re.compile(r"[-(]{0,2}[\d.,]*\d[\d.,]*[)%]{0,2}")
_DIGIT = re.compile(r"\d")


def plain_figure(text: str) -> str | None:
    """``text`` as a figure of half-width characters without blanks; ``None`` where it is none, look-alikes included."""
    plain = "".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).split())
    plain = plain.replace("—", "-").replace("–", "-").replace("−", "-")
    if _FIGURE.fullmatch(plain) and (_DIGIT.search(text) or len(plain) <= 2):
        return plain
    return None


def settle(
    engine: Engine, gray: Gray, em: float, lines: Sequence[Snippet], first: Sequence[Reading], *, is_poor: bool
) -> list[str]:
    """The text of each line: as read, or for a figure as both readings have it, or with ``DOUBT`` before it.

    On a poor page, and for a figure that is not quite certain, its width must fit too.
    """
    out = [reading.text.strip() for reading in first]
    at = [(i, figure) for i, reading in enumerate(first) if (figure := plain_figure(reading.text)) is not None]
    again = engine.read([crop(gray, lines[i], em, _SECOND_PAD) for i, _ in at], figures=True)
    misfit = misfits([figure for _, figure in at], [lines[i].x1 - lines[i].x0 for i, _ in at])
    for n, ((i, figure), second) in enumerate(zip(at, again, strict=True)):
        certain = min(first[i].weakest, second.weakest)
        needed = _needed(None if misfit is None else misfit[n], is_poor)
        out[i] = figure if figure == second.text and certain >= needed else DOUBT + out[i]
    return out


def _needed(is_misfit: bool | None, is_poor: bool) -> float:
    """The certainty a figure must have, given what its width says (``None``: nothing)."""
    if is_misfit is None:
        return _NEVER if is_poor else LIKELY
    if is_misfit:
        return _NEVER if is_poor else CERTAIN
    return SURE
