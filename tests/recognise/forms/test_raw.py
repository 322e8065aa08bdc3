"""Rows of raw.form: each once, its place as its id."""

from __future__ import annotations

from pipelines.model.form_words import Field, Kind
from pipelines.recognise.forms.model import FormRow, Place
from pipelines.recognise.forms.raw import raw_rows


def _row(name: str, kind: Kind = Kind.PROJECT, col: int = 3) -> FormRow:
    return FormRow(kind, Place(5, 2, 1, col), 8, {Field.NAME: name})


def test_columns_of_a_row() -> None:
    assert raw_rows([_row("甲")], lambda grid_no, row_no: grid_no * 10 + row_no) == [
        {
            "line_id": "2-1-3",
            "part_no": 21,
            "table_no": 8,
            "kind": "project",
            "page": 5,
            "grid_no": 2,
            "row_no": 1,
            "col_no": 3,
            "fields": '{"name": "甲"}',
        }
    ]


def test_rows_of_one_cell_are_numbered_and_equal_ones_dropped() -> None:
    rows = [_row("甲"), _row("乙"), _row("甲"), _row("甲", Kind.PROFILE), _row("甲", col=4), _row("丙")]
    found = [(row["line_id"], row["kind"]) for row in raw_rows(rows, lambda _grid_no, _row_no: 1)]
    assert found == [
        ("2-1-3", "project"),
        ("2-1-3-2", "project"),
        ("2-1-3", "profile"),
        ("2-1-4", "project"),
        ("2-1-3-3", "project"),
    ]
