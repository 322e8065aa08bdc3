"""Lines that run over the pages of a document: the same words at the same edge, page numbers aside."""

from __future__ import annotations

import re
from collections import defaultdict

from pipelines.model.document import Box, Document
from pipelines.model.text import compact

_DIGITS = re.compile(r"\d+")
_EDGE = 0.1  # of a page's height
_OFTEN = 3  # pages
_LONGEST = 40  # characters

PageLine = tuple[int, str]


def running_lines(document: Document) -> set[PageLine]:
    """Page and compact text of lines that stand at an edge of at least three pages with the same words."""
    heights = {page.number: page.height for page in document.pages}
    at_edge: dict[str, list[PageLine]] = defaultdict(list)
    for line in document.paragraphs:
        if _at_edge(line.box, heights.get(line.page, 0.0)):
            plain = compact(line.text)
            at_edge[_DIGITS.sub("#", plain)].append((line.page, plain))
    running = [lines for words, lines in at_edge.items() if len(words) < _LONGEST and _is_often(lines)]
    return {line for lines in running for line in lines}


def _at_edge(box: Box | None, height: float) -> bool:
    if box is None or not height:
        return False
    return box.top < _EDGE * height or box.bottom > (1 - _EDGE) * height


def _is_often(lines: list[PageLine]) -> bool:
    return len({page for page, _ in lines}) >= _OFTEN
