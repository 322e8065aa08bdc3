"""Files that hold the sets of several bodies without a cover for each: told by the body that each table prints.

A table says whose it is in its caption (部门：…), in its title, or by the heading above it (二、…本级, the name of its
sheet).  A department's tables may name others by mistake or in other words, so a name alone makes no part: its tables
must repeat statements that another body's tables were already (no body prints one statement twice), with other figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipelines.model.document import Document
from pipelines.recognise.model import Piece, Table

from . import regions
from .flat import START, Spot, squeezed
from .named import Body, Extent, are_same, of_heading, of_table

_SURE, _FEW = 3, 2  # statements printed again: so many cannot be an oversight; fewer must have other figures
_PROSE = frozenset({"body", "textbox"})
_LONGEST_TITLE = 60
_SENTENCE_OR_NOTE = ("注", "备注", "说明")

Line = tuple[Spot, str]


@dataclass(frozen=True, slots=True)
class Begun:
    """Where tables of a body begin, up to the next; ``None`` is whoever the document is of."""

    begin: Spot
    body: Body | None


@dataclass(frozen=True, slots=True)
class _Said:
    """A table, the body that it prints, the one that stands above it, and where its own lines begin."""

    table: Table
    begin: Spot
    printed: Body | None
    headed: Body | None

    @property
    def is_statement(self) -> bool:
        return _is_statement(self.table)

    @property
    def figures(self) -> tuple[tuple[str, ...], ...]:
        return tuple(row.texts for row in self.table.body)


@dataclass(slots=True)
class _Set:
    """The statements of one body."""

    body: Body | None
    members: list[_Said] = field(default_factory=list)


def bundled(document: Document, tables: Sequence[Table]) -> list[Begun]:
    """Where the tables of each body begin, in reading order; none where all are of one body.

    ``tables``: those of ``document``, named.  The same body may come again (several bodies under each statement).
    """
    statements = [table.outcome for table in tables if _is_statement(table)]
    if len(set(statements)) == len(statements):
        return []
    said = list(_said(document, tables))
    return _begun(said, [one.printed or one.headed for one in said]) or _begun(said, [one.headed for one in said])


def _is_statement(table: Table) -> bool:
    return table.layout is not None and table.layout.money


# --- what each table says


def _said(document: Document, tables: Sequence[Table]) -> Iterator[_Said]:
    orders = {grid.grid_no: grid.order for grid in document.grids}
    sheets = {page.number: page.name for page in document.pages}
    lines = _lines(document)
    end, page = START, 0
    for table in tables:
        order = orders[table.grid_no]
        top = (order, end[1] + 1 if order == end[0] else 0)
        gap = [line for line in lines if end < line[0] < top]
        headed, begin = _headings(gap), _first_of_title(gap, top)
        if headed:
            begin = _first_of_last(headed)
        elif table.page_from != page and (name := sheets.get(table.page_from)):
            headed = _headings([(begin, line) for line in squeezed([name])])
        yield _Said(table, begin, of_table(squeezed(table.lines_above)), headed[-1][1] if headed else None)
        last = table.pieces[-1]
        end, page = (orders[last.grid.grid_no], _last_row(last)), table.page_to


def _lines(document: Document) -> list[Line]:
    """The lines outside of grids, in reading order."""
    paragraphs = sorted((one for one in document.paragraphs if one.kind in _PROSE), key=lambda one: one.order)
    texts = [(one.order, text) for one in paragraphs for text in one.text.replace("\t", "\n").split("\n")]
    lines = squeezed([text for _, text in texts])
    return [((order, 0), line) for line, (order, _) in zip(lines, texts, strict=True) if line]


def _headings(gap: Sequence[Line]) -> list[tuple[Spot, Body]]:
    """The headings of a body in ``gap``; those of several bodies right below one another are a list of units."""
    read = [(spot, of_heading(line)) for spot, line in gap]
    listed = {at for n, (one, other) in enumerate(pairwise(read)) if _are_listed(one[1], other[1]) for at in (n, n + 1)}
    return [(spot, body) for n, (spot, body) in enumerate(read) if body is not None and n not in listed]


def _are_listed(one: Body | None, other: Body | None) -> bool:
    if one is None or other is None or one.is_same(other):
        return False
    return not (one.canonical == other.canonical and Extent.UNSAID in {one.extent, other.extent})


def _first_of_last(headed: Sequence[tuple[Spot, Body]]) -> Spot:
    """Where the headings begin that name the same body as the last one does."""
    *_, (begin, last) = headed
    for spot, body in reversed(headed):
        if not body.is_same(last):
            break
        begin = spot
    return begin


def _first_of_title(gap: Sequence[Line], top: Spot) -> Spot:
    """Where the lines right above a table begin that can be its title and captions."""
    begin = top
    for spot, line in reversed(gap):
        if len(line) > _LONGEST_TITLE or "。" in line or line.startswith(_SENTENCE_OR_NOTE):
            break
        begin = spot
    return begin


def _last_row(piece: Piece) -> int:
    return max((cell.row_no for row in (*piece.header, *piece.body) for cell in row if cell is not None), default=0)


# --- which of them make a part


def _begun(said: Sequence[_Said], bodies: Sequence[Body | None]) -> list[Begun]:
    """Where the parts begin, ``bodies`` being those of the tables; one that names none is of the body before."""
    sets, whose = _sets(said, bodies)
    apart = [sets[0], *(own for n, own in enumerate(sets[1:], 1) if _stands(own, sets[:n]))]
    if len(apart) == 1:
        return []
    first = apart[0].members[0]
    now = apart[0]
    begun = [Begun(START, now.body)]
    for one, body in zip(said, whose, strict=True):
        before = now
        if one.begin > first.begin:
            now = next((own for own in apart if are_same(own.body, body)), now)
        if now is not before:
            begun.append(Begun(one.begin, now.body))
    return _with_extents(begun)


def _sets(said: Sequence[_Said], bodies: Sequence[Body | None]) -> tuple[list[_Set], list[Body | None]]:
    """The sets in the order of their first statements, and the body of each table.

    Whose a form is says nothing of the statements behind it, what stands above it does.
    """
    sets: list[_Set] = []
    whose: list[Body | None] = []
    now: Body | None = None
    for one, body in zip(said, bodies, strict=True):
        now = (body if one.is_statement else one.headed) or now
        whose.append(body or now)
        if one.is_statement:
            own = next((known for known in sets if are_same(known.body, now)), None)
            if own is None:
                own = _Set(now)
                sets.append(own)
            own.members.append(one)
    return sets, whose


def _stands(own: _Set, before: Sequence[_Set]) -> bool:
    """Whether the tables of a set repeat statements of those before it, so that they are another body's."""
    earlier: dict[str, list[_Said]] = {}
    for other in before:
        for member in other.members:
            earlier.setdefault(member.table.outcome, []).append(member)
    again = [member for member in own.members if member.table.outcome in earlier]
    statements = {member.table.outcome for member in again}
    if len(statements) >= _SURE:
        return True
    differs = any(member.figures != other.figures for member in again for other in earlier[member.table.outcome])
    return differs and (len(statements) >= _FEW or _is_in_full(own.body))


def _is_in_full(body: Body | None) -> bool:
    return body is not None and (body.extent is not Extent.UNSAID or bool(regions.read_prefix(body.name)[0]))


def _with_extents(begun: Sequence[Begun]) -> list[Begun]:
    """A body named without extent beside its 汇总, and with no 本级 of its own, is its own office."""
    bodies = [one.body for one in begun if one.body is not None]
    known = {extent: {body.canonical for body in bodies if body.extent is extent} for extent in Extent}
    alone = known[Extent.UNSAID] & known[Extent.WHOLE] - known[Extent.OWN]
    return [
        replace(one, body=replace(one.body, extent=Extent.OWN))
        if one.body is not None and one.body.extent is Extent.UNSAID and one.body.canonical in alone
        else one
        for one in begun
    ]
