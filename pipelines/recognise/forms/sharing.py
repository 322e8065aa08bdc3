"""Which rows of a grid belong to a piece: a sheet can hold several tables one below the other."""

from __future__ import annotations

from pipelines.recognise.model import Piece, Table


def rows_of_piece(piece: Piece, tables: list[Table]) -> tuple[int, int]:
    """First row of a piece in its grid, and the row after its last."""
    starts = sorted(
        min(c.row_no for row in (p.header + p.body)[:1] for c in row if c is not None)
        for t in tables
        for p in t.pieces
        if p.grid is piece.grid and any(c for row in (p.header + p.body)[:1] for c in row)
    )
    if len(starts) < 2:
        return 0, piece.grid.rows
    own = min((c.row_no for row in (piece.header + piece.body)[:1] for c in row if c is not None), default=0)
    later = [s for s in starts if s > own]
    return (0 if own == starts[0] else own), (later[0] if later else piece.grid.rows)
