"""Figures that a false rule may have cut, or a lost rule run together: neither half is what was printed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.extract.ocr.figures import plain_figure
from pipelines.extract.ocr.snippets import Snippet

_NEAR = 0.5  # em: figures of two columns stand farther apart
_SAME_LINE = 0.5  # of the lower line: lines that overlap by more are one


def torn(
    lines: Sequence[Snippet], owner: Sequence[tuple[int, int] | None], texts: Sequence[str], em: float
) -> set[int]:
    """Indexes of figures that all but touch a figure in the next cell, or share their cell with another figure.

    ``owner`` is the table and cell of a line; ``texts`` are as settled, so that a figure in doubt is none.
    """
    at = [i for i, place in enumerate(owner) if place is not None and plain_figure(texts[i]) is not None]
    out: set[int] = set()
    for a, b in pairwise(sorted(at, key=lambda i: (owner[i], lines[i].top))):
        if owner[a] == owner[b] and not _wrapped(texts[a], texts[b]):
            out |= {a, b}
    for a, b in pairwise(sorted(at, key=lambda i: (_row(lines[i], em), lines[i].x0))):
        if owner[a] != owner[b] and _beside(lines[a], lines[b]) and lines[b].x0 - lines[a].x1 < _NEAR * em:
            out |= {a, b}
    return out


def _row(line: Snippet, em: float) -> int:
    return round((line.top + line.bottom) / 2 / em)


def _beside(a: Snippet, b: Snippet) -> bool:
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return overlap > _SAME_LINE * min(a.bottom - a.top, b.bottom - b.top)


def _wrapped(head: str, tail: str) -> bool:
    """Whether ``tail`` is the rest of ``head``, broken at the end of the line."""
    return ("." not in head and tail.startswith(".")) or ("." in head and tail.isdigit())
