"""Lists as CSV (with a byte order mark, for spreadsheets) and XLSX; text from documents never becomes a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CELL_LIMIT = 32_767  # characters Excel keeps of one cell
_MONEY = "#,##0.00"


def write_lists(
    path: Path, header: Sequence[str], lines: Iterable[Sequence[Any]], defused: Callable[[str], str]
) -> None:
    """Write ``path``.csv and ``path``.xlsx with the same header and lines; ``path`` has no suffix."""
    held = [list(line) for line in lines]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_csv(path.with_name(path.name + ".csv"), header, held, defused)
    _write_xlsx(path.with_name(path.name + ".xlsx"), header, held)


def write_csv(path: Path, header: Sequence[str], lines: Iterable[Sequence[Any]], defused: Callable[[str], str]) -> None:
    """RFC 4180 with a byte order mark: without one, spreadsheets on a Chinese system read UTF-8 as GBK."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([_csv_value(value, defused) for value in line] for line in lines)


def _csv_value(value: Any, defused: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (bool, int, datetime, date)):
        return str(value)
    return defused(str(value))


def _write_xlsx(path: Path, header: Sequence[str], lines: Sequence[Sequence[Any]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("list")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(header), 1))}{len(lines) + 1}"
    for i, name in enumerate(header):
        sheet.column_dimensions[get_column_letter(i + 1)].width = min(60, max(12, len(name) + 2))
    top = [_text_cell(sheet, name) for name in header]
    for cell in top:
        cell.font = Font(bold=True)
    sheet.append(top)
    for line in lines:
        sheet.append([_xlsx_value(sheet, value) for value in line])
    book.save(path)


def _xlsx_value(sheet: Any, value: Any) -> Any:
    if isinstance(value, Decimal):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = _MONEY
        return cell
    if value is None or isinstance(value, (bool, int, float, datetime, date)):
        return value
    text = _NOT_IN_XML.sub("", str(value))[:_CELL_LIMIT]
    return _text_cell(sheet, text) if text[:1] in ("=", "#") else text  # formulas, and errors such as #N/A


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell whose type says text, so that a leading ``=`` is one character of it and no formula."""
    cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("", text)[:_CELL_LIMIT])
    cell.data_type = "s"
    return cell
