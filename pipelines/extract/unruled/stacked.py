"""Lines that stand close one below the other as one cell: wrapped names and headers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.extract.unruled.strips import Strip
from pipelines.extract.unruled.words import Word

_OVERLAP = 0.5  # of the narrower: lines of one cell stand over one another
_CENTRED = 3.0  # pt: or have one middle


@dataclass(slots=True)
class Block:
    """Words of one cell, top to bottom."""

    words: list[Word] = field(default_factory=list)
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0

    @property
    def text(self) -> str:
        """Its lines, each below the other."""
        return "\n".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def level(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    def add(self, word: Word) -> None:
        """Put a word below the others."""
        if not self.words:
            self.x0, self.top, self.x1, self.bottom = word.x0, word.top, word.x1, word.bottom
        self.words.append(word)
        self.x0, self.x1 = min(self.x0, word.x0), max(self.x1, word.x1)
        self.top, self.bottom = min(self.top, word.top), max(self.bottom, word.bottom)


def stacked(lines: Iterable[Iterable[Word]], gap: float, columns: Sequence[Strip] = ()) -> list[Block]:
    """The words of ``lines``, top to bottom, those no more than ``gap`` below one another as one block.

    They stand over one another, or in one of ``columns``: the first line of a name may be indented.
    """
    out: list[Block] = []
    for line in lines:
        taken: set[int] = set()
        for word in line:
            above = [
                n
                for n, block in enumerate(out)
                if n not in taken
                and -gap <= word.top - block.bottom <= gap
                and (_is_over(block, word) or _share(block, word, columns))
            ]
            place = max(above, key=lambda n: out[n].bottom, default=len(out))
            if place == len(out):
                out.append(Block())
            out[place].add(word)
            taken.add(place)
    return out


def _share(block: Block, word: Word, columns: Sequence[Strip]) -> bool:
    """Whether all of both stands in one column."""
    left, right = min(block.x0, word.x0), max(block.x1, word.x1)
    return any(column.x0 <= left and right <= column.x1 for column in columns)


def _is_over(block: Block, word: Word) -> bool:
    shared = min(block.x1, word.x1) - max(block.x0, word.x0)
    narrower = min(block.x1 - block.x0, word.x1 - word.x0)
    return shared >= _OVERLAP * narrower or abs(block.middle - word.middle) <= _CENTRED
