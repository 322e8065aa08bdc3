"""Marks of Markdown and of what converters mix into it: taken as the person who reads the rendered text sees them.

``~~776.45~~ 862.72`` is 862.72, ``$862.72$`` is 862.72, ``128.50<sup>1</sup>`` is 128.50 with a note.
"""

from __future__ import annotations

import re

from pipelines.extract.raised import Raised, joined

_STRUCK = re.compile(r"~~(?=\S)[^~\n|\t]*(?<=\S)~~[ \u3000]*")
_STRUCK_TAG = re.compile(r"<(del|s|strike)(?:\s[^>]*)?>.*?</\1\s*>[ \u3000]*", re.IGNORECASE | re.DOTALL)
_FORMULA = re.compile(r"\$[ \t]*([-+−]?[\d.,， \t]*\d[\d.,， \t]*?(?:\\?%)?)[ \t]*\$")
# <sup>1</sup>, $^{1}$, [^1]
_RAISED = re.compile(
    r"<sup(?:\s[^>]*)?>([^<\n]*)</sup\s*>|\$\s*\^\s*\{?\s*([^{}$\n]*?)\s*\}?\s*\$|\[\^(\w+)\](?!:)", re.IGNORECASE
)


def without_struck(text: str) -> tuple[str, bool]:
    """The text without what is struck out, and whether there was any."""
    if "~~" not in text and "<" not in text:
        return text, False
    text, marked = _STRUCK.subn("", text)
    text, tagged = _STRUCK_TAG.subn("", text)
    return text, bool(marked or tagged)


def without_formulas(text: str) -> str:
    """The text with figures set as formulas as plain figures, and with raised marks as such."""
    if "$" not in text and "<" not in text and "[^" not in text:
        return text
    text = _FORMULA.sub(lambda found: found.group(1).replace("\\", ""), text)
    parts: list[str] = []
    end = 0
    for found in _RAISED.finditer(text):
        parts += [text[end : found.start()], Raised(next(g for g in found.groups() if g is not None))]
        end = found.end()
    return joined([*parts, text[end:]]) if parts else text
