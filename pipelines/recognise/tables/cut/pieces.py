"""Cut every grid into title lines, header and body, with the lines printed above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from pipelines.model.document import Document, Grid, Paragraph
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.model import Piece, Row
from pipelines.recognise.tables.cut.captions import captions_are_below
from pipelines.recognise.tables.cut.centres import centres_of
from pipelines.recognise.tables.cut.data_rows import is_index_row
from pipelines.recognise.tables.cut.form_titles import with_whole_titles
from pipelines.recognise.tables.cut.header import cut_header
from pipelines.recognise.tables.cut.printed_rows import printed_rows
from pipelines.recognise.tables.cut.stacked import stacked
from pipelines.recognise.tables.cut.title_rows import cut_titles
from pipelines.recognise.tables.titles import is_meta, is_note, sheet_title, unwrapped

_CONTEXT_LINES = 10


@dataclass(frozen=True, slots=True)
class _Place:
    """A grid with the paragraphs between it and the grids before and after it."""

    grid: Grid
    above: list[Paragraph]
    below: list[Paragraph]
    first_on_page: bool


def pieces(document: Document) -> list[Piece]:
    """Every top-level grid of ``document`` in reading order, cut up."""
    sheets = {page.number: page.name for page in document.pages if page.name}
    return [piece for place in _places(document) for piece in _pieces(place, sheets)]


def _places(document: Document) -> Iterator[_Place]:
    grids: list[Grid] = []
    between: list[list[Paragraph]] = [[]]  # above the first grid, below each
    for block in document.blocks():
        if isinstance(block, Grid):
            grids.append(block)
            between.append([])
        elif block.kind in {"body", "textbox"}:
            between[-1].append(block)
    page_before = 0
    titles = between[1:] if captions_are_below(grids, between) else between[:-1]
    for grid, above, below in zip(grids, titles, between[1:], strict=True):
        yield _Place(grid, above, below, first_on_page=grid.page != page_before)
        page_before = grid.page


def _pieces(place: _Place, sheets: dict[int, str]) -> Iterator[Piece]:
    parts = stacked(printed_rows(place.grid))
    for number, rows in enumerate(parts):
        is_first = number == 0
        is_last = number == len(parts) - 1
        yield cut(
            place.grid,
            rows,
            context=_context(place, sheets) if is_first else [],
            notes_below=_notes_below(place) if is_last else [],
            first_on_page=place.first_on_page and is_first,
        )


def _context(place: _Place, sheets: dict[int, str]) -> list[str]:
    """The lines above a grid; a workbook may name the sheet, not the table."""
    lines = [line for p in with_whole_titles(place.above[-_CONTEXT_LINES:]) for line in p.text.split("\n")]
    context = unwrapped([line for line in lines if line.strip()])
    sheet = sheets.get(place.grid.page)
    if sheet is not None and place.first_on_page:
        return [sheet_title(sheet), *context]
    return context


def _notes_below(place: _Place) -> list[str]:
    same_page = [p.text for p in place.below if p.page == place.grid.page]
    return [join_wrapped(text) for text in same_page if is_note(compact(text))]


def cut(grid: Grid, rows: list[Row], context: list[str], notes_below: list[str], first_on_page: bool) -> Piece:
    """One piece of ``rows`` of ``grid``: first title lines, then the header, then the body with its notes."""
    titles, below_titles = cut_titles(rows, grid.cols)
    header, below_header = cut_header(below_titles)
    notes: list[Row] = []
    body: list[Row] = []
    for row in below_header:
        if not row.texts or is_index_row(row):
            continue
        (notes if _is_note_row(row) else body).append(row)
    late_titles = [] if header else list(takewhile(_is_meta_row, body))  # unit and department below the title row
    return Piece(
        grid=grid,
        context=context,
        titles=unwrapped(titles) + [row.texts[0] for row in late_titles],
        header=header,
        body=body[len(late_titles) :],
        notes=[join_wrapped(_first_text(row)) for row in notes] + notes_below,
        centres=centres_of(grid),
        first_on_page=first_on_page,
    )


def _is_note_row(row: Row) -> bool:
    found = row.texts
    return len(found) == 1 and is_note(found[0])


def _is_meta_row(row: Row) -> bool:
    found = row.texts
    return len(found) == 1 and "\n" not in _first_text(row) and is_meta(found[0])


def _first_text(row: Row) -> str:
    return row.printed[0].text
