"""Performance forms to rows of raw.form: projects, indicators, and what a department says of itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipelines.model.form_words import Field, IndicatorRole, Kind, LabelField, Lane, Source, Subject
from pipelines.model.row_roles import RowRole
from pipelines.recognise.forms.codes import code_fields, coded_name, without_unit_code
from pipelines.recognise.forms.model import Fields, FormRow, Place, flag, printed
from pipelines.recognise.forms.performance.indicators import indicator_fields
from pipelines.recognise.forms.performance.model import Amount, Form, Indicator
from pipelines.recognise.forms.performance.profile import profile_rows
from pipelines.recognise.forms.stated import stated_rows

UNNAMED = "（名称未读出）"  # its indicators are there, its name is printed outside the table
_PARTS = {
    LabelField.FISCAL: Field.FISCAL_AMOUNT,
    LabelField.OTHER: Field.OTHER_AMOUNT,
    LabelField.CARRYOVER: Field.CARRYOVER_AMOUNT,
    LabelField.TRANSFER: Field.TRANSFER_AMOUNT,
}
_COPIED = {
    LabelField.PROJECT_CODE: Field.PROJECT_CODE,
    LabelField.GOAL: Field.GOAL,
    LabelField.PLAN_Q1: Field.PLAN_Q1,
    LabelField.PLAN_Q2: Field.PLAN_Q2,
    LabelField.PLAN_Q3: Field.PLAN_Q3,
    LabelField.PLAN_Q4: Field.PLAN_Q4,
}
_STATING = (LabelField.PURPOSE, LabelField.GOAL, LabelField.PERIOD_GOAL)  # may say what the money of the project is
# of the amounts of one label: what is budgeted now, what is printed without a mark, what was budgeted at first
_BUDGETED = (LabelField.MARK_BUDGET, None, LabelField.MARK_INITIAL)
_WHERE = (IndicatorRole.LEVEL_3, IndicatorRole.TARGET)  # an indicator stands where one of these begins


def form_rows(form: Form) -> list[FormRow]:
    """Every row of one form.  A form without a name (an empty template) gives none."""
    if form.projects:
        return _list_rows(form)
    if form.subject is Subject.DEPARTMENT:
        return [*profile_rows(form), *_indicator_rows(form, form.indicators)]
    if not form.name:
        return []
    return _coded_rows(form, form.name)


def _coded_rows(form: Form, name: str) -> list[FormRow]:
    """The rows of a project; the code that its head prints in front of the name is its code."""
    found = coded_name(name.replace(" ", ""))
    if found is None:
        return _project_rows(form, name, form.indicators)
    return _project_rows(form.with_text(LabelField.PROJECT_CODE, found.code), found.name, form.indicators)


def _list_rows(form: Form) -> list[FormRow]:
    """The projects of a list with their indicators; where it prints sums too, each row says what it is."""
    prints_sums = any(project.sum_role is not None for project in form.projects)
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for row in form.indicators:
        indicators[row.project].append(row)
    rows: list[FormRow] = []
    unit_name = ""
    for number, project in enumerate(form.projects):
        role = (project.sum_role or RowRole.ITEM) if prints_sums else None
        if role is RowRole.SUBTOTAL:
            unit_name = without_unit_code(project.name or "")
        named = project if role is not RowRole.ITEM or project.unit_name else replace(project, unit_name=unit_name)
        rows += _listed(named, indicators[number], role)
    return rows


def _listed(project: Form, indicators: Sequence[Indicator], role: RowRole | None) -> list[FormRow]:
    first, *rest = _project_rows(project, UNNAMED if project.name is None else project.name, indicators)
    if role is not None:
        fields = first.fields | {Field.LINE_ROLE: role, Field.IS_LEAF: flag(role is RowRole.ITEM)}
        first = replace(first, fields=fields)
    return [first, *rest]


def _project_rows(form: Form, name: str, indicators: Sequence[Indicator]) -> list[FormRow]:
    """The project, what its texts say of its money, its indicators."""
    project = _project(form, name)
    of_project = {Field.PROJECT_NAME: name, Field.PROJECT_PLACE: project.place.cell_id}
    texts = [(form.text(label), form.place_of(label)) for label in _STATING if form.text(label)]
    return [project, *stated_rows(project, texts), *_indicator_rows(form, indicators, of_project)]


def _project(form: Form, name: str) -> FormRow:
    """The project a form is about, amounts in yuan."""
    amount = _budgeted(form, _lane(form), LabelField.TOTAL)
    texts = {
        Field.PROJECT_NAME: name,
        Field.SOURCE: Source.FORM,
        Field.PURPOSE: next(filter(None, map(form.text, _STATING)), ""),
        **{field: form.text(label) for label, field in _COPIED.items()},
        Field.UNIT_NAME: form.text(LabelField.UNIT_NAME) or form.unit_name,
    }
    fields = printed(texts) | _money(form, amount) | code_fields(form.text(LabelField.PROJECT_CODE))
    place = amount.place if amount is not None else form.place_of(LabelField.PROJECT_NAME)
    return FormRow(Kind.PROJECT, place, form.table_no, fields)


def _lane(form: Form) -> Lane:
    """The money of the year, where any is printed."""
    has_year = any(amount.lane is Lane.YEAR and amount.name == LabelField.TOTAL for amount in form.amounts)
    return Lane.YEAR if has_year else Lane.PERIOD


def _budgeted(form: Form, lane: Lane, label: LabelField) -> Amount | None:
    return next(filter(None, (form.amount(lane, label, mark) for mark in _BUDGETED)), None)


def _money(form: Form, amount: Amount | None) -> Fields:
    """The amount with the lane it is of, its parts, and what is printed besides it."""
    lane = _lane(form)
    others = {
        field: form.amount(lane, label, LabelField.MARK_BUDGET) or form.amount(lane, label)
        for label, field in _PARTS.items()
    }
    others[Field.EXECUTED_AMOUNT] = form.amount(Lane.YEAR, LabelField.TOTAL, LabelField.MARK_EXECUTED)
    others[Field.PERIOD_AMOUNT] = form.amount(Lane.PERIOD, LabelField.TOTAL)
    whole = {} if amount is None else amount.money.fields | {Field.AMOUNT_BASIS: lane}
    return whole | {field: str(other.money.yuan) for field, other in others.items() if other is not None}


def _indicator_rows(form: Form, rows: Sequence[Indicator], project: Fields | None = None) -> list[FormRow]:
    """Every indicator with content; ``project`` says whose it is."""
    read = zip(rows, indicator_fields(rows), strict=True)
    filled = [(row, fields) for row, fields in read if fields]
    return [FormRow(Kind.INDICATOR, _place(row), form.table_no, fields | (project or {})) for row, fields in filled]


def _place(row: Indicator) -> Place:
    cell = next(filter(None, map(row.own, _WHERE)), row.line.cells[0])
    return row.line.place(cell)
