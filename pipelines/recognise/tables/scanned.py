"""What in the tables of scans looks misread although nothing says so: findings with their places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from pipelines.layouts.tables import column_role, measures, neutral, three_public_item
from pipelines.model.document import SCANNED, Box, Cell, Document, Grid
from pipelines.model.sentences import say
from pipelines.model.text import compact
from pipelines.recognise.codes import CodeBook, name_key
from pipelines.recognise.lexicon.known import known_words
from pipelines.recognise.model import Finding, Printed, Table
from pipelines.recognise.places import place_words

FEWER_DECIMALS, HEAD_UNKNOWN, COLUMNS_DIFFER = "fewer_decimals", "head_unknown", "columns_differ"
_FIGURE = re.compile(r"[-(]?[\d,]*\d(?:\.(\d+))?\)?")
_LEAST = 5  # figures of a column whose decimals say how it is printed
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_LONG = 16  # characters: longer heads are sentences


def misread(document: Document, tables: Sequence[Table], book: CodeBook) -> Iterator[Finding]:
    """The findings of the scanned tables of ``document``."""
    grids = {grid.grid_no: grid for grid in document.grids if grid.method == SCANNED}
    if not grids:
        return
    names = frozenset(name for _, name in book.by_name)
    for grid in grids.values():
        yield from _fewer_decimals(grid)
    for table in tables:
        if table.layout is not None and table.layout.money and table.pieces[0].grid.grid_no in grids:
            yield from _columns_differ(table)
            yield from _unknown_heads(table, grids, names)


def _fewer_decimals(grid: Grid) -> Iterator[Finding]:
    """A figure with fewer decimals than every other of its column."""
    for column in _decimals(grid).values():
        (usual, count), *others = Counter(decimals for _, decimals in column).most_common()
        if count < _LEAST or usual < 2 or len(others) != 1 or others[0][1] > 1 or others[0][0] >= usual:
            continue
        cell = next(cell for cell, decimals in column if decimals != usual)
        what = say("recognition.fewer_decimals", figure=compact(cell.text), usual=usual, place=place_words(cell.box))
        yield Finding(FEWER_DECIMALS, grid.page, None, *what, grid.grid_no, cell.box)


def _decimals(grid: Grid) -> dict[int, list[tuple[Cell, int]]]:
    """The figures of each column, zeros apart, with the number of their decimals."""
    columns: defaultdict[int, list[tuple[Cell, int]]] = defaultdict(list)
    for cell in grid.cells:
        found = _FIGURE.fullmatch(compact(cell.text)) if cell.col_span == 1 else None
        if found is not None and found[0].strip("-(,.0)"):
            columns[cell.col].append((cell, len(found[1] or "")))
    return columns


def _columns_differ(table: Table) -> Iterator[Finding]:
    """Pages of one table one behind the other of which one has another number of columns."""
    for before, after in pairwise(piece.grid for piece in table.pieces):
        if after.page == before.page + 1 and before.cols != after.cols:
            numbers = {"page": before.page, "before": before.cols, "after": after.cols}
            what = say("recognition.columns_differ", **numbers, place=place_words(after.box))
            said = say("recognition.of_table", title=table.title, what=what)
            yield Finding(COLUMNS_DIFFER, after.page, _statement(table), *said, after.grid_no, after.box)


def _unknown_heads(table: Table, grids: dict[int, Grid], names: Collection[str]) -> Iterator[Finding]:
    """Heads of which no word is known."""
    told: set[str] = set()
    for row in table.header:
        for cell in row.printed:
            head = compact(cell.text)
            if head not in told and cell.grid_no in grids and not _is_known(head, names):
                told.add(head)
                box = _box_of(cell, grids[cell.grid_no])
                what = say("recognition.head_unknown", head=head, place=place_words(box))
                said = say("recognition.of_table", title=table.title, what=what)
                yield Finding(HEAD_UNKNOWN, cell.page, _statement(table), *said, cell.grid_no, box)


def _is_known(head: str, names: Collection[str]) -> bool:
    """Whether a head says nothing, or one of its words is known: to layout files, or as the name of a code."""
    words = _WORD.findall(head)
    if not words or len(head) > _LONG or column_role((head,)) is not None or neutral().search(head):
        return True
    if three_public_item(head) is not None or any(rule.match.search(head) for rule in measures()):
        return True
    return any(word in known_words() or name_key(word) in names for word in words)


def _statement(table: Table) -> str | None:
    return table.layout.id if table.layout is not None else None


def _box_of(cell: Printed, grid: Grid) -> Box | None:
    return next((c.box for c in grid.cells if (c.row, c.col) == (cell.row_no, cell.col_no)), None)
