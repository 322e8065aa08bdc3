"""What a performance form prints and could not be read, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.model.form_words import Subject
from pipelines.model.sentences import Sentence, say
from pipelines.model.statements import Statement
from pipelines.recognise.forms.performance.indicators import indicator_fields
from pipelines.recognise.forms.performance.model import Form
from pipelines.recognise.model import Finding

_STATEMENT = Statement.PERFORMANCE_PROJECT.value
_UNTITLED = "绩效表"
_UNNAMED = "project_unnamed"
_NO_UNIT = "unit_missing"
_UNKNOWN = "column_unknown"
_UNREAD = "amounts_unread"


def form_findings(form: Form) -> list[Finding]:
    """The findings of one form: names and units that are nowhere, money that is printed and not read."""
    unnamed = say("recognition.project_unnamed.of_row")
    found = [_finding(project, _UNNAMED, unnamed) for project in form.projects if project.name is None]
    if form.without_unit:
        found.append(_finding(form, _NO_UNIT, say("recognition.unit_missing.of_form")))
    if form.prints_money and not form.amounts and not form.without_unit:
        found.append(_finding(form, _UNREAD, say("recognition.amounts_unread")))
    if _is_nameless(form):
        found.append(_finding(form, _UNNAMED, say("recognition.project_unnamed.of_form")))
    return found


def unknown_heads(forms: Iterable[Form]) -> list[Finding]:
    """A finding for each head of a table of indicators that nothing knows, where it stands first."""
    first: dict[str, Form] = {}
    for form in forms:
        for head in form.unknown_heads:
            first.setdefault(head, form)
    return [_finding(form, _UNKNOWN, say("recognition.column_unknown", column=head)) for head, form in first.items()]


def _is_nameless(form: Form) -> bool:
    """Whether indicators are lost because nothing says of which project they are."""
    is_unnamed = form.subject is Subject.PROJECT and form.name is None and not form.projects
    return is_unnamed and any(indicator_fields(form.indicators))


def _finding(form: Form, kind: str, what: Sentence) -> Finding:
    said = say("recognition.of_table", title=form.title or _UNTITLED, what=what)
    return Finding(kind, form.place.page, _STATEMENT, *said, form.place.grid_no)
