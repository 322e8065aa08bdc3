"""What a cell of a web page prints, as far as it tells how a table is laid out: not to read money."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"[-−(]?\d[\d,]*(\.\d+)?\)?%?")
_NOTHING = frozenset({"", "-", "--", "—", "——", "/"})


def is_figure(text: str) -> bool:
    """Whether a cell prints a figure, or a code, and nothing else."""
    return bool(_FIGURE.fullmatch("".join(text.split())))


def is_amount(text: str) -> bool:
    """Whether it prints a figure that is no code."""
    return is_figure(text) and any(mark in text for mark in ".,%")


def is_nothing(text: str) -> bool:
    """Whether it is blank, or a dash."""
    return "".join(text.split()) in _NOTHING
