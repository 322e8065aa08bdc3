"""Text as it is compared: one width, no blanks, one kind of bracket and quote."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"[\s\u3000\u00a0\u200b-\u200f\ufeff\u00ad]+")
# The number of a note behind a name, a code or a figure; behind a letter it is a power (m²).
_NOTE = re.compile(r"(?<=[\u4e00-\u9fff)）\d])[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+\s*$")
_QUOTES = str.maketrans(
    {
        "“": "",
        "”": "",
        '"': "",
        "‘": "",
        "’": "",
        "'": "",
        "〝": "",
        "〞": "",
        "〔": "(",
        "〕": ")",
        "﹙": "(",
        "﹚": ")",
        "【": "[",
        "】": "]",
        "－": "-",
        "—": "-",
        "–": "-",
        "―": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "﹣": "-",
    }
)


@lru_cache(maxsize=65536)
def compact(text: str) -> str:
    """``text`` without blanks, quotation marks and a raised note, half-width, dashes as ``-``: for patterns only."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", _NOTE.sub("", text)).translate(_QUOTES))


@lru_cache(maxsize=65536)
def join_wrapped(text: str) -> str:
    """A cell's lines joined as a reader would: no blank between CJK characters, one between words.

    >>> join_wrapped("机关事业单位基本\\n养老保险缴费支出")
    '机关事业单位基本养老保险缴费支出'
    """
    out = ""
    for piece in text.split("\n"):
        piece = piece.strip(" \u3000\t\u00a0")
        if out and piece and out[-1].isascii() and piece[0].isascii() and out[-1].isalnum() and piece[0].isalnum():
            out += " "
        out += piece
    return out
