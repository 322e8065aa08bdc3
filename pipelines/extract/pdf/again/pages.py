"""What a page that is read again is taken from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipelines.extract.unruled.words import Word
from pipelines.model.document import Box

TOLERANCE = 6.0  # pt: rulings this near are one, where the first reading wants them nearer


class Sight(Protocol):
    """A page as some engine sees it; places are points on the displayed page."""

    @property
    def words(self) -> Sequence[Word]:
        """Its words."""

    @property
    def tables(self) -> Sequence[tuple[Box, Sequence[Box]]]:
        """Its ruled tables, each with its cells, by rulings that are one within `TOLERANCE`."""


class Pages(Protocol):
    """The pages of one file (`pipelines.extract.pdf.again.sights.Sights`)."""

    def own(self, number: int) -> Sight | None:
        """The page of that number (from 1) as the first engine sees it, or ``None`` where it does not see all."""

    def other(self, number: int) -> Sight | None:
        """The page as pdfplumber sees it, or ``None`` where it cannot be had."""
