"""A row cut by the page break: the rest of its name, of its figures, or all its figures stand on the next page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.layouts.tables import row_role, strip_numbering
from pipelines.model.amounts import parse_amount
from pipelines.model.text import compact
from pipelines.recognise.model import Printed, Row
from pipelines.recognise.tables.row_texts import cell_at, column_cells, has_figure, role_of

_WHOLE_NAME = re.compile(r".支出$")  # no name holds it twice
_CODE_OR_FIGURE = re.compile(r"^[\[\d]")


def with_rows_below(body: list[Row], rows: list[Row]) -> list[Row]:
    """``body`` with ``rows`` below it, the first joined to the last of ``body`` where it is only its rest."""
    if body and rows and is_rest_of_row(rows[0], body):
        return [*body[:-1], _joined(body[-1], rows[0]), *rows[1:]]
    return [*body, *rows]


def _own_columns(row: Row) -> list[int]:
    """The columns in which a printed cell begins."""
    return [i for i, cell in enumerate(row) if cell is not None and cell.anchor and cell.text.strip()]


def is_rest_of_row(row: Row, body: Sequence[Row]) -> bool:
    """Whether ``row`` prints nothing but the rest of the last row of ``body``.

    It may be that of several names only where every row begins its own with a number: of names without numbers, two
    side by side may be a row whose figures are blank.
    """
    filled, last = _own_columns(row), body[-1]
    if not filled:
        return False
    if _are_the_figures(row, filled, last):
        return True
    if not has_figure(last):
        return False
    names = [index for index in filled if not _is_figure(row[index])]
    figures = [index for index in filled if index not in names]
    if not all(_is_rest_of_name_at(row, last, index) for index in names):
        return False
    if not all(_is_rest_of_figure(row, last, index) for index in figures):
        return False
    return len(names) <= 1 or all(_is_numbered(body, index) for index in names)


def _is_numbered(body: Sequence[Row], index: int) -> bool:
    """Whether every row of a column begins with a number, sums and balances aside."""
    texts = [compact(cell.text) for cell in column_cells(body, index) if cell.anchor and cell.text.strip()]
    return len(texts) > 1 and all(strip_numbering(text)[0] or role_of(text) for text in texts)


def _are_the_figures(row: Row, filled: list[int], last: Row) -> bool:
    """Whether ``row`` prints figures and no name, where the row above prints a name and no figure."""
    named = _own_columns(last)
    return (
        bool(named)
        and max(named) < min(filled)
        and all(_is_figure(row[index]) for index in filled)
        and any(not _CODE_OR_FIGURE.match(compact(cell.text)) for cell in last.printed)
    )


def _is_figure(cell: Printed | None) -> bool:
    return cell is not None and parse_amount(cell.text) is not None


def _is_rest_of_name_at(row: Row, last: Row, index: int) -> bool:
    cell, above = row[index], cell_at(last, index)
    if cell is None or above is None or not above.text.strip() or _is_figure(above):
        return False
    both_whole = _WHOLE_NAME.search(compact(above.text)) and _WHOLE_NAME.search(compact(cell.text))
    return not both_whole and _is_rest_of_name(cell.text)


def _is_rest_of_figure(row: Row, last: Row, index: int) -> bool:
    """Whether a figure ends the one above it: only so it has the decimals of the others in that row."""
    cell, above = row[index], cell_at(last, index)
    if cell is None or above is None:
        return False
    begun, whole = parse_amount(above.text), parse_amount(f"{above.text}\n{cell.text}")
    others = {
        found.decimals
        for other in last
        if other is not None and other.place != above.place and "." in other.text
        for found in [parse_amount(other.text)]
        if found is not None
    }
    return begun is not None and whole is not None and others == {whole.decimals} and begun.decimals not in others


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
            joined = f"{above.text}\n{cell.text}" if above.text.strip() else cell.text
            out[index] = above._replace(text=joined, anchor=True)
    return Row(out)
