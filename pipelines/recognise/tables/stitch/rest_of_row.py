"""A name whose row was cut by the page break: its rest is printed alone at the top of the next page."""

from __future__ import annotations

import re

from pipelines.layouts.tables import row_role, strip_numbering
from pipelines.model.amounts import parse_amount
from pipelines.model.text import compact
from pipelines.recognise.model import Row
from pipelines.recognise.tables.row_texts import cell_at, has_figure

_CODE_OR_FIGURE = re.compile(r"^[\[\d]")


def with_rows_below(body: list[Row], rows: list[Row]) -> list[Row]:
    """``body`` with ``rows`` below it, the first joined to the last of ``body`` where it is only its rest."""
    if body and rows and _is_rest_of_row(rows[0], body[-1]):
        return [*body[:-1], _joined(body[-1], rows[0]), *rows[1:]]
    return [*body, *rows]


def _own_columns(row: Row) -> list[int]:
    """The columns in which a printed cell begins."""
    return [i for i, cell in enumerate(row) if cell is not None and cell.anchor and cell.text.strip()]


def _is_rest_of_row(row: Row, last: Row) -> bool:
    filled = _own_columns(row)
    if len(filled) != 1:
        return False
    cell, above = row[filled[0]], cell_at(last, filled[0])
    if cell is None or above is None or not above.text.strip():
        return False
    return _is_rest_of_name(cell.text) and has_figure(last)


def _is_rest_of_name(text: str) -> bool:
    """Whether ``text`` begins no row of its own: no number, code or figure, and no total."""
    plain = compact(text)
    numbering, rest = strip_numbering(plain)
    if numbering or row_role(rest):
        return False
    return parse_amount(text) is None and not _CODE_OR_FIGURE.match(plain)


def _joined(last: Row, rest: Row) -> Row:
    out = list(last)
    for index in _own_columns(rest):
        cell, above = rest[index], cell_at(last, index)
        if cell is not None and above is not None:
            out[index] = above._replace(text=f"{above.text}\n{cell.text}", anchor=True)
    return Row(out)
