"""Tables that stand one below the other in one grid (sheets, web pages), each with a title row of its own."""

from __future__ import annotations

from itertools import pairwise

from pipelines.layouts.tables import row_role
from pipelines.recognise.model import Row
from pipelines.recognise.tables.cut.data_rows import is_data
from pipelines.recognise.tables.titles import is_meta, title_of


def stacked(rows: list[Row]) -> list[list[Row]]:
    """``rows`` of a grid as the rows of one or, where title rows stand inside it, of several tables."""
    starts = [0]
    for number in range(2, len(rows) - 1):
        if not _is_inner_title(rows[number]):
            continue
        start = _first_line_of_title(rows, number, starts[-1])
        above = rows[starts[-1] : start]
        if len(above) > 1 and any(is_data(row) for row in above):
            starts.append(start)
    return [rows[start:end] for start, end in pairwise([*starts, len(rows)])]


def _is_inner_title(row: Row) -> bool:
    found = row.texts
    if len(found) != 1 or not found[0].endswith("表"):
        return False
    return title_of(found) is not None and row_role(found[0]) is None


def _first_line_of_title(rows: list[Row], number: int, floor: int) -> int:
    """The row the title in row ``number`` begins in: blank rows and those that say whose table belong to it."""
    start = number
    while start - 1 > floor and all(is_meta(text) for text in rows[start - 1].texts):
        start -= 1
    return start
