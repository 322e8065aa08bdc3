"""Targets of a department written as sentences: ``绩效指标：受益群众满意度大于90%。``"""

from __future__ import annotations

import re
from functools import cache

from pipelines.layouts.forms import pattern
from pipelines.model.document import Document
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.model import FormRow, Place
from pipelines.recognise.forms.targets import parse_target

_CLAUSES = re.compile(r"[。;,]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return pattern("prose", "opens"), pattern("prose", "heading"), pattern("prose", "target")


def prose_rows(document: Document) -> list[FormRow]:
    """An indicator row for every clause that names a target with an operator and a figure; others state none.

    `activity` is the heading the target stands under, `description` the whole sentence.
    """
    opens, heading, _ = _patterns()
    rows: list[FormRow] = []
    activity: str | None = None
    for paragraph in document.paragraphs:
        if paragraph.kind not in {"body", "textbox"}:
            continue
        text = compact(paragraph.text)
        found = opens.match(text)
        if found is None:
            title = heading.match(text)
            activity = title["name"] if title else activity
            continue
        place = Place(paragraph.page, 0, paragraph.order, 0)
        shown = join_wrapped(paragraph.text)
        for fields in _targets(text[found.end() :]):
            if activity is not None:
                fields["activity"] = activity
            rows.append(FormRow("indicator", place, 0, fields | {"description": shown}))
    return rows


def _targets(text: str) -> list[dict[str, str]]:
    found = []
    for clause in _CLAUSES.split(text):
        match = _patterns()[2].match(clause)
        target = parse_target(match["target"]) if match else None
        if match is None or target is None or target.value is None or target.operator is None:
            continue
        fields = {"level_3": match["name"], "operator": target.operator, "target_value": str(target.value)}
        fields["target_text"] = match["target"]
        if target.unit is not None:
            fields["target_unit"] = target.unit
        found.append(fields)
    return found
