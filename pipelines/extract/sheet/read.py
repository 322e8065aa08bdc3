"""Read a workbook with python-calamine: values and merged ranges of every sheet."""

from __future__ import annotations

import zipfile
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pipelines.extract.archive import check_archive
from pipelines.extract.builder import Builder
from pipelines.extract.sheet.formats import Formats, read_formats
from pipelines.extract.sheet.values import Value, shown
from pipelines.model.document import Cell, Document, ReadError, Unreadable

READER = "sheet/1"
MAX_CELLS = 4_000_000  # of one sheet; a department's tables have a few thousand


def read_sheet(path: Path) -> Document:
    """The document in a workbook; every sheet with cells is a page, in workbook order.

    It holds one grid, or paragraphs where only one column is filled.
    Rows and columns count from the first that is not empty.  Hidden sheets are read and named in the
    warnings.  Raises ``ReadError``: encrypted, damaged, archive bomb, too large, empty.
    """
    if zipfile.is_zipfile(path):
        check_archive(path)
    builder = Builder(READER)
    try:
        _add_sheets(builder, path)
    except PermissionError:
        raise
    except (PasswordError, CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise refusal(path.name, error) from error
    if not builder.document.grids and not builder.document.paragraphs:
        raise ReadError(Unreadable.EMPTY, f"{path.name} is a workbook without a filled cell")
    return builder.finish()


def refusal(name: str, error: Exception) -> ReadError:
    """Why the workbook ``name`` cannot be read: encrypted where the library speaks of it, else damaged."""
    said = str(error).lower()
    if isinstance(error, PasswordError) or "password" in said or "encrypt" in said:
        return ReadError(Unreadable.ENCRYPTED, f"{name} is a workbook that needs a password")
    return ReadError(Unreadable.DAMAGED, f"{name} is not a whole workbook: {error}")


def _add_sheets(builder: Builder, path: Path) -> None:
    """Add every sheet of cells, and a warning for one that is hidden or not calculated."""
    with CalamineWorkbook.from_path(str(path)) as book:
        if not book.sheets_metadata:
            raise ReadError(Unreadable.DAMAGED, f"{path.name} is not a whole workbook: it has no sheets")
        formats = read_formats(path)
        for number, meta in enumerate(book.sheets_metadata, start=1):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(number - 1)
            sheet_formats = formats.get(number - 1)
            if sheet_formats and sheet_formats.uncalculated:
                builder.warn(f"sheet {meta.name!r}: {sheet_formats.uncalculated} formulas are stored without a result")
            filled = _add_sheet(builder, number, sheet, sheet_formats)
            if filled and meta.visible != SheetVisibleEnum.Visible:
                builder.warn(f"sheet {meta.name!r} is hidden in the workbook")


def _add_sheet(builder: Builder, page: int, sheet: CalamineSheet, formats: Formats | None) -> bool:
    """Add a sheet's page and grid; ``False`` for an empty one."""
    if sheet.start is None or sheet.end is None:
        return False
    height, width = sheet.end[0] - sheet.start[0] + 1, sheet.end[1] - sheet.start[1] + 1
    if height * width > MAX_CELLS:
        raise ReadError(Unreadable.TOO_LARGE, f"sheet {sheet.name!r} has {height} rows and {width} columns")
    rows: list[list[Value]] = sheet.to_python(skip_empty_area=True)
    top, left = sheet.start
    texts: dict[tuple[int, int], str] = {}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            text = shown(value, formats.of(top + r, left + c) if formats else None)
            if text:
                texts[top + r, left + c] = text
    if not texts:
        return False
    builder.page(page, name=sheet.name)
    if len({c for _, c in texts}) == 1:  # one column of text: a cover, an explanation
        for place in sorted(texts):
            for line in texts[place].split("\n"):
                builder.paragraph(line, page)
    else:
        builder.grid(_cells(texts, sheet.merged_cell_ranges or []), method="sheet", page=page)
    return True


def _cells(texts: dict[tuple[int, int], str], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> list[Cell]:
    """Cells of the used rectangle; a merged range is one cell, cut to the rectangle."""
    top, left = min(r for r, _ in texts), min(c for _, c in texts)
    bottom, right = max(r for r, _ in texts), max(c for _, c in texts)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (r0, c0), (r1, c1) in merged:
        r0, c0, r1, c1 = max(r0, top), max(c0, left), min(r1, bottom), min(c1, right)
        if r0 > r1 or c0 > c1 or (r0, c0) in covered:
            continue
        spans[r0, c0] = (r1 - r0 + 1, c1 - c0 + 1)
        inside = {(r, c) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
        covered |= inside - {(r0, c0)}
    out = []
    for r in range(top, bottom + 1):
        for c in range(left, right + 1):
            if (r, c) not in covered:
                row_span, col_span = spans.get((r, c), (1, 1))
                out.append(Cell(r - top, c - left, texts.get((r, c), ""), row_span, col_span))
    return out
