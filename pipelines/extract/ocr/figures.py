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
from pipelines.model.document import DOUBT

# Probability of the weakest character below which a figure is in doubt: where its width fits, where nothing is known
# of widths, where it does not fit.  On a poor page only figures whose width fits count, and only certain ones.
SURE, LIKELY, CERTAIN = 0.75, 0.95, 0.97
_NEVER = 2.0
POOR_SHARE, _FEW = 0.05, 2  # of the figures, but more than a few: so many in doubt make a page a poor one
_SECOND_PAD = 0.34  # of the height: the first has 0.16
_ALIKE = str.maketrans(
    {"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1", "。": ".", "、": ",", "·": ".", "'": ","}
)
_FIGURE = re.compile(r"[-(]{0,2}[\d.,]*\d[\d.,]*[)%]{0,2}")
_MARK = re.compile(r"[.,]")
_GROUPED = re.compile(r"[-(]{0,2}\d{1,3}(,\d{3})*\.\d+[)%]{0,2}")
_DIGIT = re.compile(r"\d")


def plain_figure(text: str) -> str | None:
    """``text`` as a figure of half-width characters without blanks; ``None`` where it is none, look-alikes included."""
    plain = "".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).split())
    plain = plain.replace("—", "-").replace("–", "-").replace("−", "-")
    return plain if _FIGURE.fullmatch(plain) and _DIGIT.search(text) else None


def structured(figure: str) -> str:
    """``figure`` with commas between thousands and one point before the decimals, where its groups allow nothing else.

    A mark is told from its place: the last one, not followed by three digits, is the point; marks before it stand
    every three digits.  Where the groups do not say, the figure stays as it is.
    """
    parts = _MARK.split(figure)
    if len(parts) < 2 or len(_bare(parts[-1])) == 3 or not 1 <= len(_bare(parts[0])) <= 3:
        return figure
    if any(len(part) != 3 for part in parts[1:-1]):
        return figure
    return ",".join(parts[:-1]) + "." + parts[-1]


def _bare(part: str) -> str:
    return part.strip("-()%")


def _certainty(reading: Reading, figure: str) -> float:
    """Probability of the weakest character; of digits and signs only, where the marks follow from the digits."""
    if structured(figure) == figure and _MARK.search(figure) and _GROUPED.fullmatch(figure):
        return min(
            (c for t, c in zip(reading.text, reading.chances, strict=True) if t.isalnum() or t in "-("), default=0.0
        )
    return reading.weakest


def settle(
    engine: Engine, gray: Gray, em: float, lines: Sequence[Snippet], first: Sequence[Reading], *, is_poor: bool
) -> list[str]:
    """The text of each line: as read, or for a figure as both readings have it, or with ``DOUBT`` before it.

    ``gray`` is what the second reading sees.  Where many figures of a page are in doubt, the others must be all the
    more certain, as on a page known to be poor.
    """
    at = [(i, figure) for i, reading in enumerate(first) if (figure := plain_figure(reading.text)) is not None]
    again = engine.read([crop(gray, lines[i], em, _SECOND_PAD) for i, _ in at], figures=True)
    misfit = misfits([figure for _, figure in at], [lines[i].x1 - lines[i].x0 for i, _ in at])
    found: list[tuple[int, str, float, bool | None]] = []
    for n, ((i, plain), second) in enumerate(zip(at, again, strict=True)):
        figure, other = structured(plain), structured(second.text)
        certain = min(_certainty(first[i], figure), _certainty(second, other)) if figure == other else 0.0
        found.append((i, figure, certain, None if misfit is None else misfit[n]))
    unsure = sum(certain < _needed(off, is_poor=False) for _, _, certain, off in found)
    is_poor = is_poor or unsure > max(_FEW, POOR_SHARE * len(found))
    out = [reading.text.strip() for reading in first]
    for i, figure, certain, off in found:
        out[i] = figure if certain >= _needed(off, is_poor) else DOUBT + out[i]
    return out


def _needed(is_misfit: bool | None, is_poor: bool) -> float:
    """The certainty a figure must have, given what its width says (``None``: nothing)."""
    if is_misfit is None:
        return _NEVER if is_poor else LIKELY
    if is_misfit:
        return _NEVER if is_poor else CERTAIN
    return CERTAIN if is_poor else SURE
