"""Performance forms to rows of raw.form: projects, indicators, and what a department says of itself."""

from __future__ import annotations

import re

from pipelines.layouts.forms import pattern
from pipelines.recognise.forms.indicators import filled
from pipelines.recognise.forms.model import Form, FormRow, Indicator, Place
from pipelines.recognise.forms.money import Money
from pipelines.recognise.forms.stated import stated_rows

UNNAMED = "（名称未读出）"  # its indicators are there, its name is printed outside the table
_AMOUNTS = {
    "fiscal": "fiscal_amount",
    "other": "other_amount",
    "carryover": "carryover_amount",
    "transfer": "transfer_amount",
}
_STATING = ("purpose", "goal", "period_goal")
_COPIED = ("project_code", "unit_name", "goal", "plan_q1", "plan_q2", "plan_q3", "plan_q4")


def rows_of(form: Form) -> list[FormRow]:
    """Every row of one form.  A form without a name (an empty template) gives none."""
    if form.projects:
        return _listed(form)
    if form.kind == "department":
        return [*_profile(form), *_indicators(form, form.indicators, None, None)]
    if not form.name:
        return []
    project = project_row(form)
    return [project, *_stated(form, project), *_indicators(form, form.indicators, project.place, form.name)]


def _listed(form: Form) -> list[FormRow]:
    out: list[FormRow] = []
    for n, project in enumerate(form.projects):
        if project.name is None:
            project.name = UNNAMED
        row = project_row(project)
        own = [i for i in form.indicators if i.project == n]
        out += [row, *_stated(project, row), *_indicators(form, own, row.place, project.name)]
    return out


def _stated(form: Form, project: FormRow) -> list[FormRow]:
    """What the texts of the form say of the project's money."""
    texts = [(form.fields[name], form.places.get(name, form.place)) for name in _STATING if form.fields.get(name)]
    return stated_rows(project, texts)


def project_row(form: Form) -> FormRow:
    """The project a form is about, amounts in yuan."""
    assert form.name is not None
    lane = "year" if any(k[0] == "year" and k[1] == "total" for k in form.money) else "period"
    amount = (
        _of(form, lane, "total", "mark_budget")
        or _of(form, lane, "total", "")
        or _of(form, lane, "total", "mark_initial")
    )
    fields = {"project_name": form.name, "source": "performance_form"}
    fields |= {name: form.fields[name] for name in _COPIED if form.fields.get(name)}
    fields["purpose"] = form.fields.get("purpose") or form.fields.get("goal") or form.fields.get("period_goal", "")
    place = form.places.get("project_name", form.place)
    if amount is not None:
        money, place = amount
        fields |= {
            "amount": str(money.yuan),
            "amount_published": money.text,
            "unit": money.unit,
            "rounding_step": str(money.step),
            "amount_basis": lane,
        }
    for name, column in _AMOUNTS.items():
        part = _of(form, lane, name, "mark_budget") or _of(form, lane, name, "")
        if part is not None:
            fields[column] = str(part[0].yuan)
    for column, found in (
        ("executed_amount", _of(form, "year", "total", "mark_executed")),
        ("period_amount", _of(form, "period", "total", "")),
    ):
        if found is not None:
            fields[column] = str(found[0].yuan)
    fields |= _code_parts(fields.get("project_code"))
    return FormRow("project", place, form.table_no, {k: v for k, v in fields.items() if v})


def _of(form: Form, lane: str, name: str, mark: str) -> tuple[Money, Place] | None:
    return form.money.get((lane, name, mark))


def _code_parts(code: str | None) -> dict[str, str]:
    found = re.match(pattern("code", "shape"), code) if code else None
    return {} if found is None else {"project_region_code": found["region"], "project_year": f"20{found['year']}"}


def _indicators(form: Form, rows: list[Indicator], project: Place | None, name: str | None) -> list[FormRow]:
    out = []
    for row, fields in zip(rows, filled(rows), strict=True):
        if not fields:
            continue
        if name is not None and project is not None:
            fields["project_name"] = name
            fields["project_place"] = f"{project.grid_no}-{project.row_no}-{project.col_no}"
        cell = next(
            (row.cells[r] for r in ("level_3", "target") if r in row.cells and row.cells[r].row == row.line.row),
            row.line.cells[0],
        )
        out.append(FormRow("indicator", row.line.place(cell), form.table_no, fields))
    return out


def _profile(form: Form) -> list[FormRow]:
    """Duties, goal, yearly tasks and the budget printed on a department's form."""
    out = []
    for name in ("duty", "goal"):
        if form.fields.get(name):
            place = form.places.get(name, form.place)
            out.append(FormRow("profile", place, form.table_no, {"item": name, "content": form.fields[name]}))
    for place, fields in form.tasks:
        out.append(FormRow("profile", place, form.table_no, {"item": "task"} | fields))
    for name, money, place in form.listed:
        fields = {
            "item": "budget",
            "name": name.replace("/year", ""),
            "amount": str(money.yuan),
            "amount_published": money.text,
            "unit": money.unit,
            "rounding_step": str(money.step),
        }
        out.append(FormRow("profile", place, form.table_no, fields))
    return out
