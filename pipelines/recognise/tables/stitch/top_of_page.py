"""The first rows of a page that goes on with a table: some print no figures, a 合计 may be a repeated one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.recognise.model import Joined, Piece, Row
from pipelines.recognise.tables.columns.content import figures_and_words
from pipelines.recognise.tables.cut.data_rows import CODE_HEADERS
from pipelines.recognise.tables.row_texts import has_figure, is_sum, role_of, width_of
from pipelines.recognise.tables.stitch.rest_of_row import is_rest_of_row
from pipelines.recognise.tables.titles import nearest_title

_LABELS = 4  # first columns in which 合计 may stand


def without_rows_as_header(piece: Piece, table: Joined) -> Piece:
    """``piece`` with rows of ``table`` at its top as body, even where they hold no figures.

    Under a repeated header these are the rests of names and rows whose figures are blank; without one, the rest of the
    row cut by the page break, and rows of which every text is the label of a row of sums or balances.
    """
    height = len(table.header)
    repeated, below = piece.header[:height], piece.header[height:]
    if repeated and below and _same_texts(repeated, table.header):
        is_body = all(len(row.texts) == 1 or _is_row_of(table, row) for row in below)
        return replace(piece, header=repeated, body=[*below, *piece.body]) if is_body else piece
    if piece.header and piece.first_on_page and (_are_balances(piece, table) or _is_rest(piece, table)):
        return replace(piece, header=[], body=[*piece.header, *piece.body])
    return piece


def _same_texts(one: Sequence[Row], other: Sequence[Row]) -> bool:
    return [row.texts for row in one] == [row.texts for row in other]


def _are_balances(piece: Piece, table: Joined) -> bool:
    """Whether the header of a page without a title is rows of sums and balances, their figures left blank."""
    if not _may_go_on(piece, table):
        return False
    return all(_is_row_of(table, row) and all(map(role_of, row.texts)) for row in piece.header)


def _is_rest(piece: Piece, table: Joined) -> bool:
    """Whether the header of a page without a title is only the rest of the names of the row above the page break."""
    if not _may_go_on(piece, table) or len(piece.header) > 1 or not table.body:
        return False
    return is_rest_of_row(piece.header[0], table.body)


def _may_go_on(piece: Piece, table: Joined) -> bool:
    same_columns = piece.grid.cols == table.pieces[table.base].grid.cols
    return bool(table.header) and same_columns and not nearest_title(piece.lines)


def _is_row_of(table: Joined, row: Row) -> bool:
    """Whether every text of ``row`` stands where ``table`` prints the names of its rows, and one is known."""
    width = width_of(table.body)
    printed = [index for index, cell in enumerate(row) if cell is not None and cell.anchor and cell.text.strip()]
    if not printed or any(index >= width for index in printed) or CODE_HEADERS & set(row.texts):
        return False
    return all(_prints_words(table, index) for index in printed) and any(map(role_of, row.texts))


def _prints_words(table: Joined, index: int) -> bool:
    figures, words = figures_and_words(table.body, index)
    return words > figures


def without_repeated_total(rows: list[Row], table: Joined) -> list[Row]:
    """``rows`` without a 合计 at their top that ``table`` has printed already, on its first page, figure for figure."""
    if not rows or not _is_total(rows[0]):
        return rows
    return rows[1:] if rows[0].texts in _totals(table.body[:1]) else rows


def _is_total(row: Row) -> bool:
    labels = row.texts[:_LABELS]
    return has_figure(row) and any(map(is_sum, labels))


def _totals(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    return [row.texts for row in rows if _is_total(row)]
