"""A variant as a Word document, a workbook, a web page, the two text exports, and (write_pdf) a PDF."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from io import BytesIO

from docx import Document
from openpyxl import Workbook

from tests.kit.samples.write_text import html_row, unmerged
from tests.kit.variants.biff import Printed, workbook
from tests.kit.variants.document import Sheet, Variant
from tests.kit.variants.write_pdf import write_pdf


def write_docx(variant: Variant) -> bytes:
    """A Word document: lines as paragraphs, merged cells merged."""
    doc = Document()
    for line in variant.cover:
        doc.add_paragraph(line)
    for sheet in variant.sheets:
        doc.add_page_break()  # type: ignore[no-untyped-call]
        for line in _lines(sheet, variant):
            doc.add_paragraph(line)
        rows = sheet.table.rows
        made = doc.add_table(len(rows), len(rows[0]), style="Table Grid")
        cells = [list(row.cells) for row in made.rows]
        for n, row in enumerate(rows):
            for col, cell in enumerate(row):
                if cell is None:
                    continue
                place = cells[n][col]
                if cell.rows > 1 or cell.cols > 1:
                    place = place.merge(cells[n + cell.rows - 1][col + cell.cols - 1])
                if cell.text:
                    place.text = cell.text
        for line in sheet.below:
            doc.add_paragraph(line)
    out = BytesIO()
    doc.save(out)
    return out.getvalue()


def _printed(sheet: Sheet) -> list[Printed]:
    """What stands where on the sheet of a workbook; figures are numbers."""
    out: list[Printed] = []
    width, top = len(sheet.table.rows[0]), 0
    for line in sheet.above:
        parts = [p for p in line.split("        ") if p]
        out.append(Printed(top, 0, parts[0], cols=width if len(parts) == 1 else 1))
        if len(parts) > 1:
            out.append(Printed(top, width - 1, parts[1]))
        top += 1
    for n, row in enumerate(sheet.table.rows, top):
        for col, cell in enumerate(row):
            if cell is not None:
                is_number = cell.fact is not None and "—" not in cell.text
                value = float(cell.text.replace(",", "")) if is_number else cell.text
                out.append(Printed(n, col, value, cell.rows, cell.cols))
    below = enumerate(sheet.below, top + len(sheet.table.rows))
    return [*out, *(Printed(n, 0, line) for n, line in below)]


def _sheets(variant: Variant) -> list[tuple[str, list[Printed]]]:
    """A cover and a sheet for every table."""
    cover = [Printed(n, 1, line) for n, line in enumerate(variant.cover, 2)]
    named = [(f"{n}{_sheet_name(s.name)}"[:31], _printed(s)) for n, s in enumerate(variant.sheets, 1)]
    return [("封面", cover), *named]


def write_xlsx(variant: Variant) -> bytes:
    """A workbook with a cover and a sheet for every table; figures are numbers."""
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    for name, cells in _sheets(variant):
        page = book.create_sheet(name)
        for cell in cells:
            place = page.cell(cell.row + 1, cell.col + 1)
            if cell.value != "":
                place.value = cell.value
            if isinstance(cell.value, str):
                place.data_type = "s"  # =100% is no formula
            if isinstance(cell.value, float):
                place.number_format = "#,##0.00####" if variant.shape.comma else "0.00####"
            if cell.rows > 1 or cell.cols > 1:
                page.merge_cells(
                    start_row=cell.row + 1,
                    start_column=cell.col + 1,
                    end_row=cell.row + cell.rows,
                    end_column=cell.col + cell.cols,
                )
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def write_xls(variant: Variant) -> bytes:
    """The same as a workbook of the old kind."""
    return workbook(_sheets(variant))


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in "\\/*?:[]“”（）")


def _lines(sheet: Sheet, variant: Variant) -> list[str]:
    """Lines above a table; where the shape leaves the title to a sheet's name, other formats print it."""
    return [sheet.name, *sheet.above] if variant.shape.title_at == "sheet" else sheet.above


def write_html(variant: Variant) -> bytes:
    """A web page."""
    parts = [
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>',
        escape("".join(variant.cover)),
        "</title></head><body>",
    ]
    parts += [f"<p>{escape(line)}</p>" for line in variant.cover]
    for sheet in variant.sheets:
        parts += [f"<p>{escape(line)}</p>" for line in _lines(sheet, variant)]
        parts.append("<table>")
        for row in sheet.table.rows:
            parts.append(html_row(row))
        parts.append("</table>")
        parts += [f"<p>{escape(line)}</p>" for line in sheet.below]
    return "\n".join([*parts, "</body></html>"]).encode()


def write_cells(variant: Variant) -> bytes:
    """A Word document exported cell by cell: a line after a tab for every cell, a blank line after every row."""
    parts = [*variant.cover, ""]
    for sheet in variant.sheets:
        parts += [*_lines(sheet, variant), ""]
        for row in sheet.table.rows:
            parts += [*(f"\t{text}" for text in unmerged(row)), ""]
        parts += ["", "", *sheet.below, ""]
    return ("\n".join(parts) + "\n").encode()


def write_rows(variant: Variant) -> bytes:
    """A PDF exported row by row: tabs between cells, headings with #."""
    parts = [f"# {''.join(variant.cover)}", ""]
    for sheet in variant.sheets:
        for line in _lines(sheet, variant):
            parts += [line if "：" in line else f"## {line}", ""]
        parts += ["\t".join(cell.text.replace("\n", "") if cell else "" for cell in row) for row in sheet.table.rows]
        parts += ["", *sheet.below, ""]
    return ("\n".join(parts) + "\n").encode()


WRITERS: dict[str, Callable[[Variant], bytes]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "xls": write_xls,
    "html": write_html,
    "pdf": write_pdf,
    "cells.txt": write_cells,
    "rows.txt": write_rows,
}
