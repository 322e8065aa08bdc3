"""Captions printed under their tables, not above them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipelines.model.document import Grid, Paragraph
from pipelines.recognise.tables.titles import title_of

_FEWEST = 2  # tables: one alone may have lost its title, and be followed by that of another


def captions_are_below(grids: Sequence[Grid], between: Sequence[Sequence[Paragraph]]) -> bool:
    """Whether every table of a document is followed by a title on its page, the first has none above and none has one
    above on its own page; ``between`` are the paragraphs above the first grid and below each."""
    if len(grids) < _FEWEST or _names_statement(between[0]):
        return False
    if not all(_names_statement(_on_page(below, grid)) for grid, below in zip(grids, between[1:], strict=True)):
        return False
    gaps = zip(pairwise(grids), between[1:-1], strict=True)
    return not any(one.page != two.page and _names_statement(_on_page(gap, two)) for (one, two), gap in gaps)


def _on_page(paragraphs: Iterable[Paragraph], grid: Grid) -> list[Paragraph]:
    return [paragraph for paragraph in paragraphs if paragraph.page == grid.page]


def _names_statement(paragraphs: Iterable[Paragraph]) -> bool:
    return any(title_of([line]) is not None for paragraph in paragraphs for line in paragraph.text.split("\n"))
