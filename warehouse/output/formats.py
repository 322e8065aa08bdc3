"""The four output formats, each written to a binary stream from batches of rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import BinaryIO

from rich.cells import cell_len

from warehouse.output.text import clipped, defused, one_line, plain

Row = Sequence[object]
_CELL_LIMIT = 60  # terminal columns; longer text is for csv and json


def write_table(columns: Sequence[str], rows: Iterable[Row], out: BinaryIO) -> int:
    """Aligned text for reading: figures to the right, wide characters counted as two.  Returns the row count."""
    held = list(rows)
    text = [[clipped(one_line(plain(value)), _CELL_LIMIT) for value in row] for row in held]
    is_number = [_is_number(held, i) for i in range(len(columns))]
    widths = [max([cell_len(name), *(cell_len(row[i]) for row in text)]) for i, name in enumerate(columns)]
    lines = [_line(columns, widths, is_number), "  ".join("─" * w for w in widths)]
    lines += [_line(row, widths, is_number) for row in text]
    lines.append(f"({len(held)} {'row' if len(held) == 1 else 'rows'})")
    out.write(("\n".join(lines) + "\n").encode())
    return len(held)


def write_csv(columns: Sequence[str], rows: Iterable[Row], out: BinaryIO) -> int:
    """RFC 4180 CSV in UTF-8, NULL as empty, text that a spreadsheet would run defused.  Returns the row count."""
    return _write_lines(out, _csv_lines(columns, rows))


def write_json(columns: Sequence[str], rows: Iterable[Row], out: BinaryIO) -> int:
    """A JSON array of objects, one a line; decimals as strings, since JSON readers turn numbers into floats."""
    return _write_lines(out, _json_lines(columns, rows))


def _write_lines(out: BinaryIO, lines: Iterator[tuple[str, int]]) -> int:
    count = 0
    for line, rows in lines:
        out.write(line.encode())
        count += rows
    return count


def _csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[tuple[str, int]]:
    yield _csv_line(columns), 0
    for row in rows:
        yield _csv_line([defused(plain(value)) if isinstance(value, str) else plain(value) for value in row]), 1


def _csv_line(values: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()


def _json_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[tuple[str, int]]:
    before = "[\n"
    for row in rows:
        record = dict(zip(columns, row, strict=True))
        yield before + json.dumps(record, ensure_ascii=False, default=_json_value), 1
        before = ",\n"
    yield ("[]\n" if before == "[\n" else "\n]\n"), 0


def _json_value(value: object) -> object:
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    return plain(value)


def _is_number(rows: Sequence[Row], column: int) -> bool:
    values = [row[column] for row in rows if row[column] is not None]
    return bool(values) and all(isinstance(v, (int, float, Decimal)) and not isinstance(v, bool) for v in values)


def _line(cells: Sequence[str], widths: Sequence[int], is_number: Sequence[bool]) -> str:
    padded: list[str] = []
    for cell, target, right in zip(cells, widths, is_number, strict=True):
        space = " " * (target - cell_len(cell))
        padded.append(space + cell if right else cell + space)
    return "  ".join(padded).rstrip()


WRITERS: dict[str, Callable[[Sequence[str], Iterable[Row], BinaryIO], int]] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
}
