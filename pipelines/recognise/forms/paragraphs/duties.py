"""What a department says its duties are: the paragraphs below that heading, as one text a disclosure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.layouts.forms import list_pattern, list_settings
from pipelines.model.document import Document, Paragraph
from pipelines.model.form_words import Field, Kind, ProfileItem
from pipelines.model.patterns import CHAPTER_NUMBER, RUNNING_LINE
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.model import FormRow
from pipelines.recognise.forms.paragraphs.place import place_of, prose_of

_MIN_CHARACTERS = 20  # a line of a table of contents has no text of its own below it
_LONGEST_HEADING = 30
_LONGEST_NEXT_HEADING = 40
_FIRST = "一、"


def duty_rows(document: Document) -> list[FormRow]:
    """One profile row for each section on duties: its text up to the next heading, at its first paragraph."""
    sections = filter(None, _sections(prose_of(document)))
    found = [(section[0], join_wrapped("\n".join(p.text for p in section))) for section in sections]
    return [_row(first, text) for first, text in found if len(text) >= _MIN_CHARACTERS]


def _sections(paragraphs: Iterable[Paragraph]) -> list[list[Paragraph]]:
    """The paragraphs below each heading of duties; page numbers are none of the text."""
    sections: list[list[Paragraph]] = []
    is_inside = False
    for paragraph in paragraphs:
        text = compact(paragraph.text)
        if _is_heading(text):
            sections.append([])
            is_inside = True
        elif is_inside and _ends(text, sections[-1]):
            is_inside = False
        elif is_inside and not RUNNING_LINE.match(text):
            sections[-1].append(paragraph)
    return sections


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and list_pattern("duty", "heading").match(text) is not None


def _ends(text: str, inside: Sequence[Paragraph]) -> bool:
    """A heading of the level of chapters; numbered duties (一、…) are long or follow a first one of their kind."""
    if len(text) > _LONGEST_NEXT_HEADING or not list_pattern("duty", "next_heading").match(text):
        return False
    first = compact(inside[0].text) if inside else ""
    return not (CHAPTER_NUMBER.match(text) and first.startswith(_FIRST))


def _row(first: Paragraph, text: str) -> FormRow:
    limit = int(list_settings("duty")["max_characters"])
    fields = {Field.ITEM: ProfileItem.DUTY, Field.CONTENT: text[:limit]}
    return FormRow(Kind.PROFILE, place_of(first), 0, fields)
