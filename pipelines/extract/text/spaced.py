"""Tables set with spaces: lines whose pieces stand below one another, as ``pdftotext -layout`` prints them.

A Chinese character is as wide as two others.  Pieces are parted by two spaces or more; a column is what pieces cover
that overlap.  Where two pieces of one line would fall into one column, nothing is certain and the lines stay lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pipelines.extract.geometry.alignment import Stretch, covered
from pipelines.extract.text.numbers import is_amount, is_number

_PIECE = re.compile(r"[^ \u3000]+(?:[ \u3000][^ \u3000]+)*")
_LEAST_ROWS = 3  # lines with figures in them


class _Piece(NamedTuple):
    start: int
    end: int
    text: str


def with_tabs(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with tabs between the cells of those that are rows of a table set with spaces."""
    for blank, run in groupby(lines, key=lambda line: not line.strip() or "\t" in line):
        block = list(run)
        yield from block if blank else _block(block)


def _block(block: Sequence[str]) -> Iterator[str]:
    rows = [_pieces(line) for line in block]
    wide = [i for i, row in enumerate(rows) if len(row) > 2]
    columns = _columns([rows[i] for i in wide])
    if not columns:  # a table of two columns: names, and amounts that can be nothing else
        wide = [i for i, row in enumerate(rows) if len(row) == 2 and is_amount(row[1].text)]
        columns = _columns([rows[i] for i in wide])
    table = _extent(rows, wide, columns) if columns else range(0)
    cells = [_cells(rows[i], columns) for i in table]
    if not all(cells):
        table, cells = range(0), []
    yield from block[: table.start]
    yield from ("\t".join(row) for row in cells)
    yield from block[table.stop :]


def _extent(rows: Sequence[Sequence[_Piece]], wide: Sequence[int], columns: Sequence[Stretch]) -> range:
    """The lines of the table: from the first to the last of the ``wide`` ones, and those beside them that fit."""
    first, last = wide[0], wide[-1]
    while first > 0 and _fits(rows[first - 1], columns):
        first -= 1
    while last + 1 < len(rows) and _fits(rows[last + 1], columns):
        last += 1
    return range(first, last + 1)


def _fits(row: Sequence[_Piece], columns: Sequence[Stretch]) -> bool:
    return len(row) > 1 and bool(_cells(row, columns))


def _pieces(line: str) -> list[_Piece]:
    out: list[_Piece] = []
    at = end = 0
    for found in _PIECE.finditer(line):
        at += _width(line[end : found.start()])
        end = found.end()
        out.append(_Piece(at, at + _width(found.group()), found.group()))
        at = out[-1].end
    return out


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _columns(rows: Sequence[Sequence[_Piece]]) -> list[Stretch]:
    """What the pieces of the rows cover; nothing where rows are too few, or hold no figures, or pieces run together."""
    figures = sum(1 for row in rows if any(is_number(piece.text) for piece in row))
    if figures < _LEAST_ROWS:
        return []
    columns = covered(((piece.start, piece.end) for row in rows for piece in row), gap=0.0)
    return columns if all(_cells(row, columns) for row in rows) else []


def _cells(row: Sequence[_Piece], columns: Sequence[Stretch]) -> list[str]:
    """The texts of a row, one a column; nothing where a piece touches several columns, or two pieces one."""
    out = [""] * len(columns)
    for piece in row:
        touched = [c for c, (start, end) in enumerate(columns) if piece.start < end and piece.end > start]
        if len(touched) != 1 or out[touched[0]]:
            return []
        out[touched[0]] = piece.text
    return out
