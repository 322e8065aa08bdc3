"""Performance forms of a document: its grids read one after the other, forms opened and closed on the way.

1. a grid that is a money statement or a list closes the open form
2. rows of the piece   a sheet can hold several tables: only the rows of this one (sharing)
3. belonging           by labels and headers inside, or because it goes on with the open form
4. title               opens the next form, unless it repeats that of the open one (naming)
5. rows                each taken as a header, a start, a title, or by the mode that the rows before set (reading):
                       head (parts, head), yearly tasks (tasks), indicators (indicators, listed)
6. rows of raw.form    last, since levels and names may stand on the next page (levels, rows, profile)
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from operator import itemgetter

from pipelines.model.form_words import IndicatorRole
from pipelines.model.statements import Statement
from pipelines.model.text import compact
from pipelines.recognise.forms.model import FormRow, Line, Lines
from pipelines.recognise.forms.performance.belonging import belongs, title_opens
from pipelines.recognise.forms.performance.columns import Columns
from pipelines.recognise.forms.performance.findings import form_findings, unknown_heads
from pipelines.recognise.forms.performance.head import Head
from pipelines.recognise.forms.performance.listed import settled
from pipelines.recognise.forms.performance.model import Form
from pipelines.recognise.forms.performance.naming import nearest_form_title, subject_of
from pipelines.recognise.forms.performance.reading import Around, Reading, read_rows
from pipelines.recognise.forms.performance.rows import form_rows
from pipelines.recognise.forms.performance.sharing import rows_of_piece
from pipelines.recognise.forms.performance.unread import unread_indicators
from pipelines.recognise.forms.surroundings import statement_of
from pipelines.recognise.forms.vocabulary import first_unit
from pipelines.recognise.model import Finding, Piece, Table

__all__ = ["NO_FORMS", "Performance", "performance"]

_STATEMENTS = frozenset({Statement.PERFORMANCE_PROJECT, Statement.PERFORMANCE_DEPARTMENT})


@dataclass(frozen=True, slots=True)
class Performance:
    """The rows of every form, the grids they were read from, and what was not read."""

    rows: list[FormRow]
    grids: frozenset[int]
    findings: list[Finding]


NO_FORMS = Performance([], frozenset(), [])


@dataclass(frozen=True, slots=True)
class Walk:
    """Between two grids: the forms that are closed, and the one that is open, last read on ``last_page``.

    ``before``: the columns of a form that was closed, for the next one.
    """

    done: tuple[Form, ...] = ()
    reading: Reading | None = None
    before: Columns[IndicatorRole] | None = None
    last_page: int = 0
    grids: frozenset[int] = frozenset()

    @property
    def forms(self) -> tuple[Form, ...]:
        """All forms, the open one last."""
        return self.done if self.reading is None else (*self.done, *self.reading.forms)

    def closed(self) -> Walk:
        """Nothing that follows belongs to the form before."""
        if self.reading is None:
            return self
        return replace(self, done=self.forms, reading=None, before=self.reading.before)

    def opened(self, form: Form) -> Reading:
        """The reading of the next form."""
        if self.reading is None:
            return Reading(Head(form), before=self.before)
        return self.reading.opened(form)


def performance(
    tables: Sequence[Table], taken: Set[int], lines: Lines, reports: Sequence[tuple[int, str]] = ()
) -> Performance:
    """The forms of a document in reading order.

    Money statements and the grids of lists (``taken``) are passed over.  A form goes on over pages until a title,
    another table or a new name.  ``reports``: headings of reports (naming), which name what tables below them do not.
    """
    walk = Walk()
    seen: set[int] = set()
    for table in tables:
        if not _may_hold_forms(table):
            walk = walk.closed()
            continue
        parted = _parted(table)
        for piece in table.pieces:
            grid_no = piece.grid.grid_no
            if grid_no in taken:
                walk = walk.closed()
            elif grid_no not in seen or grid_no not in parted:
                seen.add(grid_no)
                of_piece = _rows(piece, tables, lines)
                walk = _grid(walk, table, piece, of_piece, _report_over(piece, reports))
    forms = [settled(form) for form in walk.forms if not form.is_empty]
    rows = [row for form in forms for row in form_rows(form)]
    unread = unread_indicators(tables, taken, walk.forms, lines)
    return Performance(rows, walk.grids, [*unknown_heads(forms), *_said(forms), *unread])


def _said(forms: Sequence[Form]) -> Iterator[Finding]:
    return (finding for form in forms for finding in form_findings(form))


def _may_hold_forms(table: Table) -> bool:
    statement = statement_of(table)
    return statement is None or statement in _STATEMENTS


def _parted(table: Table) -> Set[int]:
    """The grids of which a table holds several pieces."""
    return {grid_no for grid_no, pieces in Counter(piece.grid.grid_no for piece in table.pieces).items() if pieces > 1}


def _rows(piece: Piece, tables: Sequence[Table], lines: Lines) -> list[Line]:
    first, last = rows_of_piece(piece, tables)
    return lines.of(piece.grid)[first:last]


def _report_over(piece: Piece, reports: Sequence[tuple[int, str]]) -> str | None:
    """The project of the last heading of a report above a grid."""
    at = bisect_left(reports, piece.grid.order, key=itemgetter(0))
    return reports[at - 1][1] if at else None


def _grid(walk: Walk, table: Table, piece: Piece, rows: Sequence[Line], report: str | None) -> Walk:
    """The walk after one grid."""
    above = [*piece.context, *piece.titles]
    title = nearest_form_title(above)
    if not rows or not belongs(walk.reading, walk.last_page, piece, rows, title):
        return walk.closed()
    around = Around(table.table_no, _unit(above) or table.unit, report)
    reading = read_rows(_reading(walk, title, rows, around), rows, around)
    return replace(walk, reading=reading, last_page=piece.grid.page, grids=walk.grids | {piece.grid.grid_no})


def _reading(walk: Walk, title: str | None, lines: Sequence[Line], around: Around) -> Reading:
    """The open form, or a new one where none is open or the title begins one."""
    reading = walk.reading
    if reading is not None and (title is None or not title_opens(reading, title, lines)):
        return reading
    name = title or ""
    return walk.opened(around.form(subject_of(name), name, lines[0], around.unit))


def _unit(above: Sequence[str]) -> str | None:
    """The money unit of the lines above a grid, nearest first."""
    return first_unit(line for line in reversed(above) if "单位" in line or "(" in compact(line))
