"""Words that run out of their cell: ideographs set in one go over a rule belong to the cell they began in.

Where two cells have a word each, the second begins behind the rule with white before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipelines.extract.pdf.chars import Char
from pipelines.extract.pdf.glyphs import is_wide

TOUCHING = 0.05  # em: characters of one word leave no more between them
ON_RULE = 0.03  # em: a character that begins so near behind a rule has no white before it
PADDING = 0.15  # em: white before the first character of a cell that is set from the left


class Run:
    """The characters of the cell just filled, and where a word goes on beyond it.

    ``seen`` is the content of the cell around the last character, ``over`` that of the cell its word began in if that
    is another one.
    """

    def __init__(self) -> None:
        self.seen: list[Char] | None = None
        self.over: list[Char] | None = None

    def cell_of(self, char: Char, own: list[Char], xs: Sequence[float]) -> list[Char]:
        """The content ``char`` belongs to: ``own``, of the cell around it, or that of the cell its word began in.

        ``xs`` are the rules of the table.
        """
        began = self.over or self.seen
        if not began or not _touch(began[-1], char):
            self.over = None
        elif own is not self.seen and self.over is None:
            self.over = began if _crosses(began, char, xs) else None
        self.seen = own
        return self.over or own


def _touch(before: Char, char: Char) -> bool:
    return (
        before.y == char.y
        and abs(char.x0 - before.x1) <= TOUCHING * char.size
        and is_wide(before.text)
        and is_wide(char.text)
    )


def _crosses(began: Sequence[Char], char: Char, xs: Sequence[float]) -> bool:
    """Whether a rule runs through the word, or between two of its characters without white where the cell has some."""
    place = bisect_left(xs, (began[-1].x0 + began[-1].x1) / 2)
    if not 0 < place < len(xs):
        return False
    rule, near = xs[place], ON_RULE * char.size
    if began[-1].x1 > rule + near or char.x0 < rule - near:
        return True
    first = min(other.x0 for other in began if other.y == char.y)
    return char.x0 <= rule + near and first - xs[place - 1] >= PADDING * char.size
