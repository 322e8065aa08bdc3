"""Red and blue stamps taken out of a page picture while it still has its colours.

In the channel of its own colour the ink of a stamp is nearly as light as paper, and print under it stays dark.  Only
what has the shape of a stamp is taken out: coloured print, shaded cells and coloured rules are print.
Rules are drawn on through it.  Ink that covers hides the print under it: where it lies is told, for a figure there
may have lost a digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np

from pipelines.extract.ocr.marks import marks_of

Colour: TypeAlias = "np.ndarray[Any, np.dtype[np.uint8]]"  # rows, columns, channels: green is the second
Gray: TypeAlias = "np.ndarray[Any, np.dtype[np.uint8]]"
Mask: TypeAlias = Gray
Flags: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"
Light: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"
Hidden: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"  # places (x, y) of a picture where ink of a stamp covers it

_TINT = 24  # of 255: by so much a colour exceeds the two others where it is one
_OF_STRONG = 0.35  # of the tint of the strongest ink: paler is the fringe of a JPEG
_FEWEST = 150  # square points of tint: no stamp has less
_SMALLEST, _LARGEST = 30.0, 200.0  # pt: sides of a stamp; the largest seals are 58 mm wide
_LONG = 72  # pt: a straight run of ink so long is a rule or a shaded cell
_JOINED = 7  # pt: gaps in the ring of a stamp, and between it and what it says
_ROUND = 0.93  # of a shape and its ellipse together is both, where it is a round stamp
_CUT_ROUND = 0.72, 0.84  # of the rectangle around it is part of a circle, which the edge of the picture cuts
_SQUARE, _FRAMED = 1.3, 0.85  # sides of a square seal, and share of its frame that is ink
_SEAL = 85.0  # pt: larger squares are tables
_MARGIN = 3  # pt around a stamp that may have some of its ink
_AROUND = 16  # pt around a stamp that are looked at
_FRINGE = 5  # px: colours are stored coarser than light and dark, and run over the edge
_PURE = 0.7  # of the strongest tint: ink without its edges
_FAINT = 0.06  # of the tint of the ink: less is paper
_PAPER = 0.85  # of the light that the ink of the stamp alone would leave: lighter is no print
_PALEST = 0.5  # of that light: black print under ink that is half covering has no more
_DARK = 0.5  # of the light of paper: print beside a stamp
_PALE = 0.88  # of the light of paper: the palest rule
_CORE = 7  # px: ink of a stamp that far from its edge on all sides is not its fringe
_SHOWN = 0.06  # of the places where print runs into a stamp, dark pixels in its core: fewer, and its ink covers
_MET = 60  # such places, from which that can be told
_RULE, _BRIDGED = 10, 20  # pt: least length of a rule beside a stamp, and of a gap in it
_EACH = 3  # px from one place told to the next


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Where a stamp is: the first pixel of its part of the picture, and what of that part it is (255)."""

    x: int
    y: int
    inside: Mask


def without_stamps(pixels: Colour, gray: Gray, scale: float) -> Hidden:
    """Take stamps out of ``gray``, which ``pixels`` show in colour, in place; ``scale`` in pixels per point.

    Gives the places (x, y) where their ink hides what is printed.
    """
    hidden = [np.zeros((0, 2), dtype=np.int64)]
    for first, second in ((0, 2), (2, 0)):
        for stamp in _stamps(pixels, scale, first, second):
            high, wide = stamp.inside.shape
            part = slice(stamp.y, stamp.y + high), slice(stamp.x, stamp.x + wide)
            gray[part], under = _bleached(pixels[part], gray[part], stamp.inside, scale, first, second)
            hidden.append(under + np.array((stamp.x, stamp.y)))
    return np.concatenate(hidden)


def _tint(pixels: Colour, first: int, second: int) -> Gray:
    """By how much a channel exceeds the two others."""
    channels = [np.ascontiguousarray(pixels[:, :, n]) for n in (first, 1, second)]
    return np.asarray(cv2.subtract(channels[0], cv2.max(channels[1], channels[2])), dtype=np.uint8)


