"""Words of a page with their places, and the lines they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that touch, with their place on the displayed page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.x0 + self.x1) / 2


def in_lines(words: Iterable[Word], nearness: float) -> list[list[Word]]:
    """Words as lines top to bottom, each left to right.

    A word goes on with a line while it ends no lower than ``nearness`` of its own height below the line's last word.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.bottom, w.x0)):
        if lines and word.bottom - lines[-1][-1].bottom <= nearness * (word.bottom - word.top):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.x0) for line in lines]
