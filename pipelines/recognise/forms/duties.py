"""What a department says its duties are: the paragraphs below that heading, as one text a disclosure."""

from __future__ import annotations

import re
from functools import cache

from pipelines.layouts.forms import list_pattern, list_settings
from pipelines.model.document import Document, Paragraph
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.model import FormRow, Place

_PAGE_NUMBER = re.compile(r"^[-—_第\d\s页共/·.]*$")
_MIN_CHARACTERS = 20  # a line of a table of contents has no text of its own below it


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], int]:
    limit = int(list_settings("duty")["max_characters"])
    return list_pattern("duty", "heading"), list_pattern("duty", "next_heading"), limit


def duty_rows(document: Document) -> list[FormRow]:
    """One profile row for each section on duties: its text up to the next heading, at its first paragraph."""
    heading, following, limit = _words()
    rows: list[FormRow] = []
    inside: list[Paragraph] | None = None
    for paragraph in document.paragraphs:
        if paragraph.kind not in {"body", "textbox"}:
            continue
        text = compact(paragraph.text)
        if len(text) <= 30 and heading.match(text):
            rows += _row(inside, limit)
            inside = []
        elif inside is not None and _ends(text, following, inside):
            rows += _row(inside, limit)
            inside = None
        elif inside is not None and text and not _PAGE_NUMBER.match(text):
            inside.append(paragraph)
    return rows + _row(inside, limit)


def _ends(text: str, following: re.Pattern[str], inside: list[Paragraph]) -> bool:
    """A heading of the level of chapters; numbered duties (一、…) are long or follow a first one of their kind."""
    if len(text) > 40 or not following.match(text):
        return False
    first = compact(inside[0].text) if inside else ""
    return not (re.match(r"^[一二三四五六七八九十]{1,3}[、.]", text) and first.startswith("一、"))


def _row(inside: list[Paragraph] | None, limit: int) -> list[FormRow]:
    if not inside:
        return []
    text = join_wrapped("\n".join(p.text for p in inside))
    if len(text) < _MIN_CHARACTERS:
        return []
    place = Place(inside[0].page, 0, inside[0].order, 0)
    return [FormRow("profile", place, 0, {"item": "duty", "content": text[:limit]})]
