"""Words that run out of their cell: ideographs set in one go over a rule belong to the cell they began in.

Where two cells have a word each, the second begins behind the rule with white before it.  A word that is set in the
middle of its cell and too long for it runs out at both sides: it begins behind the word of the cell before it, and
most of it stands in its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from pipelines.extract.pdf.chars import Char
from pipelines.extract.pdf.glyphs import is_wide

TOUCHING = 0.05  # em: characters of one word leave no more between them
ON_RULE = 0.03  # em: a character that begins so near behind a rule has no white before it
BRACKETS = frozenset("()")  # of half width, between ideographs
PADDING = 0.15  # em: white before the first character of a cell that is set from the left


class Run:
    """The characters of the cell just filled, and where a word goes on beyond it.

    ``seen`` is the content of the cell around the last character, ``over`` that of the cell its word began in if that
    is another one; ``beyond`` are the contents of the cells around the characters that were put there.
    """

    def __init__(self) -> None:
        self.seen: list[Char] | None = None
        self.over: list[Char] | None = None
        self.beyond: list[list[Char]] = []
        self.xs: Sequence[float] = ()

    def cell_of(self, char: Char, own: list[Char], xs: Sequence[float]) -> list[Char]:
        """The content ``char`` belongs to: ``own``, of the cell around it, or that of the cell its word began in.

        ``xs`` are the rules of the table.
        """
        began = self.over or self.seen
        if not began or not _touch(began[-1], char):
            self.close()
        elif own is not self.seen and self.over is None:
            self.over = began if _crosses(began, char, xs) else None
        if self.over is not None:
            self.beyond.append(own)
        self.seen, self.xs = own, xs
        return self.over or own

    def close(self) -> None:
        """The end of a word: one that is set in the middle of a cell beyond the one it began in is moved there."""
        if self.over is not None:
            _move(self.over, self.beyond, self.xs)
            self.over, self.beyond = None, []


def _move(began: list[Char], beyond: Sequence[list[Char]], xs: Sequence[float]) -> None:
    """Put the word at the end of ``began`` into the cell in whose middle it is set, where it begins behind another
    word and most of it stands in that cell."""
    inside = len(began) - len(beyond)
    start = inside - 1
    while start > 0 and _touch(began[start - 1], began[start]):
        start -= 1
    where, most = Counter(map(id, beyond)).most_common(1)[0]
    follows = start > 0 and began[start - 1].y == began[start].y
    if follows and most > inside - start and _is_in_the_middle(began[start:], xs):
        own = next(content for content in beyond if id(content) == where)
        own.extend(began[start:])
        del began[start:]


def _is_in_the_middle(word: Sequence[Char], xs: Sequence[float]) -> bool:
    """Whether the rules around the middle of a word stand as far from it on both sides."""
    middle = (word[0].x0 + word[-1].x1) / 2
    place = bisect_left(xs, middle)
    return 0 < place < len(xs) and abs(xs[place - 1] + xs[place] - 2 * middle) <= 2 * word[0].size


def _touch(before: Char, char: Char) -> bool:
    return (
        before.y == char.y
        and abs(char.x0 - before.x1) <= TOUCHING * char.size
        and _is_of_word(before.text)
        and _is_of_word(char.text)
    )


def _is_of_word(text: str) -> bool:
    return is_wide(text) or text in BRACKETS


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
