"""Single lines of text in a picture, found by the ink: what the recogniser is given to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import cv2
import numpy as np

from pipelines.extract.ocr.marks import marks_of
from pipelines.extract.ocr.picture import Gray

Array: TypeAlias = "np.ndarray[Any, Any]"
Frame: TypeAlias = tuple[int, int, int, int]  # x0, top, x1, bottom

_SPECK = 0.35  # pt: ink smaller than this both ways is dirt
_SMALLEST, _LARGEST = 3.5, 40.0  # pt: heights of what may be a character anywhere,
_COVER = 90.0  # pt: and of what may be one outside of tables; stamps are larger
_PRINT = 140.0  # pt: larger marks are pictures
_SHAPE, _FILLED = (0.25, 1.8), (0.12, 0.8)  # width by height of such a character, and share of its box that is ink
_GREAT = 2.0  # em: print higher than this has an em of its own
_BEFORE, _OVER = 0.5, 0.05  # of its height: parts of a great character stand that near to another, across and down
_ALONG = 0.8  # of its length that has a rule beside it
_REMAINS = 3, 4  # px: a mark beside a rule at most so thin, and so many times as long, is the rest of it
_PLAIN = 10.5  # pt: em of a page without characters to measure
_SPLIT = 0.14  # em: a blank strip this high parts two lines
_WORD = 0.9  # em: ink farther apart than this across is another piece of text
_LONE = 0.7  # em: ink this far from the rest,
_DOT_WIDE, _DOT_HIGH = 0.28, 0.4  # em: and not larger than this, is dirt
_TALL = 1.3  # em: parts of one character (二, 三) stay together up to this height
_PAD = 0.16  # of the height of the line, around it


@dataclass(frozen=True, slots=True)
class Snippet:
    """The ink of one line, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(slots=True)
class Ink:
    """A binary picture without rules and specks; ``em`` is the usual height of an ideograph in pixels.

    ``large``: marks of the shape of a character (x0, top, x1, bottom) that were left out for their size.
    """

    mask: Gray
    em: float
    large: list[tuple[int, int, int, int]] = field(default_factory=list)


def text_ink(ink: Gray, rules: Gray, scale: float, tables: Sequence[Frame] = ()) -> Ink:
    """What is left of ``ink`` without the pixels of rules, specks and what is too large for a character.

    The fringe of a rule goes too, but not where print goes on into it.  Large print is what stands outside of the
    rectangles ``tables``.
    """
    bare = cv2.bitwise_and(ink, cv2.bitwise_not(cv2.dilate(rules, np.ones((3, 3), np.uint8))))
    touching = cv2.bitwise_and(
        cv2.dilate(bare, np.ones((3, 3), np.uint8)), cv2.bitwise_and(ink, cv2.bitwise_not(rules))
    )
    bare = cv2.bitwise_or(bare, touching)
    marks = marks_of(np.asarray(bare, dtype=np.uint8))
    wide, high, area = marks.wide, marks.high, marks.area
    keep = (np.maximum(wide, high) >= max(2.0, _SPECK * scale)) & (high <= _LARGEST * scale)
    keep &= area >= max(3.0, (_SPECK * scale) ** 2)
    keep |= _is_great(wide, high, area, scale) & ~_within(marks.middles, tables)
    keep[0] = False
    keep[_remains(marks.stats, keep, rules)] = False
    characters = keep & (high >= _SMALLEST * scale) & (wide <= 1.6 * high) & (wide >= 0.3 * high)
    em = float(np.percentile(high[characters], 70)) * 1.08 if characters.sum() >= 5 else _PLAIN * scale
    large = ~keep & (high > _LARGEST * scale) & (high <= _PRINT * scale) & (wide <= 1.6 * high) & (wide >= 0.3 * high)
    large[0] = False
    boxes = [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h in marks.stats[large][:, :4]]
    return Ink(marks.pixels(keep), em, boxes)


def _is_great(wide: Array, high: Array, area: Array, scale: float) -> Array:
    """Which marks are as large as the print of a cover, and of the shape of a character."""
    shape, filled = wide / high, area / (wide * high)
    size = (high > _LARGEST * scale) & (high <= _COVER * scale)
    return np.asarray(
        size & (shape >= _SHAPE[0]) & (shape <= _SHAPE[1]) & (filled >= _FILLED[0]) & (filled <= _FILLED[1])
    )


