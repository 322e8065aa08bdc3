"""Which way a page was fed: upright, upside down or on its side, judged by what a few of its lines read as."""

from __future__ import annotations

import numpy as np

from pipelines.extract.ocr.engine import Engine, Reading
from pipelines.extract.ocr.layout import Layout, layout_of
from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.snippets import crop
from pipelines.extract.ocr.upright import straighten

_SAMPLE = 10  # lines read to see whether the page stands upright
_LEGIBLE = 0.6  # share of them that can be read on a page that stands upright
_CLEAR = 0.85  # mean probability of the characters of a line that can be read
_FEW_LINES = 12  # and no table: an illustration, a cover, or a page whose loss is no loss of figures
_HALF_TURN = 2

Known = dict[int, Reading]  # by number of the line


def fed_layout(engine: Engine, gray: Gray, scale: float, *, is_sheet: bool) -> tuple[Layout, Known]:
    """The layout of the page in the quarter turn in which it can be read, and the lines read to see that.

    Other turns are tried only for a picture that may be a whole sheet of paper (``is_sheet``) and holds more than
    the few words of an illustration.
    """
    found = layout_of(straighten(gray, scale), scale)
    sample = _sample(found)
    known = _read(engine, found, sample)
    best = _legible(known)
    if best >= _LEGIBLE or not is_sheet or (len(found.lines) < _FEW_LINES and not found.tables):
        return found, known
    aside = layout_of(straighten(gray, scale, 1), scale)
    across = _sample(aside)
    tried = (  # a page that can be read upside down in one layout has the same lines in the layout turned by half
        (1, _legible(seen := _read(engine, aside, across))),
        (3, _legible(_read(engine, aside, across, _HALF_TURN))),
        (2, _legible(_read(engine, found, sample, _HALF_TURN))),
    )
    turns, share = max(tried, key=lambda t: t[1])
    if share <= best:
        return found, known
    return (aside, seen) if turns == 1 else (layout_of(straighten(gray, scale, turns), scale), {})


def _sample(layout: Layout) -> list[int]:
    """Some of the longer lines."""
    longest = sorted(range(len(layout.lines)), key=lambda i: layout.lines[i].x0 - layout.lines[i].x1)
    step = max(1, len(longest) // (2 * _SAMPLE))
    return longest[: _SAMPLE * step : step]


def _read(engine: Engine, layout: Layout, chosen: list[int], quarter_turns: int = 0) -> Known:
    crops = [crop(layout.gray, layout.lines[i], layout.ink.em) for i in chosen]
    readings = engine.read([np.ascontiguousarray(np.rot90(c, -quarter_turns)) for c in crops])
    return dict(zip(chosen, readings, strict=True))


def _legible(known: Known) -> float:
    """Share of lines that read as words or figures; a line fed sideways or upside down does not."""
    return sum(len(r.chances) > 1 and r.mean >= _CLEAR for r in known.values()) / max(1, len(known))
