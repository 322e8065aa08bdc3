"""Read a workbook: the values on paper and the merged ranges of every visible sheet."""

from __future__ import annotations

import zipfile
from pathlib import Path

from python_calamine import CalamineError, PasswordError

from pipelines.extract.archive import check_archive
from pipelines.extract.builder import Builder
from pipelines.extract.library import damaged, opening
from pipelines.extract.sheet.blocks import cells, side_by_side
from pipelines.extract.sheet.book import Sheet, open_book
from pipelines.extract.sheet.formulas import Calculator
from pipelines.extract.sheet.look import Place
from pipelines.extract.sheet.visible import Visible, visible_cells
from pipelines.model.document import Document, Doubt, ReadError, Unreadable

READER = "sheet/2"


def read_sheet(path: Path) -> Document:
    """The document in a workbook; every sheet with cells is a page, in workbook order.

    It holds a grid for each table side by side, or paragraphs where only one column is filled.
    Rows and columns count from the first that is not empty, hidden ones left out.  What is hidden, cannot be
    seen or lies outside the print area is not read, and the warnings say so.
    Raises ``ReadError``: encrypted, damaged, archive bomb, too large, empty.
    """
    if zipfile.is_zipfile(path):
        check_archive(path)
    with opening(path.name, "workbook"):
        try:
            sheets = open_book(path)
        except (PasswordError, CalamineError) as error:
            raise refusal(path.name, error) from error
    return document_of(path.name, sheets)


def document_of(name: str, sheets: list[Sheet]) -> Document:
    """The document in the sheets of the workbook ``name``.  Raises ``ReadError`` where nothing is filled."""
    builder = Builder(READER)
    _calculate(builder, sheets)
    for sheet in sheets:
        if sheet.is_visible:
            _add_sheet(builder, sheet)
        elif sheet.values:
            builder.warn(f"sheet {sheet.name!r} is hidden in the workbook and not read")
    if not builder.document.grids and not builder.document.paragraphs:
        raise ReadError(Unreadable.EMPTY, f"{name} is a workbook without a filled cell")
    return builder.finish()


def refusal(name: str, error: Exception) -> ReadError:
    """Why the workbook ``name`` cannot be read: encrypted where the library speaks of it, else damaged."""
    said = str(error).lower()
    if isinstance(error, PasswordError) or "password" in said or "encrypt" in said:
        return ReadError(Unreadable.ENCRYPTED, f"{name} is a workbook that needs a password")
    return damaged(name, "workbook", error)


def _calculate(builder: Builder, sheets: list[Sheet]) -> None:
    """Put results where formulas are stored without them; say which cannot be calculated."""
    formulas = {sheet.name: sheet.look.formulas for sheet in sheets}
    values = {sheet.name: sheet.values for sheet in sheets}
    book = Calculator(formulas, values.get)
    results = {name: {place: book.result(name, place) for place in places} for name, places in formulas.items()}
    for sheet in sheets:
        found = results[sheet.name]
        if not found or not sheet.is_visible:
            continue
        builder.warn(f"sheet {sheet.name!r}: {len(found)} formulas are stored without a result")
        missing = [place for place, result in found.items() if result is None and not sheet.look.hides(place)]
        if missing:
            builder.document.doubts.append(Doubt("uncalculated_formula", sheet.number, len(missing)))
        sheet.values |= {place: result for place, result in found.items() if result is not None}


def _add_sheet(builder: Builder, sheet: Sheet) -> None:
    """Add a sheet's page with its grids, if anything is on paper."""
    found = visible_cells(sheet.values, sheet.merged, sheet.look)
    _say_left_out(builder, sheet, found)
    if not found.texts:
        return
    page = builder.page(sheet.number, name=sheet.name).number
    for texts in side_by_side(found.texts, sheet.merged):
        if len({c for _, c in texts}) == 1:  # one column of text: a cover, an explanation
            _add_paragraphs(builder, page, texts)
        else:
            builder.grid(cells(texts, sheet.merged, sheet.look), method="sheet", page=page)


def _add_paragraphs(builder: Builder, page: int, texts: dict[Place, str]) -> None:
    for place in sorted(texts):
        for line in texts[place].split("\n"):
            builder.paragraph(line, page)


def _say_left_out(builder: Builder, sheet: Sheet, found: Visible) -> None:
    for count, where in (
        (found.hidden, "are in hidden rows or columns"),
        (found.invisible, "cannot be seen by their format or colour"),
        (found.outside, "are outside the print area"),
    ):
        if count:
            builder.warn(f"sheet {sheet.name!r}: {count} filled cells {where} and not read")
    if found.beside:
        builder.document.doubts.append(Doubt("unprinted_columns", sheet.number, found.beside))
