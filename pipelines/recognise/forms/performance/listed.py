"""Forms that list projects: one block of indicator rows a project, its name and money in merged cells beside them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipelines.model.form_words import IndicatorRole, LabelField, Lane, Subject
from pipelines.model.row_roles import RowRole
from pipelines.model.text import join_wrapped
from pipelines.recognise.forms.codes import coded_name, without_unit_code
from pipelines.recognise.forms.lists.roles import prints_total
from pipelines.recognise.forms.money import is_figure, money
from pipelines.recognise.forms.performance.model import Amount, Form, Indicator
from pipelines.recognise.forms.vocabulary import first_unit

_MONEY = (
    (IndicatorRole.PROJECT_AMOUNT, LabelField.TOTAL),
    (IndicatorRole.PROJECT_APPROPRIATION, LabelField.TOTAL),
    (IndicatorRole.PROJECT_APPROPRIATION, LabelField.FISCAL),
    (IndicatorRole.PROJECT_FISCAL, LabelField.FISCAL),
    (IndicatorRole.PROJECT_OTHER, LabelField.OTHER),
)
_WHOLE = (IndicatorRole.PROJECT_AMOUNT, IndicatorRole.PROJECT_APPROPRIATION)
_OF_ONE_PROJECT = (
    IndicatorRole.PROJECT_GOAL,
    IndicatorRole.LEVEL_1,
    IndicatorRole.LEVEL_2,
    IndicatorRole.LEVEL_3,
    IndicatorRole.TARGET,
)
_NAMING = 3  # cells: 合计 stands in one of the first
_HEADS = 3  # rows of a header
_SEVERAL = 2  # projects that tell how those of a list print their money


def with_project(form: Form, row: Indicator) -> Form:
    """The form with the project ``row`` belongs to as its last: the one it had, or a new one where its cell says so."""
    cell = row.cells.get(IndicatorRole.PROJECT_NAME)
    name = join_wrapped(row.text(IndicatorRole.PROJECT_NAME))
    before = form.indicators[-1].cells.get(IndicatorRole.PROJECT_NAME) if form.indicators else None
    if not form.projects or form.projects[-1].sum_role is not None:
        return _with_new(form, row, name) if name or row.own(IndicatorRole.PROJECT_NAME) is not None else form
    more = _prints_more_money(form.projects[-1], row)
    if cell is not None and cell is before:
        return _with_next_money(form, row) if more else form
    if row.opens_grid:
        return _gone_on(form, row, name)
    if name:
        is_same = form.projects[-1].printed_name == name
        return _again(form, row, more=more) if is_same else _with_new(form, row, name)
    if _is_cut(row):
        return _with_new(form, row, "")  # its name is on the next page
    return _with_next_money(form, row) if more else form


def settled(form: Form) -> Form:
    """The form whose projects without a name have that of the one before, where its cell goes on to them."""
    projects: list[Form] = []
    for project in form.projects:
        is_open = project.name is None and project.goes_on and projects and projects[-1].name is not None
        projects.append(_named(project, projects[-1].printed_name) if is_open else project)
    return replace(form, projects=tuple(projects)) if form.projects else form


def is_sum_of_projects(row: Indicator) -> bool:
    """Whether a row of a list prints an amount and neither a goal nor an indicator: the sum of all, or of a unit."""
    if IndicatorRole.PROJECT_NAME not in row.cells or any(map(row.has, _OF_ONE_PROJECT)):
        return False
    return any(row.own(role) is not None and is_figure(row.text(role)) for role in _WHOLE)


def with_sum(form: Form, row: Indicator) -> Form:
    """The form with a sum of its projects; one that the next page repeats counts once."""
    name = join_wrapped(row.text(IndicatorRole.PROJECT_NAME)) or join_wrapped(row.line.filled[0].text)
    role = RowRole.TOTAL if prints_total(row.line.filled[:_NAMING]) else RowRole.SUBTOTAL
    longer = _with_new(form, row, name)
    found = replace(longer.projects[-1], sum_role=role)
    known = {(project.printed_name, project.sum_role, _yuan(project)) for project in form.projects}
    return form if (name, role, _yuan(found)) in known else _with_last(longer, found)


def _yuan(project: Form) -> Decimal | None:
    amount = project.amount(Lane.YEAR, LabelField.TOTAL)
    return amount.money.yuan if amount is not None else None


def _prints_more_money(last: Form, row: Indicator) -> bool:
    """Whether a row below those of a project with its money prints money of its own: one name stands over several."""
    return bool(last.amounts) and any(map(row.own, _WHOLE)) and bool(_amounts(last, row))


def _with_next_money(form: Form, row: Indicator) -> Form:
    """The form with another amount, and what it is for, under the name of the last project."""
    longer = _with_new(form, row, form.projects[-1].printed_name)
    return _with_last(longer, replace(longer.projects[-1], goes_on=True))


def _gone_on(form: Form, row: Indicator, name: str) -> Form:
    """The first row of a page: the rest of the last project's cells, or the next project."""
    last = form.projects[-1]
    more = _prints_more_money(last, row)
    if last.name is None:
        whole = _with_name(form, name) if name else form  # printed in the part of its cell on this page
        return _with_next_money(whole, row) if more else _with_last(whole, _filled(whole.projects[-1], row, ""))
    if not name and more:
        opened = _with_new(form, row, "")  # under the name before, or one on a later page
        return _with_last(opened, replace(opened.projects[-1], goes_on=True))
    if _prints_words_only(row, name):
        is_next = coded_name(_plain(name)) is not None
        return _with_new(form, row, name) if is_next else _with_last(form, _filled(last, row, last.printed_name + name))
    return _with_named(form, row, name, more=more) if name else _with_last(form, _filled(last, row, ""))


