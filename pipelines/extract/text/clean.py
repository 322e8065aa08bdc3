"""What converters leave in the text that nobody printed: bookmark marks, page number fields, markup."""

from __future__ import annotations

import re

_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
_PAGE_FIELD = re.compile(r"^\s*page number\s*$", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</p>\s*<p\b[^>]*>|<br\s*/?>", re.IGNORECASE)
_PARAGRAPH_TAG = re.compile(r"</?p\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]+)(?<=\S)\1")
_SLANTED = re.compile(r"([*_])(?=[^\s*_])([^*_\n]+)(?<=\S)\1")  # all of a cell


def without_fields(line: str) -> str:
    """The line without bookmark marks; empty where it is only the name of a page number field."""
    line = _BOOKMARK.sub("", line)
    return "" if _PAGE_FIELD.match(line) else line


def without_markdown(line: str) -> str:
    """The line as printed: no heading marks, no bold marks."""
    heading = _HEADING.match(line)
    return _BOLD.sub(r"\2", heading.group(1) if heading else line)


def cell_text(text: str) -> str:
    """A cell as printed: HTML paragraphs left by a converter become lines; leading blanks (an indent) stay."""
    if "<" in text:
        text = _PARAGRAPH_TAG.sub("", _PARAGRAPH_END.sub("\n", text))
    text = _BOLD.sub(r"\2", text).replace("&nbsp;", " ").rstrip()
    slanted = _SLANTED.fullmatch(text.strip())
    return slanted.group(2) if slanted else text
