"""Join the pieces of a table that runs over pages, by title, header and the x of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.model.document import Document
from pipelines.recognise.model import Joined, Piece
from pipelines.recognise.tables.stitch.beside import stands_beside, widened
from pipelines.recognise.tables.stitch.continued import continues, header_was_cut
from pipelines.recognise.tables.stitch.laid_over import laid_over
from pipelines.recognise.tables.stitch.rest_of_row import with_rows_below
from pipelines.recognise.tables.stitch.top_of_page import without_repeated_total, without_rows_as_header
from pipelines.recognise.tables.titles import best_title


def stitched(document: Document, pieces: Sequence[Piece]) -> list[Joined]:
    """The tables of ``document``, each joined over its pages, in reading order of its ``pieces``."""
    last_grids = {g.page: g.grid_no for g in document.grids if g.parent is None}
    tables: list[Joined] = []
    for piece in pieces:
        if not tables:
            tables.append(_begun(piece, 1))
            continue
        last = tables[-1]
        own = without_rows_as_header(piece, last)
        if header_was_cut(last, own):
            tables[-1] = _restarted(last, own)
        elif continues(last, own, last_grids):
            tables[-1] = _grown(last, own)
        elif stands_beside(last, own):
            tables[-1] = widened(last, own)
        else:
            tables.append(_begun(own, len(tables) + 1))
    return tables


def _begun(piece: Piece, number: int) -> Joined:
    return Joined(
        table_no=number,
        title=best_title(piece.lines) or "",
        lines_above=piece.lines,
        header=piece.header,
        body=piece.body,
        pieces=[piece],
        notes=piece.notes,
    )


def _restarted(table: Joined, piece: Piece) -> Joined:
    """A table whose header stood alone at the foot of a page, with header and rows of the next page."""
    return replace(
        table,
        header=piece.header,
        body=piece.body,
        pieces=[*table.pieces, piece],
        notes=piece.notes,
        base=1,
    )


def _grown(table: Joined, piece: Piece) -> Joined:
    rows = without_repeated_total(laid_over(piece, table.pieces[table.base]), table)
    return replace(
        table,
        body=with_rows_below(table.body, rows),
        pieces=[*table.pieces, piece],
        notes=[*table.notes, *piece.notes],
    )
