"""A wide table cut down the middle: its last columns are printed alone on the next page, row for row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.model.amounts import Amount, parse_amount
from pipelines.model.text import compact
from pipelines.recognise.model import Joined, Piece, Printed, Row
from pipelines.recognise.tables.columns.content import figures_and_words
from pipelines.recognise.tables.row_texts import width_of
from pipelines.recognise.tables.rows.adding_up import adds_up
from pipelines.recognise.tables.titles import best_title, is_meta

_FEWEST = 2  # rows: one of figures fits below any other, but where it adds up with it


def stands_beside(table: Joined, piece: Piece) -> bool:
    """Whether ``piece`` is the last columns of ``table``: as many rows on the next page, figures and no names.

    One row of figures is its last columns where its total needs them.
    """
    rows = len(table.body)
    if piece.grid.page != table.page_to + 1 or not piece.first_on_page or not piece.header:
        return False
    if len(table.pieces) > 1 or len(piece.body) != rows or best_title(piece.lines) is not None:
        return False
    if not table.header or not _only_figures(piece.body) or not all(_is_no_title(line, table) for line in piece.lines):
        return False
    return _names_rows(table.body) if rows >= _FEWEST else _completes(table.body, piece.body)


def _is_no_title(line: str, table: Joined) -> bool:
    """Whether a line says the unit or whose table it is, or repeats one above ``table``, or its number there."""
    return is_meta(compact(line)) or any(above.split()[:1] == [line.strip()] for above in table.lines_above)


def _completes(body: Sequence[Row], others: Sequence[Row]) -> bool:
    """Whether the first figure of ``body`` is the sum of its second one and one of ``others``: the total, the income
    of the year, and what is carried over."""
    figures, beyond = (list(_figures(rows)) for rows in (body, others))
    if len(figures) < 2 or not any(figure.value for figure in beyond):
        return False
    return any(adds_up(figures[0], [figures[1], figure]) for figure in beyond if figure.value)


def _figures(body: Sequence[Row]) -> Iterator[Amount]:
    for row in body:
        yield from filter(None, (parse_amount(cell.text) for cell in row.printed))


def _names_rows(body: Sequence[Row]) -> bool:
    return any(words > figures for figures, words in _counts(body))


def _only_figures(body: Sequence[Row]) -> bool:
    counts = list(_counts(body))
    return not any(words for _, words in counts) and any(figures for figures, _ in counts)


def _counts(body: Sequence[Row]) -> list[tuple[int, int]]:
    return [figures_and_words(body, index) for index in range(width_of(body))]


def widened(table: Joined, piece: Piece) -> Joined:
    """``table`` with the columns of ``piece`` to the right of its own."""
    width = max(table.pieces[0].grid.cols, width_of(table.header), width_of(table.body))
    height = max(len(table.header), len(piece.header))
    return replace(
        table,
        header=_abreast(_from_below(table.header, height), _from_below(piece.header, height), width),
        body=_abreast(table.body, piece.body, width),
        pieces=[*table.pieces, piece],
        notes=[*table.notes, *piece.notes],
    )


def _from_below(header: Sequence[Row], height: int) -> list[Row]:
    """``header`` as rows of ``height``, blank ones above."""
    return [Row()] * (height - len(header)) + list(header)


def _abreast(left: Sequence[Row], right: Sequence[Row], width: int) -> list[Row]:
    blank: tuple[Printed | None, ...] = (None,)
    return [Row([*one, *blank * (width - len(one)), *other]) for one, other in zip(left, right, strict=True)]
