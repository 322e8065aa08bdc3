"""Which rows of a grid belong to a piece: a sheet can hold several tables one below the other."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.recognise.model import Piece, Row, Table


def rows_of_piece(piece: Piece, tables: Iterable[Table]) -> tuple[int, int]:
    """First row of a piece in its grid, and the row after its last."""
    grid = piece.grid
    firsts = [_first_row(other) for table in tables for other in table.pieces if other.grid is grid]
    starts = sorted(row for row in firsts if row is not None)
    if len(starts) < 2:
        return 0, grid.rows
    own = _first_row(piece) or 0
    first = 0 if own == starts[0] else own
    last = next((start for start in starts if start > own), grid.rows)
    return first, last


def _first_row(piece: Piece) -> int | None:
    """The row of the grid a piece begins in, ``None`` where its first row holds no cell."""
    first = next(iter([*piece.header, *piece.body]), Row())
    return min((cell.row_no for cell in first if cell is not None), default=None)
