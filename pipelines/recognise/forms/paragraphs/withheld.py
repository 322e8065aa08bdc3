"""What a disclosure says it leaves out of its tables for secrecy: their rows then add up to less than their totals."""

from __future__ import annotations

from pipelines.layouts.forms import list_pattern
from pipelines.model.document import Document, Paragraph
from pipelines.model.form_words import Field, Kind, ProfileItem
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.model import FormRow
from pipelines.recognise.forms.paragraphs.place import place_of

_LONGEST = 400  # characters of a paragraph that speaks of nothing else


def withheld_rows(document: Document) -> list[FormRow]:
    """One profile row (`item` withheld) for every paragraph that says so, with its text."""
    return [_row(paragraph) for paragraph in document.paragraphs if _is_withheld(paragraph.text)]


def _is_withheld(text: str) -> bool:
    return len(text) < _LONGEST and list_pattern("withheld").search(compact(text)) is not None


def _row(paragraph: Paragraph) -> FormRow:
    fields = {Field.ITEM: ProfileItem.WITHHELD, Field.CONTENT: join_wrapped(paragraph.text)}
    return FormRow(Kind.PROFILE, place_of(paragraph), 0, fields)
