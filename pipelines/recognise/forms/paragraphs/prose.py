"""Targets of a department written as sentences: ``绩效指标：受益群众满意度大于90%。``"""

from __future__ import annotations

import re

from pipelines.layouts.forms import pattern
from pipelines.model.document import Document
from pipelines.model.form_words import Field, Kind
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.model import Fields, FormRow, printed
from pipelines.recognise.forms.paragraphs.place import place_of, prose_of
from pipelines.recognise.forms.targets import parse_target

_CLAUSES = re.compile(r"[。;,]")


def prose_rows(document: Document) -> list[FormRow]:
    """An indicator row for every clause that names a target with an operator and a figure; others state none.

    `activity` is the heading the target stands under, `description` the whole sentence.
    """
    rows: list[FormRow] = []
    activity: str | None = None
    for paragraph in prose_of(document):
        text = compact(paragraph.text)
        opened = pattern("prose", "opens").match(text)
        if opened is None:
            activity = _heading(text) or activity
            continue
        sentence = {Field.ACTIVITY: activity, Field.DESCRIPTION: join_wrapped(paragraph.text)}
        targets = filter(None, map(_target, _CLAUSES.split(text[opened.end() :])))
        place = place_of(paragraph)
        rows += [FormRow(Kind.INDICATOR, place, 0, target | printed(sentence)) for target in targets]
    return rows


def _heading(text: str) -> str | None:
    found = pattern("prose", "heading").match(text)
    return found["name"] if found is not None else None


def _target(clause: str) -> Fields | None:
    """The target a clause states, ``None`` where it lacks an operator or a figure."""
    found = pattern("prose", "target").match(clause)
    if found is None:
        return None
    target = parse_target(found["target"])
    if target.value is None or target.operator is None:
        return None
    return printed(
        {
            Field.LEVEL_3: found["name"],
            Field.OPERATOR: target.operator,
            Field.TARGET_VALUE: str(target.value),
            Field.TARGET_UNIT: target.unit,
            Field.TARGET_TEXT: found["target"],
        }
    )
