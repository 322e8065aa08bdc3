"""What converters leave in the text that nobody printed: bookmark marks, page number fields, markup."""

from __future__ import annotations

import re

_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
_PAGE_FIELD = re.compile(r"^\s*page number\s*$", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</p>\s*<p\b[^>]*>|<br\s*/?>", re.IGNORECASE)
_PARAGRAPH_TAG = re.compile(r"</?p\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")


def without_fields(line: str) -> str:
    """The line without bookmark marks; empty where it is only the name of a page number field."""
    line = _BOOKMARK.sub("", line)
    return "" if _PAGE_FIELD.match(line) else line


def without_markdown(line: str) -> str:
    """The line as printed: no heading marks, no bold marks."""
    heading = _HEADING.match(line)
    return _BOLD.sub(r"\1", heading.group(1) if heading else line)


def cell_text(text: str) -> str:
    """A cell as printed: HTML paragraphs left by a converter become lines; leading blanks (an indent) stay."""
    if "<" in text:
        text = _PARAGRAPH_TAG.sub("", _PARAGRAPH_END.sub("\n", text))
    return _BOLD.sub(r"\1", text).rstrip()
