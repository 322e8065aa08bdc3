"""Which grid begins a list, and which goes on with the list before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.layouts.forms import list_pattern
from pipelines.model.form_words import FIGURES, ListKind, Role
from pipelines.model.statements import Statement
from pipelines.recognise.forms.lists.header import Header, find_header
from pipelines.recognise.forms.lists.layout import layout
from pipelines.recognise.forms.lists.listing import Item, Listing, items
from pipelines.recognise.forms.model import Line, Lines
from pipelines.recognise.forms.surroundings import follows, is_money_statement, statement_of
from pipelines.recognise.forms.vocabulary import first_unit
from pipelines.recognise.model import Piece, Table

# the statements a title may name over a list; under any other title the table is no list
_STATEMENTS: Mapping[ListKind, frozenset[str]] = {
    ListKind.PURCHASE: frozenset({Statement.PURCHASE_OF_SERVICES}),
    ListKind.PROCUREMENT: frozenset({Statement.PROCUREMENT}),
    ListKind.PROJECT: frozenset({Statement.PROJECT, Statement.PERFORMANCE_PROJECT}),
}
_NEEDS_TITLE = frozenset({ListKind.PURCHASE})  # its columns say too little without one
_CUT = frozenset({ListKind.PROJECT, ListKind.PROCUREMENT, ListKind.PURCHASE})  # long names, cut by the end of a page
_OF_PROJECT = (Role.UNIT_CODE, Role.UNIT_NAME, Role.CODE, Role.NAME, Role.TOTAL, Role.PURPOSE)
_OTHER_COLUMNS = 2  # how many columns a grid that goes on may have lost or gained


def joined(tables: Iterable[Table], lines: Lines) -> tuple[list[Listing], dict[int, ListKind]]:
    """The lists in tables that are no money statements, and the kind of each grid they came from."""
    found: dict[int, Listing] = {}
    kinds: dict[int, ListKind] = {}
    current: Listing | None = None
    for table in tables:
        if is_money_statement(table):
            current = None
            continue
        for piece in table.pieces:
            if piece.grid.grid_no in kinds:
                continue
            current = _next(current, table, piece, lines.of(piece.grid))
            if current is not None:
                found[current.first_grid] = current
                kinds[piece.grid.grid_no] = current.header.kind
    return list(found.values()), kinds


def _next(current: Listing | None, table: Table, piece: Piece, lines: Sequence[Line]) -> Listing | None:
    """The list a grid belongs to: a new one, the one before with its rows, or none."""
    header = _header(lines, table)
    if header is None:
        if current is None or not _goes_on(current, table, piece, lines):
            return None
        return _longer(current, items(current.header, lines, goes_on=True), piece)
    rows = items(header, lines[header.body :], goes_on=False)
    before = _same(current, header, piece)
    if before is not None and before.header.paths == header.paths:
        return _longer(before, rows, piece)
    # the same kind again without a title: the rest of the table before, its header broken otherwise
    whole = before.table if before is not None and table.layout is None else table
    grid = piece.grid
    unit = _unit(piece, table, header)
    return Listing(header, whole, unit, _context(piece, lines[: header.body]), tuple(rows), grid.grid_no, grid.page)


def _header(lines: Sequence[Line], table: Table) -> Header | None:
    named = statement_of(table)
    for kind in _candidates(named):
        header = find_header(lines, layout(kind), titled=named == kind, recognised=named is not None)
        if header is not None and (kind is not ListKind.STATE_ASSET or _is_of_assets(table)):
            return header
    return None


def _candidates(statement: str | None) -> list[ListKind]:
    """The kinds of list a table may be, by the statement its title names."""
    if statement is None:
        return [kind for kind in ListKind if kind not in _NEEDS_TITLE]
    return [kind for kind, statements in _STATEMENTS.items() if statement in statements]


def _is_of_assets(table: Table) -> bool:
    return any(map(list_pattern(ListKind.STATE_ASSET, "title").search, [table.title, *table.lines_above[-3:]]))


def _context(piece: Piece, head: Sequence[Line]) -> tuple[str, ...]:
    """The lines above the body: those above the grid, its title rows, its header."""
    inside = [cell.text for line in head for cell in line.filled]
    return (*piece.context, *piece.titles, *inside)


def _unit(piece: Piece, table: Table, header: Header) -> str | None:
    above = [text for text in reversed([*piece.context, *piece.titles]) if "单位" in text]
    return first_unit([*header.paths.values(), *above]) or table.unit


def _same(current: Listing | None, header: Header, piece: Piece) -> Listing | None:
    """The list before, where the header is of its kind and follows it."""
    if current is None or current.header.kind != header.kind or not follows(piece, current.last_page):
        return None
    return current


def _goes_on(current: Listing, table: Table, piece: Piece, lines: Sequence[Line]) -> bool:
    """A grid without a header goes on with a list; a table with a name of its own is another one."""
    nameless = table is current.table or table.layout is None
    return nameless and follows(piece, current.last_page) and _fits(current.header, lines)


def _fits(header: Header, lines: Sequence[Line]) -> bool:
    if not lines:
        return False
    cols = lines[0].grid.cols
    if abs(cols - header.cols) > _OTHER_COLUMNS:
        return False
    return cols == header.cols or bool(items(header, lines, goes_on=True))


def _longer(current: Listing, rows: Sequence[Item], piece: Piece) -> Listing:
    """The list with the rows of its next grid, the first of which may be the rest of its last."""
    known = current.items
    if rows and known and _is_repeated(known[-1], rows[0], current.header):
        rows = rows[1:]
    elif rows and known and _is_rest(rows[0], current.header.kind):
        whole = known[-1].with_rest(rows[0])
        known, rows = (*known[:-1], whole), rows[1:]
    return replace(current, items=(*known, *rows), last_page=piece.grid.page)


def _is_repeated(before: Item, item: Item, header: Header) -> bool:
    """A project cut by the page within its targets or indicators is printed again on the next one."""
    named = header.kind is ListKind.PROJECT and item.has(Role.NAME) and item.has(Role.TOTAL)
    is_cut = item.has(Role.PURPOSE) or header.paths.keys() > header.roles.keys()
    return named and is_cut and all(before.words(role) == item.words(role) for role in _OF_PROJECT)


def _is_rest(item: Item, kind: ListKind) -> bool:
    """A row without its money is the rest of the row the page cut."""
    figures = FIGURES.intersection(item.texts)
    return kind in _CUT and bool(figures) and not any(map(item.has, figures))
