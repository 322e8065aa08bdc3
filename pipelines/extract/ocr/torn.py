"""Figures that are not whole: a false rule cut them, a lost rule ran them together, or a stamp covers some of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipelines.extract.ocr.figures import plain_figure
from pipelines.extract.ocr.layout import Layout
from pipelines.extract.ocr.snippets import Snippet
from pipelines.extract.ocr.stamps import Hidden

_NEAR = 0.5  # em: figures of two columns stand farther apart
_BESIDE = 0.5  # em: a digit that is covered whole leaves no ink
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
    for m, n in _neighbours([lines[i] for i in at], em):
        if owner[at[m]] != owner[at[n]]:
            out |= {at[m], at[n]}
    return out


def incomplete(layout: Layout, inside: Sequence[int], texts: Sequence[str], hidden: Hidden | None) -> list[int]:
    """Which lines ``inside`` tables are figures, not yet in doubt, of which something may be missing.

    Their first or last ink runs through a rule, or a ``hidden`` place lies on or beside them.
    """
    at = [i for i in inside if plain_figure(texts[i]) is not None]
    under = covered(layout, [layout.lines[i] for i in at], hidden)
    return [i for n, i in enumerate(at) if i in layout.cut or n in under]


def covered(layout: Layout, lines: Sequence[Snippet], hidden: Hidden | None) -> set[int]:
    """The numbers of the ``lines`` on or beside which a ``hidden`` place lies."""
    if hidden is None or not hidden.size:
        return set()
    x, y = hidden.T
    out = set()
    for n, line in enumerate(lines):
        beside = _BESIDE * layout.ink.em
        box = layout.upright.box(line.x0 - beside, line.top, line.x1 + beside, line.bottom, 1.0)
        if ((x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom)).any():
            out.add(n)
    return out


def _neighbours(lines: list[Snippet], em: float) -> list[tuple[int, int]]:
    """Pairs on one line, the second right of the first, with next to nothing between them."""
    x0, top, x1, bottom = np.array([(s.x0, s.top, s.x1, s.bottom) for s in lines], dtype=np.int64).reshape(-1, 4).T
    high = bottom - top
    overlap = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    beside = overlap > _SAME_LINE * np.minimum(high[:, None], high)
    near = (x0[:, None] < x0) & (x0 - x1[:, None] < _NEAR * em)
    return [(int(a), int(b)) for a, b in np.argwhere(beside & near)]


def _wrapped(head: str, tail: str) -> bool:
    """Whether ``tail`` is the rest of ``head``, broken at the end of the line."""
    return ("." not in head and tail.startswith(".")) or ("." in head and tail.isdigit())
