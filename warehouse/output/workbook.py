"""Rows as a workbook of one sheet: text always as text, the same rows always the same bytes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CELL_LIMIT = 32_767  # characters Excel keeps of one cell
_EXACT_DIGITS = 15  # a spreadsheet's number holds no more; longer amounts are text, to the last digit
ROWS, COLUMNS = 1_048_575, 16_384  # of a sheet, below its header
_CREATED = datetime(1980, 1, 1, tzinfo=UTC)  # not the day of writing: the same rows are the same bytes
# Nothing in a text becomes a formula, a link or a number.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class SheetError(ValueError):
    """More rows or columns than a sheet holds."""


def write_xlsx(target: Path | BinaryIO, header: Sequence[str], lines: Iterable[Sequence[Any]]) -> int:
    """Write a workbook: a bold header that stays in view, numbers as numbers (Decimal with its two decimals shown).

    Returns the number of rows.  Raises SheetError where a sheet cannot hold them; ``target`` is then not whole.
    """
    if len(header) > COLUMNS:
        raise SheetError(f"{len(header):,} columns: a sheet holds {COLUMNS:,}")
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet("list")
        sheet.freeze_panes(1, 0)
        for number, name in enumerate(header):
            sheet.set_column(number, number, min(60, max(12, len(name) + 3)))
            sheet.write_string(0, number, _shown(name), bold)
        last = 0
        for last, line in enumerate(lines, 1):
            if last > ROWS:
                raise SheetError(f"more than {ROWS:,} rows: a sheet holds no more")
            for column, value in enumerate(line):
                _write(sheet, last, column, value, money)
        sheet.autofilter(0, 0, last, len(header) - 1)
    return last


def _write(sheet: Worksheet, row: int, column: int, value: Any, money: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif _is_exact(value):
        # its digits are written as they are: a Decimal never passes through a binary number here
        sheet.write_number(row, column, value, money if _is_money(value) else None)
    else:
        sheet.write_string(row, column, _shown(value))


def _is_exact(value: Any) -> bool:
    """Whether a cell holds the number to its last digit."""
    if isinstance(value, float):
        return math.isfinite(value)
    if not isinstance(value, Decimal | int):
        return False
    digits = "".join(map(str, Decimal(value).as_tuple().digits)).strip("0")
    return len(digits) <= _EXACT_DIGITS


def _is_money(value: Any) -> bool:
    return isinstance(value, Decimal) and int(value.as_tuple().exponent) >= -2


def _shown(value: Any) -> str:
    """A value as text that XML can hold and a cell can keep."""
    text = _plain(value).replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_IN_XML.sub("", text)[:_CELL_LIMIT]


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)
