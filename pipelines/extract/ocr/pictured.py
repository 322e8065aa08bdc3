"""Pictures on a page that has text: which of them show a ruled table, and the page with those alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipelines.extract.ocr.picture import Gray
from pipelines.model.document import Box

DARK = 200  # of 255: a thin rule drawn small is no darker
MOSTLY_DARK = 0.4  # of a picture: a photograph
LONG, TALL = 0.6, 0.4  # of the width, and of the height, that a rule takes
LEAST = 3  # rules across, and down


def is_ruled(page: Gray, box: Box, scale: float) -> bool:
    """Whether a picture at ``box`` of a page of ``scale`` pixels per point has the rules of a table."""
    dark = _part(page, box, scale) < DARK
    if not dark.size or dark.mean() > MOSTLY_DARK:
        return False
    return _runs(dark.mean(axis=1) >= LONG) >= LEAST and _runs(dark.mean(axis=0) >= TALL) >= LEAST


def only(page: Gray, boxes: Sequence[Box], scale: float) -> Gray:
    """The page with nothing but the pictures at ``boxes``."""
    out = np.full_like(page, 255)
    for box in boxes:
        _part(out, box, scale)[:] = _part(page, box, scale)
    return out


def _part(page: Gray, box: Box, scale: float) -> Gray:
    left, top = max(0, int(box.x0 * scale)), max(0, int(box.top * scale))
    return page[top : int(box.bottom * scale) + 1, left : int(box.x1 * scale) + 1]


def _runs(marked: np.ndarray[Any, np.dtype[np.bool_]]) -> int:
    """How many stretches of true values there are."""
    return int(np.count_nonzero(np.diff(np.concatenate(([0], marked.astype(np.int8)))) == 1))
