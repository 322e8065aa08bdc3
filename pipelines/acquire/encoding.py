"""Bytes to text: byte order mark, then UTF-8, then GB 18030 (which holds GBK and GB 2312), each validated."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")  # characters that no text has
_LONGEST_CHARACTER = 4  # bytes of one character in UTF-8 and GB 18030


def decode(data: bytes, declared: str | None = None) -> str | None:
    """The text of ``data``, or ``None`` where it is not text.

    ``declared`` is an encoding the file names itself; it counts only where the bytes are valid in it,
    and after UTF-8, because pages often keep an old declaration after being saved as UTF-8.
    """
    encoding = _marked(data)
    if encoding:
        return data.decode(encoding, "replace")
    for candidate in ("utf-8", _widened(declared), "gb18030", _unmarked_utf16(data)):
        if candidate:
            try:
                text = data.decode(candidate)
            except (UnicodeDecodeError, LookupError):
                continue
            if _plausible(text):
                return text
    return None


def decode_prefix(data: bytes) -> str | None:
    """Like ``decode`` for the first bytes of a file: a character cut at the end is no error."""
    for cut in range(_LONGEST_CHARACTER):
        text = decode(data[: len(data) - cut] if cut else data)
        if text is not None:
            return text
    return None


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _widened(declared: str | None) -> str | None:
    """GB 2312 and GBK as declared are in practice GB 18030."""
    if declared and declared.lower().replace("_", "").replace("-", "") in ("gb2312", "gbk", "xgbk", "euccn"):
        return "gb18030"
    return declared


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows in its zero bytes: line ends and digits have them on one side only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd > 8 * max(even, 1):
        return "utf-16-le"
    if even > 8 * max(odd, 1):
        return "utf-16-be"
    return None


def _plausible(text: str) -> bool:
    """Text has next to no control characters; bytes of a picture or a program do."""
    return len(_ODD.findall(text)) <= len(text) / 200
