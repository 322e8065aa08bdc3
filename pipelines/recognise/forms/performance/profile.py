"""What a department says of itself in its form: duties, goal, yearly tasks and its budget."""

from __future__ import annotations

from pipelines.model.form_words import Field, Kind, LabelField, Lane, ProfileItem
from pipelines.recognise.forms.model import Fields, FormRow
from pipelines.recognise.forms.performance.model import Amount, Form

_TEXTS = {LabelField.DUTY: ProfileItem.DUTY, LabelField.GOAL: ProfileItem.GOAL}
_PASSED_ON = frozenset({LabelField.ALLOCATION, LabelField.TRANSFER})  # spent by others


def profile_rows(form: Form) -> list[FormRow]:
    """The rows of a department's form besides its indicators."""
    texts = [
        FormRow(Kind.PROFILE, form.place_of(label), form.table_no, {Field.ITEM: item, Field.CONTENT: form.text(label)})
        for label, item in _TEXTS.items()
        if form.text(label)
    ]
    tasks = [
        FormRow(Kind.PROFILE, task.place, form.table_no, {Field.ITEM: ProfileItem.TASK, **task.fields})
        for task in form.tasks
    ]
    budget = [
        FormRow(Kind.PROFILE, amount.place, form.table_no, _budget(amount))
        for amount in form.amounts
        if amount.name not in _PASSED_ON
    ]
    return [*texts, *tasks, *budget]


def _budget(amount: Amount) -> Fields:
    """An amount by its label, with the mark over it or its lane where that is not the year."""
    kind = amount.mark or amount.lane
    name = amount.name if kind is Lane.YEAR else f"{amount.name}/{kind}"
    return {Field.ITEM: ProfileItem.BUDGET, Field.NAME: name, **amount.money.fields}
