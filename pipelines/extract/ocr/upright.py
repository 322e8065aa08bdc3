"""Setting a page picture upright: small skew from the text itself, keystone from the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.rules import Rules, calmed, find_rules, ink_of
from pipelines.extract.ocr.strokes import Segment
from pipelines.model.document import Box

Homography = np.ndarray[Any, np.dtype[np.float64]]
Strips = np.ndarray[Any, np.dtype[np.float32]]
_WIDE = 1000  # px: the picture in which the skew is looked for
_STRIP = 8  # px of its width taken together
_MOST = 5.0  # degrees of skew looked for
_COARSE, _FINE = 0.5, 0.05
_LONG = 0.25  # of the page: rules of this length tell the keystone
_CROOKED = 1.5  # px over the page that are worth straightening


@dataclass(frozen=True, slots=True)
class Upright:
    """A straightened picture, its rules, and the way back to the picture as scanned, all in pixels."""

    gray: Gray
    rules: Rules
    back: Homography | None = None

    def box(self, x0: float, top: float, x1: float, bottom: float, scale: float) -> Box:
        """A rectangle of the straightened picture as the box around it on the page, in points."""
        corners = np.array([[[x0, top], [x1, top], [x1, bottom], [x0, bottom]]], dtype=np.float64)
        if self.back is not None:
            corners = np.asarray(cv2.perspectiveTransform(corners, self.back), dtype=np.float64)
        low, high = corners[0].min(axis=0) / scale, corners[0].max(axis=0) / scale
        return Box(round(float(low[0]), 2), round(float(low[1]), 2), round(float(high[0]), 2), round(float(high[1]), 2))


def straighten(gray: Gray, scale: float, quarter_turns: int = 0) -> Upright:
    """The picture turned clockwise by ``quarter_turns``, without skew and keystone."""
    high, wide = gray.shape
    forth = _quarter(wide, high, quarter_turns)
    if quarter_turns % 2:
        wide, high = high, wide
    turned = gray if quarter_turns % 4 == 0 else np.ascontiguousarray(np.rot90(gray, -quarter_turns))
    angle = skew(turned, scale)
    if abs(angle) * np.pi / 180 * max(wide, high) > _CROOKED:
        turn = np.vstack([cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0), [0.0, 0.0, 1.0]])
        forth, turned = turn @ forth, _warp(turned, turn, wide, high)
    rules = find_rules(turned, scale)
    stone = _keystone(rules, wide, high)
    if stone is not None:  # warped from the scan, so that it is interpolated once
        forth = stone @ forth
        turned = _warp(gray, forth, wide, high)
        rules = find_rules(turned, scale)
    back = None if np.allclose(forth, np.eye(3)) else np.asarray(np.linalg.inv(forth), dtype=np.float64)
    return Upright(turned, rules, back)


def skew(gray: Gray, scale: float) -> float:
    """Degrees, clockwise on the page, by which the lines of a page lean; what `straighten` turns back."""
    ratio = min(1.0, _WIDE / max(gray.shape))
    strips = cv2.resize(
        ink_of(calmed(gray), scale), None, fx=ratio / _STRIP, fy=ratio, interpolation=cv2.INTER_AREA
    ).astype(np.float32)
    best = 0.0
    for span, step in ((_MOST, _COARSE), (_COARSE, _FINE)):
        tried = np.arange(best - span, best + span + step / 2, step)
        best = float(max(tried, key=lambda angle: _sharpness(strips, float(angle))))
    return best


def _sharpness(strips: Strips, angle: float) -> float:
    """How much rows differ from their neighbours once the picture is turned: greatest where lines lie flat.

    A turn by so little moves ink up or down only; within a strip ``_STRIP`` pixels wide all of it alike.
    """
    high, wide = strips.shape
    per_strip = np.tan(np.radians(angle)) * _STRIP
    shear = np.array([[1.0, 0.0, 0.0], [-per_strip, 1.0, per_strip * (wide - 1) / 2]])
    rows = cv2.warpAffine(strips, shear, (wide, high)).sum(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())


def _keystone(rules: Rules, wide: int, high: int) -> Homography | None:
    """The homography that makes long rules parallel to the page's edges; ``None`` where they are, or are too few."""
    across = [s for s in rules.across if s.length > _LONG * wide]
    down = [s for s in rules.down if s.length > _LONG * high]
    rise = _trend([((s.y0 + s.y1) / 2, (s.y1 - s.y0) / s.length, s.length) for s in across])
    lean = _trend([((s.x0 + s.x1) / 2, (s.x1 - s.x0) / s.length, s.length) for s in down])
    edges_y = _edges([(s.y0 + s.y1) / 2 for s in across], high)
    edges_x = _edges([(s.x0 + s.x1) / 2 for s in down], wide)
    off = max(abs(rise(y)) * wide for y in edges_y), max(abs(lean(x)) * high for x in edges_x)
    if max(off) < _CROOKED:
        return None
    middle_x, middle_y = _middle(across, wide, high, True), _middle(down, wide, high, False)
    crooked, straight = [], []
    for y in edges_y:
        for x in edges_x:
            a, b = rise(y), lean(x)
            px = (x + b * (y - a * middle_x - middle_y)) / (1 - a * b)
            crooked.append((px, y + a * (px - middle_x)))
            straight.append((x, y))
    matrix = cv2.getPerspectiveTransform(np.array(crooked, np.float32), np.array(straight, np.float32))
    return np.asarray(matrix, dtype=np.float64)


def _middle(rules: list[Segment], wide: int, high: int, across: bool) -> float:
    """Where along the rules their mean position was taken."""
    ends = [(s.x0 + s.x1) / 2 if across else (s.y0 + s.y1) / 2 for s in rules]
    return float(np.mean(ends)) if ends else (wide if across else high) / 2


def _edges(at: list[float], size: int) -> tuple[float, float]:
    """The outermost positions, or the page's edges where they do not span a fifth of it."""
    if at and max(at) - min(at) > size / 5:
        return min(at), max(at)
    return 0.0, float(size)


class _Trend:
    """A slope that changes evenly with the position: least squares over rules, weighted by length."""

    def __init__(self, at_zero: float, per_pixel: float) -> None:
        self._at_zero, self._per_pixel = at_zero, per_pixel

    def __call__(self, at: float) -> float:
        return self._at_zero + self._per_pixel * at


def _trend(points: list[tuple[float, float, float]]) -> _Trend:
    if not points:
        return _Trend(0.0, 0.0)
    at, slope, weight = (np.array(v) for v in zip(*points, strict=True))
    middle = float(np.average(at, weights=weight))
    level = float(np.average(slope, weights=weight))
    spread = float((weight * (at - middle) ** 2).sum())
    if len(points) < 4 or spread < 1.0:
        return _Trend(level, 0.0)
    per_pixel = float((weight * (at - middle) * (slope - level)).sum() / spread)
    return _Trend(level - per_pixel * middle, per_pixel)


def _quarter(wide: int, high: int, turns: int) -> Homography:
    """Pixels of the scan to pixels of the scan turned clockwise."""
    return np.array(
        (
            ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
            ((0, -1, high - 1), (1, 0, 0), (0, 0, 1)),
            ((-1, 0, wide - 1), (0, -1, high - 1), (0, 0, 1)),
            ((0, 1, 0), (-1, 0, wide - 1), (0, 0, 1)),
        )[turns % 4],
        dtype=np.float64,
    )


def _warp(gray: Gray, forth: Homography, wide: int, high: int) -> Gray:
    warped = cv2.warpPerspective(gray, forth, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return np.asarray(warped, dtype=np.uint8)
