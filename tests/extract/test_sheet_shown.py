"""What of a workbook is on paper: hidden lines and cells, print areas, formats that move the point, rich text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.extract.sheet import read_sheet
from pipelines.extract.sheet.codes import NumberFormat, parse_code, parse_format
from pipelines.extract.sheet.values import shown
from pipelines.model.document import Document


def new_sheet() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet


def saved(book: openpyxl.Workbook, tmp_path: Path) -> Document:
    path = tmp_path / "a.xlsx"
    book.save(path)
    return read_sheet(path)


def rows_of(document: Document, grid: int = 0) -> list[list[str]]:
    matrix = document.grids[grid].matrix()
    return [[cell.text if cell else "~" for cell in row] for row in matrix]


def test_hidden_rows_and_columns_are_left_out_and_said(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    for row in (["支出表", None, None, None], ["科目", "上年", "合计", "项目"], ["旧", 1, 2, 3], ["新", 4, 5, 6]):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    read = saved(book, tmp_path)
    assert rows_of(read) == [["支出表"] * 3, ["科目", "合计", "项目"], ["新", "5", "6"]]
    assert read.grids[0].cells[0].col_span == 3
    assert read.warnings == ["sheet 'Sheet': 6 filled cells are in hidden rows or columns and not read"]


def test_a_merged_cell_whose_first_column_is_hidden_keeps_its_text(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    for row in ([None, "收入", None], ["码", "项目", "金额"], [1, "合计", 2]):
        sheet.append(row)
    sheet["A1"], sheet["B1"] = "支出", None
    sheet.merge_cells("A1:C1")
    sheet.column_dimensions["A"].hidden = True
    assert rows_of(saved(book, tmp_path)) == [["支出", "支出"], ["项目", "金额"], ["合计", "2"]]


def test_what_cannot_be_seen_is_left_out(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    for row in (["一", 1.5, 2.5], ["二", 3.5, 4.5], ["三", 5.5, 6.5]):
        sheet.append(row)
    sheet["B1"].number_format = ";;;"
    sheet["B2"].font = Font(color="FFFFFFFF")
    sheet["C2"].font = Font(color="FFFFFFFF")  # white on blue is seen
    sheet["C2"].fill = PatternFill("solid", fgColor="FF1F4E79")
    sheet["B3"].font = Font(color="FF1F4E79")
    sheet["B3"].fill = PatternFill("solid", fgColor="FF1F4E79")
    read = saved(book, tmp_path)
    assert rows_of(read) == [["一", "", "2.5"], ["二", "", "4.5"], ["三", "", "6.5"]]
    assert read.warnings == ["sheet 'Sheet': 3 filled cells cannot be seen by their format or colour and not read"]


def test_notes_outside_the_print_area_are_left_out(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    for row in (["科目", "合计", None, "核对"], ["甲", 1, None, 1.01], ["乙", 2, None, 2.01], ["丙", 3, None, None]):
        sheet.append(row)
    sheet.print_area = "A2:B3"  # the head is printed on every page; the last row was added below
    read = saved(book, tmp_path)
    assert rows_of(read) == [["科目", "合计"], ["甲", "1"], ["乙", "2"], ["丙", "3"]]
    assert read.warnings == ["sheet 'Sheet': 3 filled cells are outside the print area and not read"]
    assert read.doubts == []


def test_columns_right_beside_the_print_area_are_a_doubt(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    for row in (["科目", "合计", "项目"], ["甲", 1, 1]):
        sheet.append(row)
    sheet.print_area = "A1:B2"
    read = saved(book, tmp_path)
    assert rows_of(read) == [["科目", "合计"], ["甲", "1"]]
    assert [(d.kind, d.page, d.count) for d in read.doubts] == [("unprinted_columns", 1, 2)]


def test_a_print_area_without_a_filled_cell_says_nothing(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    sheet.append(["科目", "合计"])
    sheet.print_area = "F9:G12"
    assert rows_of(saved(book, tmp_path)) == [["科目", "合计"]]


@pytest.mark.parametrize(
    ("code", "stored", "text"),
    [
        ("0!.0000", 8627200, "862.7200"),
        ("0\\.0000", 8627200, "862.7200"),
        ('0"."0,', 8627200, "862.72"),
        ("0!.0,", 8627200, "862.72"),
        ("#,##0.00,", 8627200, "8627.20"),
        ("0.00,,", 8627200, "8.6272"),
        ("0,.00", 8627200, "8627.20"),
        ("0.00,,\n%", 8627200, "862.72"),
        ('0!.0000"万元"', 8627200, "862.7200万元"),
        ('0.00"万元"_ ', 862.72, "862.72万元"),
        ('"约"0.0"人"', 3, "3.0"),
        ("#,##0.00", 8627200, "8627200.00"),
        ("#,##0", 8627200, "8627200"),
        ('[>=10000]0!.0000"万元";0.00"元"', 8627200, "862.7200万元"),
        ('[>=10000]0!.0000"万元";0.00"元"', 12.5, "12.50元"),
        ("0.00;-0.00;", 0, "0.00"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, "0.00"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', -12.5, "-12.50"),
        (";;;", 12.5, ""),
        (";;", 12.5, ""),
        (";;;@", 12.5, ""),
        ("0.00;;", -12.5, ""),
        ("0.00;;", 12.5, "12.50"),
        (";;;", "文字", ""),
        (";;;@", "文字", "文字"),
        ("0.00;-0.00;0.00;", "文字", ""),
        ("0.00", "文字", "文字"),
    ],
)
def test_a_number_is_what_its_format_prints(code: str, stored: float | str, text: str) -> None:
    assert shown(stored, parse_code(code)) == text


def test_a_calculated_number_is_shown_like_a_stored_one() -> None:
    assert shown(Decimal(10) / 3) == "3.33333333333333"
    assert shown(Decimal("862.720"), parse_format("0.00")) == "862.72"
    assert parse_format("0!.0000") == NumberFormat(4, shift=4)


def test_struck_text_is_dropped_and_raised_digits_stay_raised(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    struck, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
    sheet.append(["合计", CellRichText(TextBlock(struck, "776.45"), "862.72")])
    sheet.append(["基本", CellRichText("648.22", TextBlock(raised, "1"))])
    sheet.append(["项目", CellRichText(TextBlock(struck, "214.50"))])
    sheet.append(["其他", CellRichText("1.00", TextBlock(InlineFont(b=True), "2"))])
    assert [row[1] for row in rows_of(saved(book, tmp_path))] == ["862.72", "648.22¹", "214.50", "1.002"]


TITLES = ["部门收支总表", None, None, "部门支出总表", None]
HEADS = ["项目", "预算数", None, "科目", "合计"]
BODY = ["合计", 1, None, "甲", 2]


def test_tables_side_by_side_are_grids(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    for row in (TITLES, HEADS, BODY):
        sheet.append(row)
    read = saved(book, tmp_path)
    assert rows_of(read) == [["部门收支总表", ""], ["项目", "预算数"], ["合计", "1"]]
    assert rows_of(read, 1) == [["部门支出总表", ""], ["科目", "合计"], ["甲", "2"]]


def test_merged_titles_part_tables_that_touch(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    for row in (TITLES, HEADS, BODY):
        sheet.append([cell for i, cell in enumerate(row) if i != 2])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")
    read = saved(book, tmp_path)
    assert rows_of(read, 1) == [["部门支出总表"] * 2, ["科目", "合计"], ["甲", "2"]]


@pytest.mark.parametrize("first", [["收支总表", None, None, None, None], ["收入", None, None, "支出", None]])
def test_two_sides_of_one_table_are_not_parted(first: list[str | None], tmp_path: Path) -> None:
    book, sheet = new_sheet()
    for row in (first, HEADS, BODY):
        sheet.append(row)
    assert len(saved(book, tmp_path).grids) == 1
