"""A document as blocks, before it takes a format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .table import Fact, Table


@dataclass(frozen=True, slots=True)
class Text:
    """A heading (level 1-3), a paragraph (level 0) or a centred cover line (level 9)."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page break."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A table and how it goes on pages.

    ``repeat``: the header again on every page; ``rotate``: on a page with /Rotate 90; ``ruling``: how lines are
    drawn (strokes | fills | boxes | none); ``last_alone``: the last row starts a page.
    """

    table: Table
    repeat: bool = True
    rotate: bool = False
    ruling: str = "strokes"
    last_alone: bool = False
    pad: float = 2.5  # points above and below the text of a row


Block = Text | NewPage | Placed


@dataclass(slots=True)
class Sample:
    """One sample file: name, blocks, title property."""

    name: str
    title: str
    blocks: list[Block]

    def tables(self) -> Iterator[Table]:
        """Its tables in printed order."""
        return (b.table for b in self.blocks if isinstance(b, Placed))

    def facts(self) -> list[Fact]:
        """The facts of all its tables."""
        return [fact for table in self.tables() for fact in table.facts()]
