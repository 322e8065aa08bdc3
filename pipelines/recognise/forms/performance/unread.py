"""Rows that print levels of indicators and that no form has taken: a form that ends too early, a head nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from pipelines.model.sentences import say
from pipelines.model.statements import Statement
from pipelines.model.text import compact
from pipelines.recognise.forms.model import Line, Lines
from pipelines.recognise.forms.performance.headers import WORD
from pipelines.recognise.forms.performance.levels import is_first, is_second
from pipelines.recognise.forms.performance.model import Form
from pipelines.recognise.forms.surroundings import is_money_statement
from pipelines.recognise.model import Finding, Piece, Table

KIND = "indicators_unread"
_FEWEST = 2  # rows: one word alone may stand in any table

Rows = Set[tuple[int, int]]  # grid and row


def unread_indicators(
    tables: Iterable[Table], taken: Set[int], forms: Sequence[Form], lines: Lines
) -> Iterator[Finding]:
    """A finding for each grid with rows of indicators that are in none of ``forms``.

    Money statements and the grids of lists (``taken``) are passed over.
    """
    known = {(row.line.grid.grid_no, row.line.row) for form in forms for row in form.indicators}
    seen = set(taken)
    for table in tables:
        if is_money_statement(table):
            continue
        for piece in table.pieces:
            if piece.grid.grid_no not in seen:
                seen.add(piece.grid.grid_no)
                yield from _of_grid(table, piece, lines, known)


def _of_grid(table: Table, piece: Piece, lines: Lines, known: Rows) -> Iterator[Finding]:
    grid = piece.grid
    missing = sum(1 for line in lines.of(grid) if (grid.grid_no, line.row) not in known and _prints_level(line))
    if missing >= _FEWEST:
        said = say("recognition.indicators_unread", title=table.title or WORD, page=str(grid.page), count=str(missing))
        yield Finding(KIND, grid.page, Statement.PERFORMANCE_PROJECT.value, *said, grid.grid_no)


def _prints_level(line: Line) -> bool:
    """Whether a cell of the row is the name of a level and nothing else, with another cell beside it."""
    return len(line.filled) > 1 and any(_is_level(compact(cell.text)) for cell in line.filled)


def _is_level(text: str) -> bool:
    return text.endswith(WORD) and len(text) > len(WORD) and (is_first(text) or is_second(text))
