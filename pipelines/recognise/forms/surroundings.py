"""What stands around a grid: the statement its table is, and whether it follows the grid before."""

from __future__ import annotations

from pipelines.model.patterns import RUNNING_LINE
from pipelines.model.text import compact
from pipelines.recognise.model import Piece, Table
from pipelines.recognise.tables.titles import is_meta


def statement_of(table: Table) -> str | None:
    """The statement the title of a table names."""
    return table.layout.id if table.layout is not None else None


def is_money_statement(table: Table) -> bool:
    """Whether a table is a money statement, which the readers of forms leave alone."""
    return table.layout is not None and table.layout.money


def follows(piece: Piece, page: int, title: str | None = None) -> bool:
    """Whether a grid stands on ``page`` or the next one with no more than a line of text of its own above it.

    Running lines, units and ``title`` are no text of its own.
    """
    if piece.grid.page not in {page, page + 1}:
        return False
    prose = [line for line in piece.context if line != title and not _is_marginal(line)]
    return len(prose) <= 1


def _is_marginal(line: str) -> bool:
    return RUNNING_LINE.match(line) is not None or is_meta(compact(line))
