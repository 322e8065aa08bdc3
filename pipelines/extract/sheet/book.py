"""A workbook opened with python-calamine, with what its file says beyond values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipelines.extract.sheet.biff import read_looks as read_xls_looks
from pipelines.extract.sheet.look import Place, SheetLook
from pipelines.extract.sheet.values import Value
from pipelines.extract.sheet.visible import Merged
from pipelines.extract.sheet.xlsx import read_looks
from pipelines.model.document import ReadError, Unreadable

MAX_CELLS = 4_000_000  # of one sheet; a department's tables have a few thousand


@dataclass(slots=True)
class Sheet:
    """One sheet of cells: ``number`` from 1 in the workbook's order."""

    number: int
    name: str
    is_visible: bool = True
    values: dict[Place, Value] = field(default_factory=dict)
    merged: Merged = field(default_factory=list)
    look: SheetLook = field(default_factory=SheetLook)


def open_book(path: Path) -> list[Sheet]:
    """Every sheet of cells.  Raises ``ReadError`` (no sheets, a sheet too large) and calamine's own errors."""
    looks = read_looks(path) or read_xls_looks(path)
    with CalamineWorkbook.from_path(str(path)) as book:
        if not book.sheets_metadata:
            raise ReadError(Unreadable.DAMAGED, f"{path.name} is not a whole workbook: it has no sheets")
        sheets = []
        for number, meta in enumerate(book.sheets_metadata, start=1):
            if meta.typ == SheetTypeEnum.WorkSheet:
                look = looks.get(number - 1, SheetLook())
                is_visible = meta.visible == SheetVisibleEnum.Visible
                sheets.append(_sheet(number, book.get_sheet_by_index(number - 1), look, is_visible))
        return sheets


def _sheet(number: int, sheet: CalamineSheet, look: SheetLook, is_visible: bool) -> Sheet:
    found = Sheet(number, sheet.name, is_visible, look=look)
    if sheet.start is None or sheet.end is None:
        return found
    height, width = sheet.end[0] - sheet.start[0] + 1, sheet.end[1] - sheet.start[1] + 1
    if height * width > MAX_CELLS:
        raise ReadError(Unreadable.TOO_LARGE, f"sheet {sheet.name!r} has {height} rows and {width} columns")
    top, left = sheet.start
    found.merged = sheet.merged_cell_ranges or []
    for r, row in enumerate(sheet.to_python(skip_empty_area=True), start=top):
        for c, value in enumerate(row, start=left):
            if value != "":
                found.values[r, c] = value
    for place, error in look.errors.items():
        found.values.setdefault(place, error)
    return found
