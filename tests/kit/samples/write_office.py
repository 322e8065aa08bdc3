"""Blocks as DOCX and XLSX; dates are fixed so that the same blocks give the same bytes."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from .blocks import NewPage, Placed, Sample, Text
from .table import Table

_MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
_ZIP_DATE = (2024, 1, 1, 0, 0, 0)
_UNUSED = ("word/stylesWithEffects.xml", "docProps/thumbnail.jpeg")
_UNUSED_LINK = re.compile(rb'<Relationship [^>]*Target="[^"]*(?:stylesWithEffects\.xml|thumbnail\.jpeg)"[^>]*/>')
_UNUSED_TYPE = re.compile(rb'<Override [^>]*PartName="/word/stylesWithEffects\.xml"[^>]*/>')


def _fixed(data: bytes) -> bytes:
    """The package with every date set to one moment, without the parts nobody reads."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            if name in _UNUSED:
                continue
            body = old.read(name)
            if name.endswith(".rels"):
                body = _UNUSED_LINK.sub(b"", body)
            if name == "[Content_Types].xml":
                body = _UNUSED_TYPE.sub(b"", body)
            if name == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-01-01T00:00:00Z", body)
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, body)
    return out.getvalue()


def write_docx(sample: Sample) -> bytes:
    """The bytes of ``sample`` as a Word document."""
    doc = Document()
    style = doc.styles["Normal"]
    style.font.name, style.font.size = "SimSun", Pt(9)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    section = doc.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    doc.core_properties.title, doc.core_properties.author = sample.title, "gouji samples"
    for block in sample.blocks:
        if isinstance(block, NewPage):
            doc.add_page_break()  # type: ignore[no-untyped-call]
        elif isinstance(block, Text):
            paragraph = doc.add_paragraph(block.text)
            if block.level in (1, 9):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            _docx_table(doc, block.table)
    out = BytesIO()
    doc.save(out)
    return _fixed(out.getvalue())


def _docx_table(doc: object, table: Table) -> None:
    add = doc.add_paragraph  # type: ignore[attr-defined]
    if table.number:
        add(table.number)
    if table.title:
        add(table.title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in table.meta:
        add(line)
    rows = table.rows
    made = doc.add_table(len(rows), len(rows[0]), style="Table Grid")  # type: ignore[attr-defined]
    cells = [list(row.cells) for row in made.rows]
    for n, row in enumerate(rows):
        for col, cell in enumerate(row):
            if cell is None:
                continue
            place = cells[n][col]
            if cell.rows > 1 or cell.cols > 1:
                place = place.merge(cells[n + cell.rows - 1][col + cell.cols - 1])
            if cell.text:
                place.paragraphs[0].add_run(cell.text)
    for note in table.notes:
        add(note)
    add("")


def write_xlsx(sample: Sample) -> bytes:
    """The bytes of ``sample`` as a workbook: a sheet for every table, one for the text before the first."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = sample.title, "gouji samples"
    book.properties.created = _MOMENT.replace(tzinfo=None)
    words = [b.text for b in sample.blocks if isinstance(b, Text)]
    if words:
        cover = book.create_sheet("封面")
        for n, line in enumerate(words, 1):
            cover.cell(n, 1, line)
    for block in sample.blocks:
        if isinstance(block, Placed):
            _sheet(book, block.table)
    out = BytesIO()
    book.save(out)
    return _fixed(out.getvalue())


def _sheet(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]“”]", "", table.title)[:31])
    width = len(table.rows[0])
    line = Side(style="thin")
    sheet.cell(1, 1, table.title).alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.cell(2, 1, table.meta[0])
    sheet.cell(2, width, table.meta[-1])
    for n, row in enumerate(table.rows, 3):
        for col, cell in enumerate(row, 1):
            place = sheet.cell(n, col)
            place.border = Border(line, line, line, line)
            if cell is None:
                continue
            if cell.fact is not None:
                place.value = float(cell.text.replace(",", ""))
                place.number_format = "0.00####"
            elif cell.text:
                place.value = cell.text
            if cell.rows > 1 or cell.cols > 1:
                sheet.merge_cells(
                    start_row=n, start_column=col, end_row=n + cell.rows - 1, end_column=col + cell.cols - 1
                )
    for n, note in enumerate(table.notes, len(table.rows) + 3):
        sheet.cell(n, 1, note)
