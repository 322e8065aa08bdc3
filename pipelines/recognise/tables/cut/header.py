"""The header of a grid: the rows between its titles and its first row of figures."""

from __future__ import annotations

import re

from pipelines.layouts.tables import column_role, neutral
from pipelines.model.text import compact
from pipelines.recognise.model import Row
from pipelines.recognise.tables.cut.data_rows import CODE_HEADERS, is_data, is_index_row
from pipelines.recognise.tables.row_texts import has_figure, is_sum
from pipelines.recognise.tables.titles import is_note

_YEAR = re.compile(r"20\d\d年?度?")
_TOP = 3  # header rows of a table that prints nothing but words


def cut_header(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The header rows at the top of ``rows``, and the rows below them; 栏次 closes the header."""
    header: list[Row] = []
    for at, row in enumerate(rows):
        if is_index_row(row):
            header += [named for named in [_code_headers(row)] if any(named)]
            return _top_only(header, rows[at + 1 :])
        if _heads_code_parts(row):
            return [*header, _code_headers(row)], [_without_code_headers(row), *rows[at + 1 :]]
        if not _is_header(rows, at, started=bool(header)):
            return header, rows[at:]
        if row.texts:
            header.append(row)
    return _top_only(header, [])


def _top_only(header: list[Row], below: list[Row]) -> tuple[list[Row], list[Row]]:
    """Of a table of nothing but words only the top is header."""
    if below or len(header) <= _TOP or any(column_role(row.texts[-1:]) for row in header[_TOP:]):
        return header, below
    return header[:_TOP], header[_TOP:]


def _code_headers(row: Row) -> Row:
    """类 款 项 of a row that also numbers the columns."""
    return Row(cell if cell is not None and compact(cell.text) in CODE_HEADERS else None for cell in row)


def _heads_code_parts(row: Row) -> bool:
    """Whether a row prints 类 款 项 before the figures of a total."""
    own = row.own_texts
    return sum(text in CODE_HEADERS for text in own) > 1 and any(map(_is_total, own)) and has_figure(row)


def _is_total(text: str) -> bool:
    return is_sum(text) or text.endswith(("合计", "总计"))


def _without_code_headers(row: Row) -> Row:
    """A row of figures without 类 款 项 before them."""
    return Row(cell if cell is None or compact(cell.text) not in CODE_HEADERS else None for cell in row)


def _is_header(rows: list[Row], at: int, started: bool) -> bool:
    found = rows[at].texts
    if not found:
        return True
    if is_data(rows[at]) and not _heads_columns(rows, at):
        return False
    if len(found) > 1:
        return True
    if is_note(found[0]):
        return False
    return started or _is_worded(found[0]) or _stands_over_header(rows[at + 1 :])


def _heads_columns(rows: list[Row], at: int) -> bool:
    """Whether a row prints one cell over several columns, the first not among them, and the next row heads each."""
    cells = rows[at].printed
    covered = sum(other is not None and other.place == cells[0].place for other in rows[at])
    return len(cells) == 1 and cells[0].col_no > 0 and covered > 1 and _stands_over_header(rows[at + 1 :])


def _is_worded(text: str) -> bool:
    """Whether a lone header cell says what columns.toml knows."""
    return column_role((text,)) is not None or neutral().search(_YEAR.sub("", text)) is not None


def _stands_over_header(below: list[Row]) -> bool:
    """Whether the next printed row is a header too: one cell over several columns."""
    row = next((row for row in below if row.texts), None)
    return row is not None and len(row.texts) > 1 and not is_data(row)
