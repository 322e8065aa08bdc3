"""Paragraphs: what they say of duties, of targets and of what is withheld."""

from __future__ import annotations

from pipelines.model.document import Document
from pipelines.recognise.forms.model import FormRow
from pipelines.recognise.forms.paragraphs.duties import duty_rows
from pipelines.recognise.forms.paragraphs.prose import prose_rows
from pipelines.recognise.forms.paragraphs.withheld import withheld_rows

__all__ = ["paragraph_rows"]


def paragraph_rows(document: Document) -> list[FormRow]:
    """Every row that paragraphs give."""
    return [*duty_rows(document), *prose_rows(document), *withheld_rows(document)]
