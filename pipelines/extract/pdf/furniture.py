"""Page furniture: a line that is nothing but a page number, at the edge of the page."""

from __future__ import annotations

import re

from pipelines.extract.pdf.lines import Line

EDGE = 0.1  # share of the page height at top and bottom where page numbers stand

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,6}|[IVXLC]{1,6})"
_PAGE_NUMBER = re.compile(
    rf"[-–—－―~·•.\s第]*{_NUMBER}[-–—－―~·•.\s页]*(?:(?:/|共|of)\s*{_NUMBER}\s*页?)?", re.IGNORECASE
)


def kind_of(line: Line, height: float) -> str:
    """``footer`` or ``header`` for a bare page number at the edge of a page ``height`` points high, else ``body``."""
    if line.top > (1 - EDGE) * height and _PAGE_NUMBER.fullmatch(line.text):
        return "footer"
    if line.bottom < EDGE * height and _PAGE_NUMBER.fullmatch(line.text):
        return "header"
    return "body"
