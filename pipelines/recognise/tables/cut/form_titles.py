"""Titles of performance forms that a page prints on two lines: the name of the project runs over the first.

Only where the format has geometry: both lines have one centre, stand close and the first is no line of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.layouts.forms import pattern
from pipelines.model.document import Box, Paragraph
from pipelines.model.text import compact

_CENTRE = 4.0  # pt: how far the middles of two centred lines stand apart
_GAP = 0.9  # of the height of the second line
_HEIGHT = 1.4  # how much higher one line may be: digits and Latin letters are often of another font


def with_whole_titles(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """``paragraphs`` with the title of a form that was broken over two lines joined again."""
    out: list[Paragraph] = []
    for paragraph in paragraphs:
        if out and _goes_on(out[-1], paragraph):
            out[-1] = replace(paragraph, text=out[-1].text.rstrip() + paragraph.text.strip())
        else:
            out.append(paragraph)
    return out


def _goes_on(first: Paragraph, second: Paragraph) -> bool:
    """Whether ``second`` is the end of a title that ``first`` begins."""
    if first.box is None or second.box is None or first.page != second.page:
        return False
    return _is_end(compact(second.text)) and _is_beginning(compact(first.text)) and _are_one(first.box, second.box)


def _is_end(text: str) -> bool:
    """Whether a line is the title of a form with something before it that may be the end of a project's name."""
    if pattern("title", "form").search(text) is None or pattern("title", "prefix").match(text) is not None:
        return False
    name = pattern("title", "suffix").sub("", text)
    is_general = not name or pattern("title", "generic").fullmatch(name) or pattern("title", "department").search(text)
    return not is_general and name != text


def _is_beginning(text: str) -> bool:
    return pattern("title", "complete").search(text) is None


def _are_one(first: Box, second: Box) -> bool:
    """Whether the second of two lines, no wider, stands centred close below the first, in about its size."""
    height, below = first.bottom - first.top, second.bottom - second.top
    is_centred = abs((first.x0 + first.x1) - (second.x0 + second.x1)) / 2 < _CENTRE
    is_close = 0 <= second.top - first.bottom < _GAP * below
    is_alike = max(height, below) < _HEIGHT * min(height, below)
    return is_centred and is_close and is_alike and second.x1 - second.x0 <= first.x1 - first.x0
