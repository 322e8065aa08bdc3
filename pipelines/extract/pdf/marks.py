"""Marks of footnotes: small digits raised beside a figure or a name, which are no part of it."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.pdf.chars import Char
from pipelines.extract.raised import SUPERSCRIPTS

SMALLER = 0.8  # of the size of the character before
RAISED = 0.15  # of that size: its baseline is at least so much higher
HIGHEST = 0.7  # and no more than this: higher is another line


def with_marks(row: Sequence[Char]) -> list[Char]:
    """The characters of a line, left to right, with raised small digits as Unicode superscripts.

    >>> [c.text for c in with_marks([Char(100, 0, 5, 10, "5"), Char(100, 5, 10, 10, "0"), Char(96, 10, 13, 6, "1")])]
    ['5', '0', '¹']
    """
    out: list[Char] = []
    before: Char | None = None  # the last character at the level of the line
    for char in row:
        if before is not None and char.text.isdecimal() and _is_mark(char, before):
            out.append(char._replace(text=char.text.translate(SUPERSCRIPTS)))
            continue
        before = char
        out.append(char)
    return out


def _is_mark(char: Char, before: Char) -> bool:
    return (
        0 < char.size <= SMALLER * before.size
        and RAISED * before.size <= before.y - char.y <= HIGHEST * before.size
        and char.x0 >= before.x0
    )
