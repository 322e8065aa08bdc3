"""Placed text: spans, the printed lines they make, the text of a line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.model.document import Box

_NARROW = 0.5  # width of a Latin letter or digit in units of the font size
_WORD_GAP = 0.35  # a gap wider than this, in units of the font size, is a space


@dataclass(slots=True)
class Span:
    """A text with its left, top, font size and line height in points.  Its width is not given but estimated."""

    text: str
    x0: float
    top: float
    size: float
    height: float

    @property
    def x1(self) -> float:
        """Where it ends, by the usual widths of full-width and half-width characters."""
        wide = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else _NARROW for c in self.text)
        return self.x0 + wide * self.size

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.top + self.height / 2


def lines_of(spans: Sequence[Span]) -> list[list[Span]]:
    """Spans by printed line, top to bottom, each from left to right."""
    lines: list[list[Span]] = []
    for span in sorted(spans, key=lambda s: s.middle):
        last = lines[-1] if lines else None
        if last and abs(span.middle - last[0].middle) < 0.4 * min(span.height, last[0].height):
            last.append(span)
        else:
            lines.append([span])
    return [sorted(line, key=lambda s: s.x0) for line in lines]


def text_of(line: Sequence[Span]) -> str:
    """The text of spans of one line, with a space where there is a gap."""
    out = ""
    end = None
    for span in line:
        gap = end is not None and span.x0 - end > _WORD_GAP * span.size
        out += (" " if gap and out and not out.endswith(" ") else "") + span.text
        end = span.x1
    return out


def cell_text(spans: Sequence[Span]) -> str:
    """The text of spans in one cell, a line for each printed line."""
    return "\n".join(text_of(line).rstrip() for line in lines_of(spans))


def box_of(spans: Sequence[Span]) -> Box:
    """The rectangle around spans."""
    return Box(
        min(s.x0 for s in spans),
        min(s.top for s in spans),
        max(s.x1 for s in spans),
        max(s.top + s.height for s in spans),
    )