def _with_named(form: Form, row: Indicator, name: str, *, more: bool) -> Form:
    """The form with a row that opens a page with name and money: of the last project, repeated or cut, or the next."""
    last = form.projects[-1]
    if name == last.printed_name:
        return _again(form, row, more=more)
    if _awaits_money(form, name) and _is_below_cut(form):
        return _with_last(form, _filled(last, row, last.printed_name + name))
    return _with_new(form, row, name)


def _again(form: Form, row: Indicator, *, more: bool) -> Form:
    """The form with a row that prints the name of the last project again, with the same money or another."""
    last = form.projects[-1]
    is_repeated = not more or _amounts(last, row)[0].money.yuan in {amount.money.yuan for amount in last.amounts}
    return form if is_repeated else _with_next_money(form, row)


def _with_name(form: Form, name: str) -> Form:
    """The form whose last projects, all under one name that the page cut, have it."""
    projects = list(form.projects)
    for number in reversed(range(len(projects))):
        if projects[number].name is not None:
            break
        projects[number] = _named(projects[number], name)
        if not projects[number].goes_on:
            break
    return replace(form, projects=tuple(projects))


def _awaits_money(form: Form, name: str) -> bool:
    """Whether the money printed with ``name`` is that of the last project, whose name the page cut.

    The last has none yet.  In a list that prints codes the rest has none; without codes all others have their money.
    """
    *others, last = form.projects
    if last.amounts or coded_name(_plain(name)) is not None:
        return False
    if coded_name(_plain(last.printed_name + name)) is not None:
        return True
    is_coded = any(project.text(LabelField.PROJECT_CODE) for project in others)
    return not is_coded and len(others) >= _SEVERAL and all(project.amounts for project in others)


def _is_below_cut(form: Form) -> bool:
    """Whether the cell of the last name reaches the end of its page."""
    cell, grid = form.indicators[-1].cells.get(IndicatorRole.PROJECT_NAME), form.indicators[-1].line.grid
    return cell is not None and grid.method != "text" and cell.row + cell.row_span >= grid.rows


def _prints_words_only(row: Indicator, name: str) -> bool:
    has_words = bool(name) or row.has(IndicatorRole.PROJECT_GOAL)
    return has_words and not any(map(row.has, _WHOLE))


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
    unit = join_wrapped(row.text(IndicatorRole.PROJECT_UNIT))
    if unit:
        filled = filled.with_text(LabelField.UNIT_NAME, without_unit_code(unit))
    amounts = _amounts(filled, row)
    keys = {amount.key for amount in amounts}
    others = [amount for amount in filled.amounts if amount.key not in keys]
    return replace(filled, amounts=(*others, *amounts))


def _amounts(project: Form, row: Indicator) -> list[Amount]:
    """What the cells of money in ``row`` print."""
    found = (_amount(project, row, role, label) for role, label in _MONEY)
    return [amount for amount in found if amount is not None]


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
