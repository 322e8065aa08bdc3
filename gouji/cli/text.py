"""How text from documents is shown: as data, never as terminal codes."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """``text`` on one line, without control characters (escape sequences could drive a terminal)."""
    return _CONTROL.sub("", text).replace("\t", " ")
