"""Numbered tables in which every line is printed twice."""

from __future__ import annotations

from pipelines.model.column_roles import ColumnRole
from pipelines.recognise.model import Headed, Row

_FEWEST = 4  # rows: of two alike each may be printed for a reason


def without_doubles(headed: Headed) -> list[Row]:
    """The rows of a table, without the second of each pair where each line of a numbered table is printed twice."""
    rows = headed.table.body
    numbered = [column.index for column in headed.columns if column.role == ColumnRole.INDEX]
    if not numbered or len(rows) < _FEWEST or len(rows) % 2:
        return rows
    firsts, seconds = rows[::2], rows[1::2]
    doubled = [_texts(row, numbered[0]) for row in firsts] == [_texts(row, numbered[0]) for row in seconds]
    return firsts if doubled else rows


def _texts(row: Row, number: int) -> list[str]:
    """What a row prints, its own number aside."""
    texts = ["" if cell is None else cell.text for cell in row]
    return texts[:number] + texts[number + 1 :]
