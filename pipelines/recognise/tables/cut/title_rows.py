"""Title rows at the top of a grid: which table, whose, in which unit."""

from __future__ import annotations

from pipelines.model.amounts import is_figure
from pipelines.model.text import compact
from pipelines.recognise.model import Printed, Row
from pipelines.recognise.tables.cut.data_rows import is_data
from pipelines.recognise.tables.titles import is_meta, nearest_title, title_of, unwrapped

_TITLE_ROWS = 4


def cut_titles(rows: list[Row], cols: int) -> tuple[list[str], list[Row]]:
    """The title lines at the top of a grid of ``cols`` columns, and the rows below them."""
    end = _end_of_titles(rows, cols)
    cells = [cell for row in rows[:end] if row.texts for cell in row.printed]
    return [line for cell in cells for line in _lines(cell)], rows[end:]


def _end_of_titles(rows: list[Row], cols: int) -> int:
    last = _last_title_row(rows, cols)
    for at, row in enumerate(rows):
        if at > last and row.texts and not _is_title_row(row, cols):
            return at
    return len(rows)


def _last_title_row(rows: list[Row], cols: int) -> int:
    """The row of the title where lines that are none (whose table, which year) stand above it, one a row, else -1."""
    for at, row in enumerate(rows[:_TITLE_ROWS]):
        found = row.texts
        if not found:
            continue
        if (_is_title_row(row, cols) and nearest_title(found)) or (at and _is_rest_of_title(rows[at - 1], row, cols)):
            return at
        if len(found) > 1 or is_data(row):
            return -1
    return -1


def _is_rest_of_title(above: Row, row: Row, cols: int) -> bool:
    """Whether a row and the one above it are a title on two lines."""
    if len(above.texts) != 1 or len(row.texts) != 1 or not _spans_half(row.printed[0], row, cols):
        return False
    return len(unwrapped([*above.texts, *row.texts])) == 1


def _is_title_row(row: Row, cols: int) -> bool:
    found = row.texts
    if all(_is_title_text(text) for text in found):
        return not any(map(is_figure, found))
    if len(found) > 1 or is_figure(found[0]):
        return False
    cell = row.printed[0]
    return _spans_half(cell, row, cols) and any(_is_title_line(line) for line in _lines(cell))


def _is_title_text(text: str) -> bool:
    return is_meta(text) or ("表" in text and title_of([text]) is not None)


def _is_title_line(line: str) -> bool:
    text = compact(line)
    return is_meta(text) or title_of([text]) is not None


def _spans_half(cell: Printed, row: Row, cols: int) -> bool:
    """Whether ``cell`` covers at least two columns and half of all."""
    covered = sum(other is not None and other.place == cell.place for other in row)
    return covered >= max(2, cols // 2)


def _lines(cell: Printed) -> list[str]:
    return [line for line in cell.text.split("\n") if line.strip()]
