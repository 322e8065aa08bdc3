"""Tables whose cells are parted by bars: with a bar before the first cell and after the last one, or without.

Where lines have no bar in front, a line that begins with one has a blank first cell: that only shows in the lines
around it, so lines that follow one another are judged together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

_BAR = re.compile(r"(?<!\\)[|｜]")
_RULE_LINE = re.compile(r"(?=.*---)[\s:|+=-]++", re.DOTALL)
_CLOSED = re.compile(r"^\s*\|(.*)\|\s*$")
_LEAST_ROWS = 3  # lines that make a table where no rule stands below the first
_SHARE = 0.6  # of its rows have the same number of cells


def is_rule(line: str) -> bool:
    """Whether a line is drawn: --- | ---."""
    return bool(_RULE_LINE.fullmatch(line))


def with_tabs(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with tabs between the cells of those that are rows of a table with bars; its drawn lines are gone."""
    for barred, run in groupby(lines, key=lambda line: "|" in line or "｜" in line):
        block = list(run)
        yield from _rows(block) if barred else block


def _rows(block: list[str]) -> list[str]:
    rows = [line for line in block if not is_rule(line)]
    ruled = len(rows) < len(block)
    if not all(row.lstrip().startswith("|") for row in rows):
        found = [_open_cells(row, any(not r.rstrip().endswith(("|", "｜")) for r in rows)) for row in rows]
        if _is_table(found, ruled):
            return ["\t".join(cells) for cells in found]
    return [_closed_row(row) for row in rows]


def _open_cells(row: str, last_is_cell: bool) -> list[str]:
    """Cells of a line without a bar in front; the last bar closes the row where every row ends in one."""
    cells = [_unescaped(cell) for cell in _BAR.split(row)]
    return cells if last_is_cell else cells[:-1]


def _is_table(rows: list[list[str]], ruled: bool) -> bool:
    width, count = Counter(map(len, rows)).most_common(1)[0]
    enough = len(rows) >= _LEAST_ROWS or (ruled and len(rows) > 1)
    return enough and width > 1 and count >= _SHARE * len(rows) and max(map(len, rows)) == width


def _closed_row(row: str) -> str:
    closed = _CLOSED.match(row)
    if closed is None or not _BAR.search(closed.group(1)):
        return row
    return "\t".join(_unescaped(cell) for cell in _BAR.split(closed.group(1)))


def _unescaped(cell: str) -> str:
    return cell.replace("\\|", "|").strip().replace("\t", " ")
