"""Projects, performance targets, procurement, assets, staff: what the tables besides the money statements say."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pipelines.recognise.forms.emit import rows_of
from pipelines.recognise.forms.lists import lists
from pipelines.recognise.forms.model import FormRow
from pipelines.recognise.forms.performance import performance_forms
from pipelines.recognise.model import Table

__all__ = ["forms"]


def forms(tables: list[Table], part_of: Callable[[int], int]) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Rows of raw.form (without document_id) and, for each grid they were read from, what it is.

    ``tables`` are named (``layout``) and have their units; ``part_of`` gives the part a page belongs to.
    """
    rows, kinds = lists(tables)
    read, grids = performance_forms(tables, set(kinds))
    rows += [row for form in read for row in rows_of(form)]
    return [_raw(row, part_of) for row in _once(rows)], kinds | dict.fromkeys(grids, "performance_form")


def _raw(row: FormRow, part_of: Callable[[int], int]) -> dict[str, Any]:
    place = row.place
    return {
        "part_no": part_of(place.page),
        "table_no": row.table_no,
        "kind": row.kind,
        "page": place.page,
        "grid_no": place.grid_no,
        "row_no": place.row_no,
        "col_no": place.col_no,
        "fields": json.dumps(row.fields, ensure_ascii=False, sort_keys=True),
    }


def _once(rows: list[FormRow]) -> list[FormRow]:
    """Rows of one kind stand in different cells."""
    seen: set[tuple[object, ...]] = set()
    out = []
    for row in rows:
        key = (row.kind, row.place.grid_no, row.place.row_no, row.place.col_no)
        if key not in seen:
            seen.add(key)
            out.append(row)
    return out
