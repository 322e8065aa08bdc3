"""The tables of a sheet as cells: several side by side, each under a title of its own, are several grids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipelines.extract.sheet.look import Place, SheetLook
from pipelines.extract.sheet.visible import Merged
from pipelines.model.document import Cell

_TITLE = re.compile(r"表(?:[（(].*[）)])?$")
_TITLE_ROWS = 3  # filled rows at the top of a sheet among which titles are looked for
_LEAST = 4  # characters of a title


def side_by_side(texts: dict[Place, str], merged: Merged) -> list[dict[Place, str]]:
    """The texts parted by table: where one row holds several titles and columns without text lie between them.

    Titles are cells that end in 表; a merged one says itself where its table begins.
    """
    starts = _starts(texts, merged)
    if len(starts) < 2:
        return [texts]
    parts: list[dict[Place, str]] = [{} for _ in starts]
    for (row, col), text in texts.items():
        parts[max(0, sum(start <= col for start in starts) - 1)][row, col] = text
    return [part for part in parts if part]


def _starts(texts: dict[Place, str], merged: Merged) -> list[int]:
    """First columns of the tables side by side; none where there is one table."""
    rows = sorted({row for row, _ in texts})[:_TITLE_ROWS]
    filled = {col for _, col in texts}
    ends = {place: last[1] for place, last in merged}
    for row in rows:
        titles = [place for place in sorted(texts) if place[0] == row]
        if len(titles) < 2 or not all(_is_title(texts[place]) for place in titles):
            continue
        starts = [min(filled)]
        for before, title in pairwise(titles):
            start = _start(ends.get(before, before[1]), title, filled, title in ends)
            if start is None or _is_crossed(start, merged):
                return []
            starts.append(start)
        return starts
    return []


def _start(end: int, title: Place, filled: set[int], is_merged: bool) -> int | None:
    """Where the table of a title begins, if the title before it covers the columns up to ``end``."""
    gaps = [col for col in range(end + 1, title[1]) if col not in filled]
    if gaps:
        return gaps[-1] + 1
    return title[1] if is_merged else None


def _is_crossed(start: int, merged: Merged) -> bool:
    return any(first[1] < start <= last[1] for first, last in merged)


def _is_title(text: str) -> bool:
    bare = "".join(text.split())
    return len(bare) >= _LEAST and bool(_TITLE.search(bare))


def cells(texts: dict[Place, str], merged: Merged, look: SheetLook) -> list[Cell]:
    """Cells of the used rectangle without hidden lines; a merged range is one cell, cut to the rectangle."""
    top, left = min(r for r, _ in texts), min(c for _, c in texts)
    bottom, right = max(r for r, _ in texts), max(c for _, c in texts)
    rows = [r for r in range(top, bottom + 1) if r not in look.hidden_rows]
    cols = [c for c in range(left, right + 1) if c not in look.hidden_cols]
    spans, covered = _spans(merged, set(rows), set(cols), (top, left, bottom, right))
    out = []
    for row_no, r in enumerate(rows):
        for col_no, c in enumerate(cols):
            if (r, c) not in covered:
                row_span, col_span = spans.get((r, c), (1, 1))
                out.append(Cell(row_no, col_no, texts.get((r, c), ""), row_span, col_span))
    return out


def _spans(
    merged: Merged, rows: set[int], cols: set[int], used: tuple[int, int, int, int]
) -> tuple[dict[Place, tuple[int, int]], set[Place]]:
    """Rows and columns that merged cells span, by their first cell in sight, and the places they cover beside it."""
    spans: dict[Place, tuple[int, int]] = {}
    covered: set[Place] = set()
    for (r0, c0), (r1, c1) in merged:
        over = [r for r in range(max(r0, used[0]), min(r1, used[2]) + 1) if r in rows]
        across = [c for c in range(max(c0, used[1]), min(c1, used[3]) + 1) if c in cols]
        if not over or not across or (over[0], across[0]) in covered:
            continue
        spans[over[0], across[0]] = len(over), len(across)
        covered |= _places(over, across) - {(over[0], across[0])}
    return spans, covered


def _places(rows: Iterable[int], cols: list[int]) -> set[Place]:
    return {(r, c) for r in rows for c in cols}
