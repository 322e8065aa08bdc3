"""What a disclosure says it leaves out of its tables for secrecy: their rows then add up to less than their totals."""

from __future__ import annotations

from pipelines.layouts.forms import list_pattern
from pipelines.model.document import Document
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.model import FormRow, Place


def withheld_rows(document: Document) -> list[FormRow]:
    """One profile row (`item` withheld) for every paragraph that says so, with its text."""
    pattern = list_pattern("withheld")
    rows = []
    for paragraph in document.paragraphs:
        if len(paragraph.text) < 400 and pattern.search(compact(paragraph.text)):
            fields = {"item": "withheld", "content": join_wrapped(paragraph.text)}
            rows.append(FormRow("profile", Place(paragraph.page, 0, paragraph.order, 0), 0, fields))
    return rows
