"""Projects, performance targets, procurement, assets, staff: what the tables besides the money statements say.

The order of the steps and its reason:

1. lists        tables with one row a thing: their header says what they are, so they are found first
2. performance  forms of many small blocks: of the grids that are no lists, those that hold labels of a form
3. paragraphs   duties, targets and what is withheld, in sentences: they need no grid
4. raw          rows that two readers saw in one cell are kept once; each row gets its place as its id
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipelines.model.document import Document
from pipelines.recognise.forms.lists import Lists, lists
from pipelines.recognise.forms.model import FormRow, Lines
from pipelines.recognise.forms.paragraphs import paragraph_rows
from pipelines.recognise.forms.performance import NO_FORMS, performance
from pipelines.recognise.forms.performance.naming import report_titles
from pipelines.recognise.forms.raw import raw_rows
from pipelines.recognise.guard import Guard
from pipelines.recognise.model import Finding, Table

__all__ = ["Forms", "forms"]

_FORM = "performance_form"  # what the grid of a performance form is


@dataclass(frozen=True, slots=True)
class Forms:
    """``rows`` of raw.form (without document_id), what each grid they come from is, and what was not read."""

    rows: list[dict[str, Any]]
    kinds: dict[int, str]
    findings: list[Finding]


def forms(
    document: Document,
    tables: list[Table],
    part_of: Callable[[int, int], int],
    owner_of: Callable[[int], str | None],
    guard: Guard,
) -> Forms:
    """Rows of raw.form of a document; ``line_id`` is that of the cell, without the document.

    ``tables`` are named (``layout``) and have their units; ``part_of`` gives the part that a row of a grid belongs to,
    ``owner_of`` the name of the body that a paragraph is of; what fails under ``guard`` is left out.
    """
    lines = Lines()
    listed = guard(lambda: lists(tables, lines, guard), Lists([], {}, []), "lists")
    reports = report_titles(document)
    read = guard(lambda: performance(tables, frozenset(listed.kinds), lines, reports), NO_FORMS, "performance")
    nothing: list[FormRow] = []
    said = guard(lambda: paragraph_rows(document, owner_of), nothing, "paragraphs")
    rows = [*listed.rows, *read.rows, *said]
    kinds = {grid_no: kind.value for grid_no, kind in listed.kinds.items()}
    kinds |= dict.fromkeys(read.grids, _FORM)
    return Forms(raw_rows(rows, part_of), kinds, [*listed.findings, *read.findings])
