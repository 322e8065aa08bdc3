"""What the cells of a scan say, held against what the same cells say as print."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from pipelines.extract.ocr.figures import plain_figure
from pipelines.model.document import DOUBT
from scripts.scans.spoil import Matrix
from scripts.scans.truth import Printed

_BLANK = re.compile(r"\s+")
Differing = tuple[str, Printed, str]  # kind, what is printed, what the scan says


def held(
    printed: Sequence[Printed], cells: pl.DataFrame, places: Mapping[int, tuple[int, Matrix]]
) -> tuple[Counter[str], list[Differing]]:
    """How many cells are the ``same``, of the figures how many are doubted (right or wrong) or accepted wrong; and
    each that is not the same.

    ``cells``: raw.cell of the scan; ``places``: of a page its sheet and the matrix from its points to the sheet's.
    """
    boxes: dict[int, list[tuple[float, float, float, float, str]]] = defaultdict(list)
    for page, x0, top, x1, bottom, text in (
        cells.filter(pl.col("x0").is_not_null()).select("page", "x0", "top", "x1", "bottom", "text").iter_rows()
    ):
        boxes[page].append((x0, top, x1, bottom, text))
    counts, differing = Counter[str](), []
    for one in printed:
        sheet, moved = places[one.page]
        x, y, depth = moved @ np.array([*one.middle, 1.0])
        said = _said(boxes[sheet], float(x / depth), float(y / depth))
        kind = _kind(_plain(one.text), None if said is None else _plain(said))
        figure = plain_figure(_plain(one.text)) is not None
        counts["printed"] += 1
        counts["figures"] += figure
        counts[kind] += 1
        if kind != "same":
            differing.append((kind, one, said or ""))
    return counts, differing


def _said(boxes: Sequence[tuple[float, float, float, float, str]], x: float, y: float) -> str | None:
    """The text of the smallest cell at a point: those of a turned page overlap at their edges."""
    here = [b for b in boxes if b[0] <= x < b[2] and b[1] <= y < b[3]]
    return min(here, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))[4] if here else None


def _kind(printed: str, said: str | None) -> str:
    if said is None:
        return "no cell"
    if said == printed:
        return "same"
    if DOUBT in said:
        return "doubted, right" if said.replace(DOUBT, "") == printed else "doubted, wrong"
    if plain_figure(printed) is not None:
        return "accepted wrong" if plain_figure(said) is not None else "figure lost"
    return "word differs"


def _plain(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).replace("—", "-").replace("–", "-")
