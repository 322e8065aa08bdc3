"""Projects, performance targets, procurement, assets, staff: what the tables besides the money statements say."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipelines.model.document import Document
from pipelines.model.sentences import Sentence, say
from pipelines.recognise.forms.duties import duty_rows
from pipelines.recognise.forms.emit import UNNAMED, rows_of
from pipelines.recognise.forms.indicators import filled
from pipelines.recognise.forms.lists import lists
from pipelines.recognise.forms.model import Form, FormRow, Lines
from pipelines.recognise.forms.performance import performance_forms
from pipelines.recognise.forms.prose import prose_rows
from pipelines.recognise.forms.withheld import withheld_rows
from pipelines.recognise.model import Finding, Table

__all__ = ["Forms", "forms"]

_UNTITLED = "绩效表"


@dataclass(frozen=True, slots=True)
class Forms:
    """``rows`` of raw.form (without document_id), what each grid they come from is, and what was not read."""

    rows: list[dict[str, Any]]
    kinds: dict[int, str]
    findings: list[Finding]


def forms(document: Document, tables: list[Table], part_of: Callable[[int], int]) -> Forms:
    """Rows of raw.form of a document; ``line_id`` is that of the cell, without the document.

    ``tables`` are named (``layout``) and have their units; ``part_of`` gives the part a page belongs to.
    """
    lines = Lines()
    rows, kinds, findings = lists(tables, lines)
    read, grids = performance_forms(tables, set(kinds), lines)
    rows += [row for form in read for row in rows_of(form)]
    rows += duty_rows(document)
    rows += prose_rows(document)
    rows += withheld_rows(document)
    for form in read:
        findings += _findings(form)
    return Forms(
        [_raw(row, number, part_of) for row, number in _once(rows)],
        kinds | dict.fromkeys(grids, "performance_form"),
        findings,
    )


def _findings(form: Form) -> list[Finding]:
    """What of a form was printed and could not be read."""
    found = []
    for project in form.projects:
        if project.name == UNNAMED:
            found.append(_finding(project, "project_unnamed", say("recognition.project_unnamed.of_row")))
    if form.without_unit:
        found.append(_finding(form, "unit_missing", say("recognition.unit_missing.of_form")))
    if form.kind == "project" and form.name is None and not form.projects and any(filled(form.indicators)):
        found.append(_finding(form, "project_unnamed", say("recognition.project_unnamed.of_form")))
    return found


def _finding(form: Form, kind: str, what: Sentence) -> Finding:
    said = say("recognition.of_table", title=form.title or _UNTITLED, what=what)
    return Finding(kind, form.place.page, "performance_project", *said, form.place.grid_no)


def _raw(row: FormRow, number: int, part_of: Callable[[int], int]) -> dict[str, Any]:
    place = row.place
    cell = f"{place.grid_no}-{place.row_no}-{place.col_no}"
    return {
        "line_id": cell if number == 1 else f"{cell}-{number}",
        "part_no": part_of(place.page),
        "table_no": row.table_no,
        "kind": row.kind,
        "page": place.page,
        "grid_no": place.grid_no,
        "row_no": place.row_no,
        "col_no": place.col_no,
        "fields": json.dumps(row.fields, ensure_ascii=False, sort_keys=True),
    }


def _once(rows: list[FormRow]) -> list[tuple[FormRow, int]]:
    """Each row with its number among those of its kind printed in the same cell (基本支出 and 项目支出 in one)."""
    seen: dict[tuple[object, ...], list[dict[str, str]]] = {}
    out = []
    for row in rows:
        same = seen.setdefault((row.kind, row.place.grid_no, row.place.row_no, row.place.col_no), [])
        if row.fields not in same:
            same.append(row.fields)
            out.append((row, len(same)))
    return out
