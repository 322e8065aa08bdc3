"""Figures as text: what may pass for one, how its marks stand, and how certain a reading of it is."""

from __future__ import annotations

import re
import unicodedata

from pipelines.extract.ocr.engine import Reading

_ALIKE = str.maketrans(
    {"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1", "。": ".", "、": ",", "·": ".", "'": ","}
)
_FIGURE = re.compile(r"[-(]{0,2}[\d.,]*\d[\d.,]*[)%]{0,2}")
_MARK = re.compile(r"[.,]")
_GROUPED = re.compile(r"[-(]{0,2}\d{1,3}(,\d{3})*\.\d+[)%]{0,2}")
_WHOLE = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?%?")
_EITHER = re.compile(r"-?\d{1,3}\.\d{3}%?")
_DIGIT = re.compile(r"\d")


def is_whole(figure: str) -> bool:
    """Whether the marks of a figure stand where those of a figure do, and can be no others (7.062 may be 7,062)."""
    return _WHOLE.fullmatch(figure) is not None and _EITHER.fullmatch(figure) is None


def decimals(figure: str) -> int:
    """How many digits stand behind the last point."""
    return len(_bare(figure.rpartition(".")[2])) if "." in figure else 0


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


def certainty(reading: Reading, figure: str) -> float:
    """Probability of the weakest character; of digits and signs only, where the marks follow from the digits."""
    if structured(figure) == figure and _MARK.search(figure) and _GROUPED.fullmatch(figure):
        return min(
            (c for t, c in zip(reading.text, reading.chances, strict=True) if t.isalnum() or t in "-("), default=0.0
        )
    return reading.weakest
