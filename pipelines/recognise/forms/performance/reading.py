"""The rows of a grid taken up one after the other; where a row leaves the reading is a new value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Self

from pipelines.layouts.forms import pattern
from pipelines.model.document import Cell
from pipelines.model.form_words import TEXTS, IndicatorRole, LabelField, Subject, TaskRole
from pipelines.model.text import compact
from pipelines.recognise.forms.model import Line, Place
from pipelines.recognise.forms.performance.columns import Columns
from pipelines.recognise.forms.performance.head import Head
from pipelines.recognise.forms.performance.headers import indicator_headers, task_columns
from pipelines.recognise.forms.performance.indicators import has_levels, indicator, joins_previous
from pipelines.recognise.forms.performance.listed import is_sum_of_projects, with_project, with_sum
from pipelines.recognise.forms.performance.model import Form
from pipelines.recognise.forms.performance.naming import is_of_department, is_title_row, named_in, subject_of
from pipelines.recognise.forms.performance.tasks import task
from pipelines.recognise.forms.vocabulary import Label, start_of

_TARGETS = frozenset({IndicatorRole.TARGET, IndicatorRole.TARGET_UNIT})  # printed in one cell where a head spans both
_TELLING = (IndicatorRole.TARGET, IndicatorRole.PROJECT_AMOUNT, IndicatorRole.PROJECT_APPROPRIATION)
_FEW = 3  # cells of a row that holds a label and its value, and no indicator


class Mode(Enum):
    """What the next row is taken for."""

    HEAD = auto()
    TASKS = auto()
    INDICATORS = auto()
    DONE = auto()  # below the indicators


@dataclass(frozen=True, slots=True)
class Around:
    """What holds for all rows of a grid: its table, the money unit of the lines above it, and the project that the
    heading of the report it stands in names."""

    table_no: int
    unit: str | None
    report: str | None = None

    def form(self, subject: Subject, title: str, line: Line, unit: str | None) -> Form:
        """A form that begins in ``line``."""
        named = named_in(title)
        name = named.name or (self.report if subject is Subject.PROJECT else None)
        return Form(subject, self.table_no, title, place_of(line), unit, name, unit_name=named.unit_name)


@dataclass(frozen=True, slots=True)
class Reading:
    """The open form and where its reading stands.

    ``before``: columns of the form before, for a form that leaves its header out.  ``opening``: the next indicator row
    is the first of a grid that goes on.  ``done``: the forms before it.
    """

    head: Head
    mode: Mode = Mode.HEAD
    columns: Columns[IndicatorRole] | None = None
    before: Columns[IndicatorRole] | None = None
    tasks: Columns[TaskRole] | None = None
    opening: bool = False
    done: tuple[Form, ...] = ()

    @property
    def form(self) -> Form:
        """The open form."""
        return self.head.form

    @property
    def forms(self) -> tuple[Form, ...]:
        """All forms, the open one last."""
        return (*self.done, self.form)

    def opened(self, form: Form) -> Reading:
        """The reading of the next form."""
        return Reading(Head(form), before=self.columns or self.before, opening=self.opening, done=self.forms)

    def with_form(self, form: Form) -> Self:
        """The reading with more in its form."""
        return replace(self, head=replace(self.head, form=form))

    def as_mode(self, mode: Mode) -> Self:
        """The reading with its next row taken for something else."""
        return replace(self, mode=mode)


def place_of(line: Line) -> Place:
    """Where a row begins."""
    return Place(line.grid.page, line.grid.grid_no, line.row, line.cells[0].col if line.cells else 0)


def read_rows(reading: Reading, lines: Sequence[Line], around: Around) -> Reading:
    """The reading after all rows of a grid."""
    reading = replace(reading, opening=reading.columns is not None)
    headers = indicator_headers(lines)
    at = 0
    while at < len(lines):
        reading, rows = _step(reading, lines, at, headers.get(at), around)
        at += rows
    return reading


def _step(
    reading: Reading, lines: Sequence[Line], at: int, columns: Columns[IndicatorRole] | None, around: Around
) -> tuple[Reading, int]:
    """A header, which may have several rows, or one row."""
    if columns is not None:
        opening = reading.columns is not None and bool(reading.form.indicators)
        reading = reading.with_form(replace(reading.form, unknown_heads=columns.unknown))
        return replace(reading, columns=columns, mode=Mode.INDICATORS, opening=opening), columns.depth
    tasks = task_columns(lines, at)
    if tasks is not None:
        return replace(reading, tasks=tasks, mode=Mode.TASKS), tasks.depth
    return _row(reading, lines[at], around), 1


def _row(reading: Reading, line: Line, around: Around) -> Reading:
    """A row that is no header: a start goes before a title, a title before what the mode says."""
    if not line.filled:
        return reading
    label, name = start_of(line.filled[0].text)
    if label is not None and label.start:
        return _in_head(_started(reading, line, label, name, around), line, label)
    if is_title_row(line):
        return _titled(reading, line, around)
    if reading.mode is Mode.TASKS:
        return _in_tasks(reading, line, label, around)
    if reading.mode is Mode.INDICATORS:
        return _in_indicators(reading, line, label)
    return _in_head(reading, line, label)


def _started(reading: Reading, line: Line, label: Label, name: str, around: Around) -> Reading:
    """A label that begins a form: the one a title has just opened, or the next."""
    is_whole = label.field is LabelField.DEPARTMENT_NAME or is_of_department(name or line.filled[-1].text)
    subject = Subject.DEPARTMENT if is_whole else Subject.PROJECT
    form = reading.form
    if form.is_empty and not form.name_printed:
        started = reading.with_form(replace(form, subject=subject, place=place_of(line)))
    else:
        started = reading.opened(around.form(subject, form.title, line, around.unit or form.unit))
    if name:
        started = started.with_form(replace(started.form, name=name, name_printed=True))
    return started.as_mode(Mode.HEAD)


def _titled(reading: Reading, line: Line, around: Around) -> Reading:
    """A title inside the grid: of the next form, or of one that has only been opened."""
    title = line.filled[0].text
    form = reading.form
    if not form.is_empty:
        return reading.opened(around.form(subject_of(title), title, line, around.unit))
    named = named_in(title)
    unit_name = form.unit_name or named.unit_name
    named_form = replace(form, name=form.name or named.name, unit_name=unit_name)
    return reading.with_form(replace(named_form, title=title, subject=subject_of(title)))


def _in_tasks(reading: Reading, line: Line, label: Label | None, around: Around) -> Reading:
    if reading.tasks is None or line.filled[0].col not in reading.tasks.roles:
        return _in_head(reading.as_mode(Mode.HEAD), line, label)
    found = task(reading.tasks, line, around.unit)
    if found is None:
        return reading
    return reading.with_form(replace(reading.form, tasks=(*reading.form.tasks, found)))


def _in_indicators(reading: Reading, line: Line, label: Label | None) -> Reading:
    first = line.filled[0]
    if pattern("rows", "end").match(compact(first.text)) and not _prints_own(reading, line):
        return reading.as_mode(Mode.DONE)
    is_text = first.col == 0 and label is not None and label.field in TEXTS
    if is_text and not _covers_indicator(reading, line):
        return _in_head(reading.as_mode(Mode.HEAD), line, label)
    return _with_indicator(reading, line)


def _prints_own(reading: Reading, line: Line) -> bool:
    """Whether something is printed under the target alone, or under the money of a project: the row is an indicator, or
    a sum of projects, whatever its name begins with."""
    if reading.columns is None:
        return False
    cells = reading.columns.cells(line)
    return any(_stands_alone(line, cells, role) for role in _TELLING)


def _stands_alone(line: Line, cells: Mapping[IndicatorRole, Cell], role: IndicatorRole) -> bool:
    """Whether the cell under a role begins with the row, has text and stands under nothing else."""
    own = cells.get(role)
    if own is None or not line.begins(own) or not own.text.strip():
        return False
    return all(cell is not own for other, cell in cells.items() if other not in _TARGETS and other is not role)


def _covers_indicator(reading: Reading, line: Line) -> bool:
    """A block label (绩效目标指标) beside the first indicator, not a label with a value."""
    if reading.columns is None or len(line.cells) <= _FEW:
        return False
    return IndicatorRole.TARGET in reading.columns.cells(line)


def _in_head(reading: Reading, line: Line, label: Label | None) -> Reading:
    """A row of the head; below the indicators only a label leads back to it."""
    if reading.mode is Mode.DONE and label is None:
        return reading
    before = reading.before if reading.mode is Mode.HEAD and reading.columns is None else None
    if before is not None and has_levels(line, before):  # its header is that of the form before
        return _with_indicator(replace(reading, columns=before, mode=Mode.INDICATORS), line)
    return replace(reading, mode=Mode.HEAD, head=reading.head.read(line))


def _with_indicator(reading: Reading, line: Line) -> Reading:
    """The reading with a row of indicators, or with the rest of the last one, which a page cut."""
    columns = reading.columns
    row = indicator(line, columns, opens_grid=reading.opening) if columns is not None else None
    if row is None or columns is None:
        return reading
    form = reading.form
    if is_sum_of_projects(row):
        return reading.with_form(with_sum(form, row))
    reading = replace(reading, opening=False) if reading.opening else reading
    if form.indicators and joins_previous(row):
        *known, last = form.indicators
        return reading.with_form(replace(form, indicators=(*known, last.with_rest(row))))
    if IndicatorRole.PROJECT_NAME in columns.roles.values():
        form = with_project(form, row)
        row = replace(row, project=len(form.projects) - 1)
    return reading.with_form(replace(form, indicators=(*form.indicators, row)))
