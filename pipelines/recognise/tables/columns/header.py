"""The header texts above a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipelines.model.text import compact
from pipelines.recognise.model import Printed, Row, each_once
from pipelines.recognise.tables.row_texts import column_cells


def header_cells(header: Sequence[Row], index: int) -> list[Printed]:
    """The header cells above a column, from above; of equal ones below one another the first."""
    cells = each_once(column_cells(header, index))
    return [next(equal) for _, equal in groupby(cells, key=lambda cell: compact(cell.text))]


def header_texts(rows: Iterable[Row]) -> str:
    """All header texts of ``rows`` in one string, for evidence."""
    return " | ".join(compact(cell.text) for row in rows for cell in row if cell is not None and cell.text.strip())
