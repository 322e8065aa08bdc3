"""Rows of raw.form from what the readers found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from pipelines.recognise.forms.model import Fields, FormRow


def raw_rows(rows: Iterable[FormRow], part_of: Callable[[int, int], int]) -> list[dict[str, Any]]:
    """Each row once, in order, as columns of raw.form; ``part_of`` gives the part that a row of a grid belongs to.

    Rows of one kind printed in the same cell (基本支出 and 项目支出 in one) are numbered; equal ones are the same row,
    seen twice.
    """
    seen: dict[tuple[object, ...], list[Fields]] = {}
    out = []
    for row in rows:
        place = row.place
        same = seen.setdefault((row.kind, place.grid_no, place.row_no, place.col_no), [])
        if row.fields not in same:
            same.append(row.fields)
            out.append(_raw(row, len(same), part_of(place.grid_no, place.row_no)))
    return out


def _raw(row: FormRow, number: int, part_no: int) -> dict[str, Any]:
    place = row.place
    return {
        "line_id": place.cell_id if number == 1 else f"{place.cell_id}-{number}",
        "part_no": part_no,
        "table_no": row.table_no,
        "kind": row.kind.value,
        "page": place.page,
        "grid_no": place.grid_no,
        "row_no": place.row_no,
        "col_no": place.col_no,
        "fields": json.dumps(row.fields, ensure_ascii=False, sort_keys=True),
    }
