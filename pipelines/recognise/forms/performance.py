"""Performance forms of a document: rows of its grids read one after the other, forms opened and closed on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.layouts.forms import pattern
from pipelines.model.text import compact
from pipelines.recognise.forms.columns import Columns, indicator_columns, task_columns
from pipelines.recognise.forms.head import TEXTS, Head
from pipelines.recognise.forms.indicators import has_levels, indicator, join, joins_previous
from pipelines.recognise.forms.listed import take_project
from pipelines.recognise.forms.model import Form, Line, Lines, Place
from pipelines.recognise.forms.naming import is_department, is_title_row, name_in, nearest_form_title
from pipelines.recognise.forms.sharing import rows_of_piece
from pipelines.recognise.forms.tasks import task
from pipelines.recognise.forms.vocabulary import label_of, start_of, unit_of
from pipelines.recognise.model import Piece, Table
from pipelines.recognise.tables.titles import is_meta

_RUNNING = re.compile(r"^[-—_第\d\s页共/·.]*$")


@dataclass(slots=True)
class Walk:
    """Where the reading stands.  ``mode``: head, tasks, indicators or done."""

    forms: list[Form] = field(default_factory=list)
    form: Form | None = None
    head: Head | None = None
    mode: str = "head"
    columns: Columns | None = None
    before: Columns | None = None  # of the form before, for a form that leaves its header out
    tasks: Columns | None = None
    last_page: int = 0
    grids: set[int] = field(default_factory=set)  # grids that belong to forms
    table: Table | None = None

    def open(self, kind: str, title: str, place: Place, unit: str | None) -> Form:
        """Begin a form; ``unit`` is the money unit of the lines above it."""
        assert self.table is not None
        self.form = Form(kind, self.table.table_no, title, place, unit)
        self.form.name = name_in(title)
        self.forms.append(self.form)
        self.head = Head(self.form)
        self.before = self.columns or self.before
        self.mode, self.columns, self.tasks = "head", None, None
        return self.form

    def close(self) -> None:
        """Nothing that follows belongs to the form before."""
        self.form, self.head, self.columns, self.tasks = None, None, None, None


def performance_forms(tables: list[Table], taken: set[int], lines: Lines) -> tuple[list[Form], set[int]]:
    """The forms of a document in reading order, and the grids they were read from.

    Money statements and the grids of lists (``taken``) are passed over.  A form goes on over pages until a title,
    another table or a new name.
    """
    walk = Walk()
    seen: set[int] = set()
    for table in tables:
        if table.layout is not None and (table.layout.money or not table.layout.id.startswith("performance")):
            walk.close()
            continue
        walk.table = table
        shared = [p.grid.grid_no for p in table.pieces]
        for piece in table.pieces:
            if piece.grid.grid_no in taken:
                walk.close()
                continue
            if piece.grid.grid_no in seen and shared.count(piece.grid.grid_no) > 1:
                continue
            seen.add(piece.grid.grid_no)
            first, last = rows_of_piece(piece, tables)
            _piece(walk, piece, lines.of(piece.grid)[first:last])
    return [f for f in walk.forms if not f.is_empty], walk.grids


def _piece(walk: Walk, piece: Piece, lines: list[Line]) -> None:
    title = nearest_form_title([*piece.context, *piece.titles])
    if not lines or not _belongs(walk, piece, lines, title):
        walk.close()
        return
    walk.grids.add(piece.grid.grid_no)
    walk.last_page = piece.grid.page
    unit = next((u for text in reversed([*piece.context, *piece.titles]) if (u := _unit_line(text))), None)
    assert walk.table is not None
    unit = unit or walk.table.unit
    if title is not None and _title_opens(walk, title, lines):
        walk.open("department" if is_department(title) else "project", title, _place(lines[0]), unit)
    elif walk.form is None:
        walk.open("project", title or "", _place(lines[0]), unit)
    _rows(walk, lines, unit)


def _unit_line(text: str) -> str | None:
    return unit_of(text) if "单位" in text or "(" in compact(text) else None


def _place(line: Line) -> Place:
    return Place(line.grid.page, line.grid.grid_no, line.row, line.cells[0].col if line.cells else 0)


def _belongs(walk: Walk, piece: Piece, lines: list[Line], title: str | None) -> bool:
    """Whether a grid is (part of) a performance form, by what stands in it."""
    if any(indicator_columns(lines, n) for n in range(len(lines))):
        return True
    labels = [label for line in lines for c in line.cells if c.text.strip() and (label := label_of(c.text))]
    if any(x.start for x in labels) and (title is not None or len(labels) >= 3):
        return True
    if title is not None and (len([x for x in labels if x.field != "none"]) >= 1):
        return True
    if walk.form is None or walk.last_page not in {piece.grid.page, piece.grid.page - 1}:
        return False
    prose = [t for t in piece.context if not _RUNNING.match(t) and not is_meta(compact(t)) and t != title]
    return (len(prose) <= 1 and _fits(walk, lines)) or (walk.columns is not None and walk.columns.same_grid(lines))


def _fits(walk: Walk, lines: list[Line]) -> bool:
    if walk.columns is None:
        return any(label_of(c.text) for line in lines[:3] for c in line.cells)
    roles = {role for line in lines[:6] for role in walk.columns.cells(line)}
    return bool(roles & {"target", "level_3"})


def _title_opens(walk: Walk, title: str, lines: list[Line]) -> bool:
    """A title begins a form unless it only repeats the title of a form that goes on."""
    if walk.form is None:
        return True
    if title != walk.form.title:
        return not _goes_straight_on(lines) or name_in(title) is not None
    return not _goes_straight_on(lines) and walk.mode != "head" and indicator_columns(lines, 0) is None


def _goes_straight_on(lines: list[Line]) -> bool:
    """No head and no header: the grid begins in the middle of the indicators."""
    for n, line in enumerate(lines):
        if indicator_columns(lines, n):
            return False
        for cell in line.cells:
            label = label_of(cell.text)
            if label is not None and label.field != "none":
                return False
    return True


def _rows(walk: Walk, lines: list[Line], unit: str | None) -> None:
    opening = walk.columns is not None  # the next indicator row is the first of a grid that goes on
    at = 0
    while at < len(lines):
        line = lines[at]
        columns = indicator_columns(lines, at)
        if columns is not None:
            opening = walk.columns is not None and walk.form is not None and bool(walk.form.indicators)
            _header(walk, columns, line, unit)
            at += columns.depth
            continue
        tasks = task_columns(lines, at)
        if tasks is not None:
            walk.tasks, walk.mode = tasks, "tasks"
            at += tasks.depth
            continue
        if _row(walk, line, unit, opening):
            opening = False
        at += 1


def _header(walk: Walk, columns: Columns, line: Line, unit: str | None) -> None:
    if walk.form is None:
        walk.open("project", "", _place(line), unit)
    walk.columns, walk.mode = columns, "indicators"


def _row(walk: Walk, line: Line, unit: str | None, opening: bool) -> bool:
    """Take up one row that is no header.  True where it was an indicator."""
    first = next((c for c in line.cells if c.text.strip()), None)
    if first is None or walk.form is None:
        return False
    label, name = start_of(first.text)
    if label is not None and label.start:
        _start(walk, line, "department" if label.field == "department_name" else "project", unit)
        if name:
            walk.form.name, walk.form.name_printed = name, True
    elif is_title_row(line):
        if not walk.form.is_empty:
            walk.open("department" if is_department(first.text) else "project", first.text, _place(line), unit)
        else:
            walk.form.title = first.text
            walk.form.kind = "department" if is_department(first.text) else "project"
            walk.form.name = walk.form.name or name_in(first.text)
        return False
    elif walk.mode == "tasks" and walk.tasks is not None:
        if first.col in walk.tasks.roles:
            task(walk.form, walk.tasks, line, unit)
            return False
        walk.mode = "head"
    elif walk.mode == "indicators":
        if pattern("rows", "end").match(compact(first.text)):
            walk.mode = "done"
            return False
        if first.col > 0 or label is None or label.field not in TEXTS or _covers_indicator(walk, line):
            return _indicator(walk, line, opening)
        walk.mode = "head"
    if walk.mode == "head" and walk.columns is None and walk.before is not None and has_levels(line, walk.before):
        walk.columns, walk.mode = walk.before, "indicators"
        return _indicator(walk, line, opening)
    if walk.mode == "done":
        if label is None:
            return False
        walk.mode = "head"
    assert walk.head is not None
    walk.head.read(line)
    return False


def _covers_indicator(walk: Walk, line: Line) -> bool:
    """A block label (绩效目标指标) beside the first indicator, not a label with a value."""
    return walk.columns is not None and "target" in walk.columns.cells(line) and len(line.cells) > 3


def _start(walk: Walk, line: Line, kind: str, unit: str | None) -> None:
    assert walk.form is not None
    if walk.form.is_empty and not walk.form.name_printed:
        walk.form.kind = kind
        walk.form.place = _place(line)
    else:
        walk.open(kind, walk.form.title, _place(line), unit or walk.form.unit)
    walk.mode = "head"


def _indicator(walk: Walk, line: Line, opening: bool) -> bool:
    assert walk.form is not None and walk.columns is not None
    row = indicator(line, walk.columns, opening)
    if row is None:
        return False
    if walk.form.indicators and joins_previous(row):
        join(walk.form.indicators[-1], row)
        return True
    if "project_name" in walk.columns.roles.values():
        row.project = take_project(walk.form, row)
    walk.form.indicators.append(row)
    return True