def _stamps(pixels: Colour, scale: float, first: int, second: int) -> list[_Stamp]:
    """The stamps whose ink is lightest in channel ``first``; found on every n-th pixel, which is about a point."""
    step = max(1, round(scale))
    point = scale / step  # pixels of the small picture
    if np.count_nonzero(_tint(pixels[::step, ::step], first, second) > _TINT) < _FEWEST * point**2:
        return []
    small = cv2.resize(pixels, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    tint = _tint(np.asarray(small, dtype=np.uint8), first, second)
    coloured = tint[tint > _TINT]
    if not coloured.size:
        return []
    ink = np.asarray((tint > max(_TINT, _OF_STRONG * np.percentile(coloured, 95))).astype(np.uint8), dtype=np.uint8)
    length = round(_LONG * point)
    straight = np.maximum(
        np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)), dtype=np.uint8),
        np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8)), dtype=np.uint8),
    )
    loose = cv2.subtract(ink, straight)
    reach = round(_JOINED * point)
    joined = cv2.morphologyEx(loose, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    marks = marks_of(np.asarray(joined, dtype=np.uint8))
    out = []
    for n, (x, y, wide, high, _) in enumerate(marks.stats.tolist()):
        if n == 0 or not _SMALLEST * point <= max(wide, high) <= _LARGEST * point:
            continue
        one = np.asarray((marks.labels[y : y + high, x : x + wide] == n).astype(np.uint8), dtype=np.uint8)
        is_cut = x <= 1 or y <= 1 or x + wide >= ink.shape[1] - 1 or y + high >= ink.shape[0] - 1
        hull = _hull(one)
        if _is_stamp(one, hull, point, is_cut=is_cut):
            out.append(_whole(hull, straight, (x, y), step, point, (pixels.shape[0], pixels.shape[1])))
    return out


def _hull(one: Mask) -> Mask:
    points = cv2.convexHull(np.argwhere(one)[:, ::-1].astype(np.int32))
    return np.asarray(cv2.fillConvexPoly(np.zeros_like(one), points, (1,)), dtype=np.uint8)


def _is_stamp(one: Mask, hull: Mask, point: float, *, is_cut: bool) -> bool:
    """Whether a mark is round or oval, part of such at the edge of the picture, or a small frame that is square."""
    high, wide = one.shape
    area = int(np.count_nonzero(hull))
    if min(high, wide) < (_SMALLEST / 3 if is_cut else _SMALLEST) * point:
        return False
    if _likeness(hull) >= _ROUND or (is_cut and _CUT_ROUND[0] <= area / (high * wide) <= _CUT_ROUND[1]):
        return True
    if max(high, wide) > min(_SQUARE * min(high, wide), _SEAL * point) or one.mean() > _FRAMED:
        return False
    _, (_, _), angle = cv2.minAreaRect(np.argwhere(one)[:, ::-1].astype(np.int32))
    return bool(min(angle % 90, 90 - angle % 90) < 10 and _framed(one) >= _FRAMED)


def _likeness(hull: Mask) -> float:
    """Of a shape and the ellipse with its moments, what both cover of what either covers."""
    m = cv2.moments(hull, binaryImage=True)
    xx, yy, xy = (float(m[key]) / float(m["m00"]) for key in ("mu20", "mu02", "mu11"))
    inverse = np.linalg.pinv(np.array([[xx, xy], [xy, yy]]))
    ys, xs = np.mgrid[0 : hull.shape[0], 0 : hull.shape[1]]
    dx, dy = xs - float(m["m10"]) / float(m["m00"]), ys - float(m["m01"]) / float(m["m00"])
    ellipse = inverse[0, 0] * dx**2 + 2 * inverse[0, 1] * dx * dy + inverse[1, 1] * dy**2 <= 4.0
    both, either = int(np.count_nonzero(ellipse & (hull > 0))), int(np.count_nonzero(ellipse | (hull > 0)))
    return both / max(1, either)


def _framed(one: Mask) -> float:
    """Share of the four sides along which there is ink near the edge."""
    edge = max(2, min(one.shape) // 8)
    sides = one[:edge].any(axis=0), one[-edge:].any(axis=0), one[:, :edge].any(axis=1), one[:, -edge:].any(axis=1)
    return float(min(side.mean() for side in sides))


def _whole(hull: Mask, straight: Mask, at: tuple[int, int], step: int, point: float, size: tuple[int, int]) -> _Stamp:
    """The stamp in the picture itself: all within its outline but the long runs of its colour."""
    margin, around = round(_MARGIN * point), round(_AROUND * point)
    x, y = max(0, at[0] - around), max(0, at[1] - around)
    framed = cv2.copyMakeBorder(hull, at[1] - y, around, at[0] - x, around, cv2.BORDER_CONSTANT, value=(0,))
    framed = cv2.dilate(framed, np.ones((2 * margin + 1, 2 * margin + 1), np.uint8))
    part = straight[y : y + framed.shape[0], x : x + framed.shape[1]]
    framed = framed[: part.shape[0], : part.shape[1]]
    small = np.where(part > 0, 0, np.asarray(framed) * 255).astype(np.uint8)
    inside = cv2.resize(small, None, fx=step, fy=step, interpolation=cv2.INTER_NEAREST)
    x, y = x * step, y * step
    return _Stamp(x, y, np.asarray(inside[: size[0] - y, : size[1] - x], dtype=np.uint8))


def _bleached(pixels: Colour, gray: Gray, inside: Mask, scale: float, first: int, second: int) -> tuple[Gray, Hidden]:
    """The part of a grey picture as it would be without the ink of the stamp, and the places that it hides.

    How much ink lies on a pixel is told by its tint; with that, how light it would be on paper in its own channel and
    in grey.  What is darker than that in both is print.
    """
    tint, is_inside = _tint(pixels, first, second), inside > 0
    strongest = float(np.percentile(tint[is_inside], 99))
    pure = is_inside & (tint >= max(_TINT, _PURE * strongest))
    plain = tint < _TINT / 2
    if not pure.any() or not plain.any():
        return gray, np.zeros((0, 2), dtype=np.int64)
    lead = np.ascontiguousarray(pixels[:, :, first]).astype(np.float32)
    light = gray.astype(np.float32)
    paper = float(np.percentile(gray[plain], 75))
    cover = np.minimum(1.0, cv2.dilate(tint, np.ones((_FRINGE, _FRINGE), np.uint8)) / float(np.median(tint[pure])))
    left = np.maximum(
        lead / (paper - cover * (paper - float(np.median(lead[pure])))),
        light / (paper - cover * (paper - float(np.median(light[pure])))),
    )
    inked = is_inside & (cover > 0.5)
    darkest = min(_PALEST, float(np.percentile(left[inked], 0.5)))
    clear = np.clip((left - darkest) / (_PAPER - darkest), 0.0, 1.0) * paper
    bare = (cover < 0.5) & (tint < _TINT)
    clear = np.where(is_inside, np.minimum(clear, _ruled(light, bare, paper, scale)), clear)
    beside = bare & (light < _DARK * paper)
    if not _covers(left, beside, inked):
        return np.where(is_inside & (cover > _FAINT), clear, light).astype(np.uint8), np.zeros((0, 2), dtype=np.int64)
    places = np.argwhere((is_inside & (tint >= _OF_STRONG * strongest))[::_EACH, ::_EACH])[:, ::-1] * _EACH
    return np.where(is_inside & (cover > _FAINT), clear, light).astype(np.uint8), places.astype(np.int64)


def _covers(left: Light, beside: Flags, inked: Flags) -> bool:
    """Whether print beside the ink of a stamp does not go on under it."""
    near = cv2.dilate(beside.astype(np.uint8), np.ones((_FRINGE, _FRINGE), np.uint8)) > 0
    met = int(np.count_nonzero(near & inked))
    core = cv2.erode(inked.astype(np.uint8), np.ones((_CORE, _CORE), np.uint8)) > 0
    return met >= _MET and int(np.count_nonzero(core & (left < _DARK + 0.1))) < _SHOWN * met


def _ruled(light: Light, bare: Flags, paper: float, scale: float) -> Light:
    """As dark as the rules that end at ink and go on behind it, on the way between; elsewhere paper.

    ``bare``: where no ink lies.  A pale rule is told from paper by its length alone.
    """
    dark = (bare & (light < _PALE * paper)).astype(np.uint8)
    length, gap = round(_RULE * scale), round(_BRIDGED * scale) | 1
    out = np.full_like(light, paper)
    for down, across in ((0, 1), (1, 0)):
        run, over = (np.ones((1 + n * down, 1 + n * across), np.uint8) for n in (length, gap))
        stairs = cv2.dilate(dark, np.ones((1 + 2 * across, 1 + 2 * down), np.uint8))  # a slanting rule
        rule = np.asarray(cv2.morphologyEx(stairs, cv2.MORPH_OPEN, run), dtype=np.uint8)
        between = cv2.morphologyEx(rule, cv2.MORPH_CLOSE, over) > 0
        own = cv2.erode(np.where(rule > 0, light, paper).astype(np.float32), over)
        out = np.where(between, np.minimum(out, own), out).astype(np.float32)
    return out
