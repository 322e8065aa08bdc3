"""Ruled lines of a page picture, found by shape: long unbroken ink, thin across."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.strokes import REACH, Segment, Strokes

# Lengths in points.
_ACROSS = 26.0  # a stroke of a character is shorter; a rule across runs through several columns
_DOWN = 11.0  # a rule down is at least one row long,
_OF_ROW = 0.8  # nearly: of the lower rows of the table; a stroke of a character is not
_GAP = 3.0  # a break in a rule that is bridged: faxes dash thin rules
_WINDOW = 12.0  # neighbourhood whose mean ink is measured against
_DARKER = 12  # grey levels below the mean of the neighbourhood
# Of the depth (grey levels below the paper) that long runs of a page have, so that this share of their pixels is no
# darker, a rule has at least so much, and never needs more than that many levels: grey rules stand beside black ones.
_USUAL, _OF_DEPTH, _MOST_DARKER = 0.6, 0.45, 48
_CROSSING = 8.0  # what runs so far the other way may be a rule that crosses
_ALONG = 3.0  # so far a grainy picture is smoothed along its rules
_GRAIN = 4.0  # grey levels of noise above which the picture is smoothed first
_SPECK = 90  # grey levels below its neighbours: dirt, in a grainy picture
_SIGMAS = 5.0  # of the noise that is left: darker than that is ink


@dataclass(slots=True)
class Rules:
    """Rules across and down, and the pixels they are made of (255)."""

    across: list[Segment]
    down: list[Segment]
    mask: Gray


def noise_of(gray: Gray) -> float:
    """Standard deviation of the grain of the paper, in grey levels; text and rules are too few to matter."""
    rows = gray[::4]
    steps = cv2.absdiff(rows[:, 1:], rows[:, :-1])
    upto = np.cumsum(cv2.calcHist([steps], [0], None, [256], [0, 256]))  # a median without sorting
    return float(np.searchsorted(upto, upto[-1] / 2)) / 0.954  # that of the difference of two normal variables


def without_specks(gray: Gray) -> Gray:
    """A grainy picture without single dark pixels, which read as points and commas; a clean one as it is."""
    if noise_of(gray) < _GRAIN:
        return gray
    around = cv2.medianBlur(gray, 3)
    return np.where(around.astype(np.int16) - gray > _SPECK, around, gray)


def calmed(gray: Gray) -> Gray:
    """The picture without its grain, for finding where things are; a clean one as it is."""
    if noise_of(gray) < _GRAIN:
        return gray
    return np.asarray(cv2.GaussianBlur(cv2.medianBlur(gray, 3), (0, 0), 1.0), dtype=np.uint8)


def ink_of(gray: Gray, scale: float) -> Gray:
    """Pixels darker than their neighbourhood: 255 is ink."""
    size = round(_WINDOW * scale) | 1
    darker = max(_DARKER, _SIGMAS * noise_of(gray))
    return np.asarray(
        cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, darker),
        dtype=np.uint8,
    )


def find_rules(gray: Gray, scale: float) -> Rules:
    """The rules in a picture of ``scale`` pixels per point that is upright within some tenths of a degree."""
    flat, steep = _Thin(gray, scale), _Thin(_turned(gray), scale)
    crossing = round(_CROSSING * scale)
    steeper, flatter = _turned(_long(steep.ink, crossing)), _turned(_long(flat.ink, crossing))
    across, mask_across = _one_way(flat.darker(steeper, _ACROSS), steeper, scale, _ACROSS)
    shortest = max(_DOWN, _OF_ROW * _pitch(across) / scale)
    turned, mask_down = _one_way(steep.darker(flatter, _DOWN), flatter, scale, shortest)
    down = [Segment(s.y0, s.x0, s.y1, s.x1, s.thick) for s in turned]
    return Rules(across, down, np.maximum(mask_across, mask_down.T))


class _Thin:
    """What of a picture is dark and thin from above to below (black hat); ``ink``: the pixels (1) of it."""

    def __init__(self, gray: Gray, scale: float) -> None:
        noise, reach = noise_of(gray), round(REACH * scale) | 1
        if noise >= _GRAIN:  # along a rule, where it is not smeared
            gray = np.asarray(cv2.blur(gray, (round(_ALONG * scale) | 1, 1)), dtype=np.uint8)
            noise = noise_of(_turned(gray))
        self._scale, self._least = scale, max(_DARKER, _SIGMAS * noise)
        self._hat = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((reach, 1), np.uint8))
        self.ink = self._over(self._least)

    def darker(self, crossed: Gray, shortest: float) -> Gray:
        """The pixels (1) as dark as a rule of this page: that is what its long runs are, over those that cross them.

        What is much paler is the fringe that JPEG leaves about print.
        """
        either = np.asarray(cv2.bitwise_or(self.ink, crossed), dtype=np.uint8)
        runs = cv2.bitwise_and(_long(either, 2 * round(shortest * self._scale)), self.ink)
        runs = cv2.subtract(runs, crossed)
        upto = np.cumsum(cv2.calcHist([self._hat], [0], runs, [256], [0, 256]))
        if not upto[-1]:
            return self.ink
        depth = float(np.searchsorted(upto, _USUAL * upto[-1]))
        return self._over(max(self._least, min(_MOST_DARKER, _OF_DEPTH * depth)))

    def _over(self, bar: float) -> Gray:
        return np.asarray(cv2.threshold(self._hat, bar, 1, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _turned(pixels: Gray) -> Gray:
    return np.asarray(cv2.transpose(pixels), dtype=np.uint8)


def _long(pixels: Gray, length: int) -> Gray:
    """What of the pixels stands in runs across of ``length``."""
    return np.asarray(cv2.morphologyEx(pixels, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)), dtype=np.uint8)


def _pitch(across: list[Segment]) -> float:
    """Pixels from one rule across to the next, where rows are low; 0 without rules."""
    at = np.sort([(s.y0 + s.y1) / 2 for s in across])
    steps = np.diff(at)
    steps = steps[steps > steps.max(initial=0) / 20]  # two halves of one rule are no row
    return float(np.percentile(steps, 20)) if steps.size > 2 else 0.0


def _one_way(raw: Gray, crossed: Gray, scale: float, shortest: float) -> tuple[list[Segment], Gray]:
    """Rules across a picture: gaps closed, short runs opened away; ``crossed`` are the pixels of those down.

    A row of bold characters passes so far; it is no rule, for it has gaps, and ink above and below.
    """
    length = round(shortest * scale)
    solid = cv2.morphologyEx(raw, cv2.MORPH_CLOSE, np.ones((1, max(3, round(_GAP * scale) | 1)), np.uint8))
    solid = cv2.dilate(solid, np.ones((3, 1), np.uint8))  # a slanting rule is stairs
    return Strokes(raw, crossed, _long(np.asarray(solid, dtype=np.uint8), length), length, scale).rules()
