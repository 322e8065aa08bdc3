"""The same projects in several lists of a document: one of them is the project table, the others repeat it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipelines.model.form_words import Field, Kind, Source
from pipelines.model.row_roles import RowRole
from pipelines.model.text import compact
from pipelines.recognise.forms.model import FormRow

_MOSTLY = 2  # one in so many of the projects of a list that repeats another stands there too

_Project = tuple[str, str]


def told_apart(lists: Sequence[list[FormRow]]) -> list[list[FormRow]]:
    """The rows of each list; those of a project table whose projects stand in a longer (or earlier) one are a list."""
    own = [_projects(rows) for rows in lists]
    order = sorted(range(len(lists)), key=lambda number: (-own[number].total(), number))
    tables: list[Counter[_Project]] = []
    repeats: set[int] = set()
    for number in order:
        if not own[number]:
            continue
        if any(_repeats(own[number], other) for other in tables):
            repeats.add(number)
        else:
            tables.append(own[number])
    return [list(map(_listed, rows)) if number in repeats else rows for number, rows in enumerate(lists)]


def _projects(rows: Sequence[FormRow]) -> Counter[_Project]:
    """The projects of a project table, by name and money; of any other list none."""
    items = (row.fields for row in rows if _is_of_table(row) and row.fields.get(Field.LINE_ROLE) == RowRole.ITEM)
    return Counter((compact(fields[Field.PROJECT_NAME]), fields[Field.AMOUNT]) for fields in items)


def _is_of_table(row: FormRow) -> bool:
    return row.kind is Kind.PROJECT and row.fields[Field.SOURCE] == Source.TABLE


def _repeats(own: Counter[_Project], other: Counter[_Project]) -> bool:
    return (own & other).total() * _MOSTLY >= own.total()


def _listed(row: FormRow) -> FormRow:
    return replace(row, fields={**row.fields, Field.SOURCE: Source.LIST}) if _is_of_table(row) else row
