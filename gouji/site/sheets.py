"""Lists as CSV (with a byte order mark, for spreadsheets) and XLSX; text from documents never becomes a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from warehouse.output.workbook import write_xlsx


def write_lists(
    path: Path, header: Sequence[str], lines: Iterable[Sequence[Any]], defused: Callable[[str], str]
) -> None:
    """Write ``path``.csv and ``path``.xlsx with the same header and lines; ``path`` has no suffix."""
    held = [list(line) for line in lines]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_csv(path.with_name(path.name + ".csv"), header, held, defused)
    write_xlsx(path.with_name(path.name + ".xlsx"), header, held)


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