def _within(middles: Array, tables: Sequence[Frame]) -> Array:
    """Which of some points are in one of the rectangles."""
    x, y = middles.T
    out = np.zeros(len(x), dtype=bool)
    for x0, top, x1, bottom in tables:
        out |= (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
    return out


def _remains(stats: Array, keep: Array, rules: Gray) -> list[int]:
    """The marks that lie along a rule, with nothing between: what is left of it."""
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    thin, long = np.minimum(wide, high), np.maximum(wide, high)
    out = []
    for n in np.flatnonzero(keep & (thin <= _REMAINS[0]) & (long >= _REMAINS[1] * thin)):
        x, y, w, h = (int(v) for v in stats[n, :4])
        beside = rules[max(0, y - 2) : y + h + 2, max(0, x - 2) : x + w + 2]
        if beside.any(axis=0 if w > h else 1).mean() > _ALONG:
            out.append(int(n))
    return out


def lines_within(ink: Ink, x0: int, top: int, x1: int, bottom: int) -> list[Snippet]:
    """The lines in a rectangle, top to bottom; pieces far apart on one line stay one."""
    region = ink.mask[top:bottom, x0:x1]
    if region.size == 0:
        return []
    out = []
    for start, end in _runs(np.asarray(region.any(axis=1)), ink.em):
        extent = _extent(region[start:end], ink.em)
        if extent is not None:
            out.append(Snippet(x0 + extent[0], top + start, x0 + extent[1], top + end))
    return out


def _extent(line: Gray, em: float) -> tuple[int, int] | None:
    """First and last column of the ink of a line, without lone dots beside it; ``None`` where there are only those."""
    filled = np.flatnonzero(line.any(axis=0))
    parts = np.split(filled, np.flatnonzero(np.diff(filled) > _LONE * em) + 1)
    kept = [
        part
        for part in parts
        if _longest(part) > _DOT_WIDE * em
        or _longest(np.flatnonzero(line[:, part[0] : part[-1] + 1].any(axis=1))) > _DOT_HIGH * em
    ]
    return (int(kept[0][0]), int(kept[-1][-1]) + 1) if kept else None


def _longest(at: Array) -> int:
    """The longest stretch of positions without a gap: specks beside each other are no larger for it."""
    ends = np.flatnonzero(np.diff(at) > 1)
    return int(np.diff(np.concatenate(([-1], ends, [len(at) - 1]))).max())


def pieces_outside(ink: Ink, tables: list[tuple[int, int, int, int]], word: float = _WORD) -> list[Snippet]:
    """Pieces of text outside of the rectangles ``tables`` (x0, top, x1, bottom), in no order.

    Ink farther apart across than ``word`` (em) is another piece.
    """
    mask = ink.mask.copy()
    for x0, top, x1, bottom in tables:
        mask[max(0, top) : bottom, max(0, x0) : x1] = 0
    x, y, wide, high = cv2.boundingRect(mask)  # often a title and a page number: the rest need not be looked at
    out = []
    for part, em in _by_size(mask[y : y + high, x : x + wide], ink.em) if wide else ():
        out += [Snippet(p.x0 + x, p.top + y, p.x1 + x, p.bottom + y) for p in _pieces(part, em, word)]
    return out


def _by_size(mask: Gray, em: float) -> list[tuple[Gray, float]]:
    """The print of a picture, and that of a title or cover that is much larger, each with its em."""
    marks = marks_of(mask)
    wide, high = marks.wide[1:], marks.high[1:]
    great = (high > _GREAT * em) & (wide <= _SHAPE[1] * high) & (wide >= _SHAPE[0] * high)
    if not great.any():
        return [(mask, em)]
    zone = np.zeros_like(mask)
    for x, y, w, h in marks.stats[1:][great][:, :4].tolist():
        across, down = round(_BEFORE * h), round(_OVER * h)
        zone[max(0, y - down) : y + h + down, max(0, x - across) : x + w + across] = 255
    chosen = np.zeros(len(marks.stats), dtype=bool)
    chosen[np.unique(marks.labels[zone > 0])] = True  # whole marks
    chosen[0] = False
    larger = marks.pixels(chosen)
    own = float(np.percentile(high[great], 70)) * 1.08
    return [(np.asarray(cv2.subtract(mask, larger), dtype=np.uint8), em), (larger, own)]


def _pieces(mask: Gray, em: float, word: float) -> list[Snippet]:
    """Pieces of text of one size."""
    reach = max(3, round(word * em) | 1)
    paper = cv2.copyMakeBorder(mask, 0, 0, reach, reach, cv2.BORDER_CONSTANT, value=(0,))
    joined = cv2.morphologyEx(paper, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))[:, reach:-reach]
    marks = marks_of(np.ascontiguousarray(joined, dtype=np.uint8))
    merged = _merged([tuple(int(v) for v in s[:4]) for s in marks.stats[1:]], word * em)
    out = []
    for x, y, wide, high in merged:
        if high < 0.25 * em and wide < 0.25 * em:
            continue
        out += lines_within(Ink(mask, em), x, y, x + wide, y + high)
    return out


def _merged(boxes: list[tuple[int, ...]], near: float) -> list[tuple[int, int, int, int]]:
    """Boxes whose rows overlap by more than half of the smaller and that nearly touch, as one."""
    out: list[list[int]] = []
    for x, y, wide, high in sorted(boxes):
        for box in out:
            overlap = min(box[1] + box[3], y + high) - max(box[1], y)
            if overlap > 0.5 * min(box[3], high) and x <= box[0] + box[2] + near:
                right, low = max(box[0] + box[2], x + wide), max(box[1] + box[3], y + high)
                box[1] = min(box[1], y)
                box[2], box[3] = right - box[0], low - box[1]
                break
        else:
            out.append([x, y, wide, high])
    return [(b[0], b[1], b[2], b[3]) for b in out]


def _runs(filled: np.ndarray[Any, np.dtype[np.bool_]], em: float) -> list[tuple[int, int]]:
    """Stretches of rows with ink; those that are parts of one line of text joined."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    out: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if out and (start - out[-1][1] < _SPLIT * em or end - out[-1][0] <= _TALL * em):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return [(a, b) for a, b in out if b - a >= 2]


def crop(gray: Gray, line: Snippet, em: float, pad: float = _PAD, light: int = 255) -> Gray:
    """The picture of a line with a margin; a line lower than a character (a dash) gets the height of one."""
    high = max(line.bottom - line.top, round(0.8 * em))
    middle = (line.top + line.bottom) / 2
    margin = round(pad * high) + 1
    top, bottom = round(middle - high / 2) - margin, round(middle + high / 2) + margin
    x0, x1 = line.x0 - margin, line.x1 + margin
    inside = gray[max(0, top) : bottom, max(0, x0) : x1]
    return np.asarray(
        cv2.copyMakeBorder(
            inside,
            max(0, -top),
            max(0, bottom - gray.shape[0]),
            max(0, -x0),
            max(0, x1 - gray.shape[1]),
            cv2.BORDER_CONSTANT,
            value=(light,),
        ),
        dtype=np.uint8,
    )
