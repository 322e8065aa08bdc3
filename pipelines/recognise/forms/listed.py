"""Forms that list projects: one block of indicator rows a project, its name and money in merged cells beside them."""

from __future__ import annotations

import re

from pipelines.layouts.forms import pattern
from pipelines.model.text import join_wrapped
from pipelines.recognise.forms.model import Form, Indicator
from pipelines.recognise.forms.money import money
from pipelines.recognise.forms.vocabulary import unit_of

_MONEY = {"project_amount": "total", "project_fiscal": "fiscal", "project_other": "other"}


def take_project(form: Form, row: Indicator) -> int:
    """The index in ``form.projects`` of the project ``row`` belongs to; a new one where its cell says so."""
    cell = row.cells.get("project_name")
    name = join_wrapped(row.texts.get("project_name", ""))
    before = form.indicators[-1].cells.get("project_name") if form.indicators else None
    if form.projects and cell is not None and cell is before:
        return len(form.projects) - 1
    if row.opens_grid and form.projects:
        _go_on(form, row, name)
    elif name and (not form.projects or form.projects[-1].fields.get("printed_name") != name):
        _fill(_new(form, row), row, name)
    elif not name and cell is not None and cell.row == row.line.row and (not form.projects or _reaches_end(row)):
        _fill(_new(form, row), row, "")  # a cell cut by the page: its name is on the next
    return len(form.projects) - 1


def _go_on(form: Form, row: Indicator, name: str) -> None:
    """The first row of a page: the rest of the last project's cells, or the next project."""
    last = form.projects[-1]
    if last.name is None:
        _fill(last, row, name)  # printed in the part of its cell on this page
    elif not row.texts.get("project_amount", "").strip() and (name or row.texts.get("project_goal", "").strip()):
        if not pattern("code", "in_name").match(name.replace(" ", "")):
            _fill(last, row, last.fields["printed_name"] + name)
        else:
            _fill(_new(form, row), row, name)
    elif name and last.fields.get("printed_name") != name:
        _fill(_new(form, row), row, name)


def _reaches_end(row: Indicator) -> bool:
    cell = row.cells["project_name"]
    return row.line.grid.method != "text" and cell.row + cell.row_span >= row.line.grid.rows


def _new(form: Form, row: Indicator) -> Form:
    place = row.line.place(row.cells.get("project_name") or row.line.cells[0])
    project = Form("project", form.table_no, form.title, place, form.unit)
    form.projects.append(project)
    return project


def _fill(project: Form, row: Indicator, name: str) -> None:
    if name:
        project.fields["printed_name"] = name
        project.name, project.name_printed = name, True
        found = re.match(pattern("code", "in_name"), name.replace(" ", ""))
        if found:
            project.fields["project_code"], project.name = found["code"], found["name"]
    goal = join_wrapped(row.texts.get("project_goal", ""))
    if goal:
        project.fields["goal"] = project.fields.get("goal", "") + goal
    for role, field in _MONEY.items():
        cell = row.cells.get(role)
        amount = money(cell.text, _unit(row, role) or project.unit) if cell is not None else None
        if amount is not None and cell is not None:
            project.money[("year", field, "")] = (amount, row.line.place(cell))


def _unit(row: Indicator, role: str) -> str | None:
    cell = row.cells[role]
    above = [c for c in row.line.grid.cells if c.col == cell.col and c.row < row.line.row and c.text.strip()]
    return next((u for c in above[:3] if (u := unit_of(c.text))), None)
