"""Tables copied from web pages with each cell on a line of its own, a blank line where the cell is empty.

Nothing parts the rows, so their width is found: the one by which words and figures stand in columns of their own from
the line with the unit to the next title.  Some copies leave a blank line after every cell as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.extract.text.numbers import is_amount, is_dash, is_number

_UNIT = re.compile(r"^\W*(?:金额)?单\s*位\s*[:：]\s*\S{1,6}$")
_WIDEST = 20  # columns
_LEAST_ROWS = 3  # with figures in them
_LEFT = 5  # lines between a table and the next unit: title, department, what else stands there
_LONGEST = 60  # characters of a cell; a longer line is a sentence


def with_tabs(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with tabs between the cells of those that are cells of one table."""
    if any("\t" in line for line in lines):
        yield from lines
        return
    units = [number for number, line in enumerate(lines) if _UNIT.match(line.strip())]
    done = 0
    for unit, end in pairwise([*units, len(lines)]):
        start = unit + 1
        step, rows = _table([line.strip() for line in lines[start:end]])
        if rows:
            yield from lines[done:start]
            yield from ("\t".join(row) for row in rows)
            done = start + step * sum(map(len, rows))
    yield from lines[done:]


def _table(lines: Sequence[str]) -> tuple[int, list[list[str]]]:
    """How many lines a cell takes, and the rows at the beginning of ``lines``; none where no width is certain."""
    spread = next((at for at, line in enumerate(lines[1::2]) if line), len(lines) // 2)  # cells with a blank line after
    if spread and _is_rest(lines[2 * spread :]):
        rows = _of_some_width(lines[: 2 * spread : 2])
        if rows:
            return 2, rows
    return 1, _of_some_width(lines)


def _of_some_width(cells: Sequence[str]) -> list[list[str]]:
    for width in range(2, _WIDEST + 1):
        rows = _rows(cells, width)
        if rows:
            wider = _rows(cells, 2 * width) if _is_half(rows) else []
            return wider or rows
    return []


def _is_rest(lines: Sequence[str]) -> bool:
    """What may stand between a table and the next unit."""
    return sum(map(bool, lines)) <= _LEFT and not any(map(is_amount, lines))


def _rows(cells: Sequence[str], width: int) -> list[list[str]]:
    """The cells in rows of ``width``, where words and figures keep to their columns; what is left holds no figure."""
    rows = [[*cells[at : at + width]] for at in range(0, len(cells) - width + 1, width)]
    first = next((number for number, row in enumerate(rows) if any(map(is_number, row))), len(rows))
    end = _end(rows, first)
    body = rows[first:end]
    if len(body) < _LEAST_ROWS or not _is_rest(cells[end * width :]):
        return []
    return rows[:end] if _is_body(body) and _is_head(rows[:first]) else []


def _is_body(rows: Sequence[Sequence[str]]) -> bool:
    """Whether there is money in the rows, and words in each that is not blank; else it is half a row of another
    width."""
    has_money = any(is_amount(cell) for row in rows for cell in row)
    return has_money and all(not any(row) or not all(map(_is_wordless, row)) for row in rows)


def _is_head(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the last row of a head, where there is one, says what is in each column."""
    return not rows or all(rows[-1])


def _end(rows: Sequence[Sequence[str]], body: int) -> int:
    """Before the first row from ``body`` on that is no row: no figure and no name of one in it, or a sentence."""
    columns: list[str | None] = [None] * len(rows[0]) if rows else []
    for number in range(body, len(rows)):
        row = rows[number]
        if any(len(cell) > _LONGEST for cell in row):
            return number
        for column, cell in enumerate(row):
            kind = _kind([cell])
            if kind != "blank" and columns[column] not in (None, kind):
                return number
            if kind != "blank":
                columns[column] = kind
    return len(rows)


def _kind(texts: Sequence[str]) -> str | None:
    """What a column holds: words, figures or nothing; None where both."""
    filled = [text for text in texts if text and not is_dash(text)]
    figures = sum(map(is_number, filled))
    if not filled:
        return "blank"
    return "figures" if figures == len(filled) else None if figures else "words"


def _is_wordless(text: str) -> bool:
    return _kind([text]) != "words"


def _is_half(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are halves of rows: one of the head comes twice running, as two sides of a table have it."""
    head = [row for row in rows if not any(map(is_number, row))]
    return any(row == following and any(row) for row, following in pairwise(head))
