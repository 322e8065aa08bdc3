"""Paragraphs: what they say of duties, of units and the body above, of targets and of what is withheld."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.model.document import Document
from pipelines.recognise.forms.model import FormRow
from pipelines.recognise.forms.paragraphs.affiliation import Owner, affiliation_rows
from pipelines.recognise.forms.paragraphs.duties import duty_rows
from pipelines.recognise.forms.paragraphs.prose import prose_rows
from pipelines.recognise.forms.paragraphs.withheld import withheld_rows
from pipelines.recognise.narrative.passages import passages

__all__ = ["paragraph_rows"]


_GRID = "grid"


def paragraph_rows(document: Document, owner_of: Callable[[int], str | None]) -> list[FormRow]:
    """Every row that paragraphs give; ``owner_of`` names the body that each is of."""
    outside = passages(document, dict.fromkeys((grid.grid_no for grid in document.grids), _GRID), frozenset({_GRID}))
    owners = [Owner(owner_of(passage.places[0].paragraph_no)) for passage in outside]
    return [
        *duty_rows(document),
        *prose_rows(document),
        *withheld_rows(document),
        *affiliation_rows(outside, owners),
    ]
