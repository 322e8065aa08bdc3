"""Single lines of text in a picture, found by the ink: what the recogniser is given to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from pipelines.extract.ocr.picture import Gray

_SPECK = 0.35  # pt: ink smaller than this both ways is dirt
_SMALLEST, _LARGEST = 3.5, 40.0  # pt: heights of what may be a character
_PRINT = 140.0  # pt: larger marks are pictures
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


def text_ink(ink: Gray, rules: Gray, scale: float) -> Ink:
    """What is left of ``ink`` without the pixels of rules, specks and what is too large for a character."""
    bare = cv2.bitwise_and(ink, cv2.bitwise_not(cv2.dilate(rules, np.ones((3, 3), np.uint8))))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(bare, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    keep = (np.maximum(wide, high) >= max(2.0, _SPECK * scale)) & (high <= _LARGEST * scale)
    keep &= stats[:, cv2.CC_STAT_AREA] >= max(3.0, (_SPECK * scale) ** 2)
    keep[0] = False
    characters = keep & (high >= _SMALLEST * scale) & (wide <= 1.6 * high) & (wide >= 0.3 * high)
    em = float(np.percentile(high[characters], 70)) * 1.08 if characters.sum() >= 5 else _PLAIN * scale
    large = (high > _LARGEST * scale) & (high <= _PRINT * scale) & (wide <= 1.6 * high) & (wide >= 0.3 * high)
    large[0] = False
    boxes = [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h in stats[large][:, :4]]
    return Ink(np.asarray((keep.astype(np.uint8) * 255)[labels], dtype=np.uint8), em, boxes)


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
        if part[-1] - part[0] > _DOT_WIDE * em
        or np.count_nonzero(line[:, part[0] : part[-1] + 1].any(axis=1)) > _DOT_HIGH * em
    ]
    return (int(kept[0][0]), int(kept[-1][-1]) + 1) if kept else None


def pieces_outside(ink: Ink, tables: list[tuple[int, int, int, int]]) -> list[Snippet]:
    """Pieces of text outside of the rectangles ``tables`` (x0, top, x1, bottom), in no order."""
    mask = ink.mask.copy()
    for x0, top, x1, bottom in tables:
        mask[max(0, top) : bottom, max(0, x0) : x1] = 0
    reach = max(3, round(_WORD * ink.em) | 1)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    merged = _merged([tuple(int(v) for v in s[:4]) for s in stats[1:]], ink.em)
    out = []
    for x, y, wide, high in merged:
        if high < 0.25 * ink.em and wide < 0.25 * ink.em:
            continue
        out += lines_within(Ink(mask, ink.em), x, y, x + wide, y + high)
    return out


def _merged(boxes: list[tuple[int, ...]], em: float) -> list[tuple[int, int, int, int]]:
    """Boxes whose rows overlap by more than half of the smaller and that nearly touch, as one."""
    out: list[list[int]] = []
    for x, y, wide, high in sorted(boxes):
        for box in out:
            overlap = min(box[1] + box[3], y + high) - max(box[1], y)
            if overlap > 0.5 * min(box[3], high) and x <= box[0] + box[2] + _WORD * em:
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
