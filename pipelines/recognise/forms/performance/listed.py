"""Forms that list projects: one block of indicator rows a project, its name and money in merged cells beside them."""

from __future__ import annotations

from dataclasses import replace

from pipelines.model.form_words import IndicatorRole, LabelField, Lane, Subject
from pipelines.model.text import join_wrapped
from pipelines.recognise.forms.codes import coded_name
from pipelines.recognise.forms.money import money
from pipelines.recognise.forms.performance.model import Amount, Form, Indicator
from pipelines.recognise.forms.vocabulary import first_unit

_MONEY = {
    IndicatorRole.PROJECT_AMOUNT: LabelField.TOTAL,
    IndicatorRole.PROJECT_FISCAL: LabelField.FISCAL,
    IndicatorRole.PROJECT_OTHER: LabelField.OTHER,
}
_HEADS = 3  # rows of a header


def with_project(form: Form, row: Indicator) -> Form:
    """The form with the project ``row`` belongs to as its last: the one it had, or a new one where its cell says so."""
    cell = row.cells.get(IndicatorRole.PROJECT_NAME)
    name = join_wrapped(row.text(IndicatorRole.PROJECT_NAME))
    before = form.indicators[-1].cells.get(IndicatorRole.PROJECT_NAME) if form.indicators else None
    if not form.projects:
        return _with_new(form, row, name) if name or row.own(IndicatorRole.PROJECT_NAME) is not None else form
    if cell is not None and cell is before:
        return form
    if row.opens_grid:
        return _gone_on(form, row, name)
    if name:
        return form if form.projects[-1].printed_name == name else _with_new(form, row, name)
    return _with_new(form, row, "") if _is_cut(row) else form  # its name is on the next page


def _gone_on(form: Form, row: Indicator, name: str) -> Form:
    """The first row of a page: the rest of the last project's cells, or the next project."""
    last = form.projects[-1]
    if last.name is None:
        return _with_last(form, _filled(last, row, name))  # printed in the part of its cell on this page
    if _prints_words_only(row, name):
        is_next = coded_name(_plain(name)) is not None
        return _with_new(form, row, name) if is_next else _with_last(form, _filled(last, row, last.printed_name + name))
    return _with_new(form, row, name) if name and name != last.printed_name else form


def _prints_words_only(row: Indicator, name: str) -> bool:
    has_words = bool(name) or row.has(IndicatorRole.PROJECT_GOAL)
    return has_words and not row.has(IndicatorRole.PROJECT_AMOUNT)


def _is_cut(row: Indicator) -> bool:
    """Whether the cell of a name begins in this row and reaches the end of its page."""
    cell, grid = row.own(IndicatorRole.PROJECT_NAME), row.line.grid
    return cell is not None and grid.method != "text" and cell.row + cell.row_span >= grid.rows


def _with_new(form: Form, row: Indicator, name: str) -> Form:
    cell = row.cells.get(IndicatorRole.PROJECT_NAME) or row.line.cells[0]
    project = Form(Subject.PROJECT, form.table_no, form.title, row.line.place(cell), form.unit)
    return replace(form, projects=(*form.projects, _filled(project, row, name)))


def _with_last(form: Form, project: Form) -> Form:
    return replace(form, projects=(*form.projects[:-1], project))


def _filled(project: Form, row: Indicator, name: str) -> Form:
    """The project with what its cells in ``row`` say."""
    filled = _named(project, name) if name else project
    goal = join_wrapped(row.text(IndicatorRole.PROJECT_GOAL))
    if goal:
        filled = filled.with_longer_text(LabelField.GOAL, goal)
    amounts = [amount for role, label in _MONEY.items() if (amount := _amount(filled, row, role, label)) is not None]
    keys = {amount.key for amount in amounts}
    others = [amount for amount in filled.amounts if amount.key not in keys]
    return replace(filled, amounts=(*others, *amounts))


def _named(project: Form, name: str) -> Form:
    found = coded_name(_plain(name))
    named = replace(project, printed_name=name, name=name, name_printed=True)
    if found is None:
        return named
    return replace(named, name=found.name).with_new_text(LabelField.PROJECT_CODE, found.code)


def _plain(name: str) -> str:
    return name.replace(" ", "")


def _amount(project: Form, row: Indicator, role: IndicatorRole, label: LabelField) -> Amount | None:
    cell = row.cells.get(role)
    if cell is None:
        return None
    above = [c.text for c in row.line.grid.cells if c.col == cell.col and c.row < row.line.row and c.text.strip()]
    found = money(cell.text, first_unit(above[:_HEADS]) or project.unit)
    return Amount(label, Lane.YEAR, None, found, row.line.place(cell)) if found is not None else None
