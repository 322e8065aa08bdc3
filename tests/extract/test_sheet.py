"""Workbooks: values as seen, merged ranges, sheets as pages."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineError, PasswordError

from pipelines.extract import read_path
from pipelines.extract.sheet import read_sheet
from pipelines.extract.sheet.codes import NumberFormat, parse_format
from pipelines.extract.sheet.read import refusal
from pipelines.extract.sheet.values import shown
from pipelines.model.document import Document, ReadError, Unreadable


def saved(book: openpyxl.Workbook, tmp_path: Path) -> Document:
    path = tmp_path / "a.xlsx"
    book.save(path)
    return read_sheet(path)


def test_sheets_are_pages_and_merges_are_spans(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "收支总表"
    for row in ([], [None, "收入", None, "支出"], [None, "项目", "预算数", "项目"], [None, "合计", 6022.63, None]):
        sheet.append(row)
    sheet.merge_cells("B2:C2")
    second = book.create_sheet("附表")
    second.append(["a", "b"])
    second.sheet_state = "hidden"
    read = saved(book, tmp_path)
    assert [(p.number, p.name) for p in read.pages] == [(1, "收支总表")]
    (grid,) = read.grids
    assert (grid.rows, grid.cols, grid.method, grid.page) == (3, 3, "sheet", 1)
    assert [(c.row, c.col, c.col_span, c.text) for c in grid.cells if c.row != 1] == [
        (0, 0, 2, "收入"),
        (0, 2, 1, "支出"),
        (2, 0, 1, "合计"),
        (2, 1, 1, "6022.63"),
        (2, 2, 1, ""),
    ]
    assert read.warnings == ["sheet '附表' is hidden in the workbook and not read"]


def test_numbers_as_a_person_sees_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    values = [
        (123.45000000000002, "General", "123.45"),
        (6022.6, "#,##0.00", "6022.60"),
        (6022.6349, "0.00", "6022.6349"),
        (2010301, "General", "2010301"),
        (301, "00000", "00301"),
        (0.95, "0%", "95%"),
        (0.9512, "0.00%", "95.12%"),
        (1e15, "General", "1000000000000000"),
        (0.000001, "General", "0.000001"),
        (-13.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "-13.50"),
        (0, "0.00", "0.00"),
        (dt.date(2024, 1, 2), "yyyy-mm-dd", "2024-01-02"),
        (True, "General", "TRUE"),
    ]
    for i, (value, form, _) in enumerate(values, start=1):
        sheet.cell(i, 1, value).number_format = form
        sheet.cell(i, 2, "x")
    grid = saved(book, tmp_path).grids[0]
    assert [c.text for c in grid.cells if c.col == 0] == [text for _, _, text in values]


def test_a_sheet_of_one_column_is_paragraphs(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["昌黎县医疗保障局"])
    sheet.append(["一、职责\n二、机构"])
    read = saved(book, tmp_path)
    assert [p.text for p in read.paragraphs] == ["昌黎县医疗保障局", "一、职责", "二、机构"]
    assert read.grids == []


def test_formulas_without_a_stored_result_are_reported(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["合计", "=1+2"])
    assert saved(book, tmp_path).warnings == ["sheet 'Sheet': 1 formulas are stored without a result"]


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        saved(openpyxl.Workbook(), tmp_path)
    assert caught.value.reason is Unreadable.EMPTY


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PasswordError("no key"), Unreadable.ENCRYPTED),
        (CalamineError("Workbook is password protected"), Unreadable.ENCRYPTED),
        (ValueError("Encrypted stream"), Unreadable.ENCRYPTED),
        (OSError("unexpected end of file"), Unreadable.DAMAGED),
    ],
)
def test_why_a_workbook_is_refused(error: Exception, reason: Unreadable) -> None:
    refused = refusal("a.xlsx", error)
    assert refused.reason is reason
    assert refused.message.startswith("a.xlsx ")


def test_a_cut_workbook_is_damaged(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("a").append(["x", 1])
    whole = tmp_path / "whole.xlsx"
    book.save(whole)
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole.read_bytes()[:-200])
    with pytest.raises(ReadError) as caught:
        read_path(cut)
    assert caught.value.reason is Unreadable.DAMAGED


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("#,##0.00", NumberFormat(2)),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', NumberFormat(2)),
        ("0.0%", NumberFormat(1, percent=True)),
        ("000", NumberFormat(zeros=3)),
        ("#,##0", None),
        ("yyyy/m/d", None),
        ("0.00,", NumberFormat(2, shift=3)),
        ("General", None),
        ("@", None),
    ],
)
def test_format_codes(code: str, form: NumberFormat | None) -> None:
    assert parse_format(code) == form


@given(st.decimals(-(10**9), 10**9, places=6))
def test_what_was_typed_is_what_is_shown(typed: Decimal) -> None:
    assert Decimal(shown(float(typed))) == typed


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_shown_numbers_are_plain_and_close(value: float) -> None:
    text = shown(value)
    assert "e" not in text.lower()
    assert math.isclose(float(text), value, rel_tol=1e-14, abs_tol=0.0)


def test_xls_and_xlsx_of_the_corpus(shared: Path) -> None:
    for name in ("budget_template.xls", "department_budget_template.xlsx"):
        read = read_path(shared / "corpus" / "上海" / name)
        titles = {c.text.split("\n")[0] for g in read.grids for c in g.cells if c.row == 0}
        assert any("财务收支预算总表" in t or "收支预算总表" in t for t in titles), (name, titles)
        assert len(read.pages) in (16, 17)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (float("inf"), ""), (float("nan"), ""), (False, "FALSE"), (0.0, "0"), (-0.05, "-0.05"), (1.10, "1.1"),
        (dt.datetime(2024, 1, 2), "2024-01-02"),  # noqa: DTZ001 (as a workbook stores it)
        (dt.datetime(2024, 1, 2, 8, 30), "2024-01-02 08:30:00"),  # noqa: DTZ001
        (dt.time(8, 30), "08:30:00"), (dt.timedelta(hours=1), "1:00:00"), ("a\r\nb\rc \n", "a\nb\nc"),
    ],
)  # fmt: skip
def test_other_values(value: object, text: str) -> None:
    assert shown(value) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (7, NumberFormat(zeros=3), "007"),
        (-7, NumberFormat(zeros=3), "-7"),
        (0.5, NumberFormat(2, percent=True), "50.00%"),
        (0.12345, NumberFormat(0, percent=True), "12.345%"),
        (6022.6, NumberFormat(2), "6022.60"),
        (6022.625, NumberFormat(2), "6022.625"),
    ],
)
def test_a_format_adds_what_it_shows_and_takes_nothing(value: float, form: NumberFormat, text: str) -> None:
    assert shown(value, form) == text


def test_only_stored_numbers_take_the_format_of_their_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, (left, right) in enumerate((("2080501", 12.5), (301, "x")), start=1):
        for col, value in ((1, left), (2, right)):
            sheet.cell(row, col, value).number_format = "0.00"
    sheet.cell(3, 27, 5).number_format = "00000"  # AA3
    grid = saved(book, tmp_path).grids[0]
    texts = {(c.row, c.col): c.text for c in grid.cells}
    assert [texts[0, 0], texts[0, 1], texts[1, 0], texts[1, 1], texts[2, 26]] == [
        "2080501",
        "12.50",
        "301.00",
        "x",
        "00005",
    ]


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("00.00", NumberFormat(2)),
        ("0", None),
        ("00", NumberFormat(zeros=2)),
        ("0.00E+00", None),
        ("# ?/?", None),
        ('"约"0.0', NumberFormat(1)),
        ("0.000%;-0.0%", NumberFormat(3, percent=True)),
        ("#,##0.00,", NumberFormat(2, shift=3)),
        ("[h]:mm", None),
        ("", None),
    ],
)
def test_more_format_codes(code: str, form: NumberFormat | None) -> None:
    assert parse_format(code) == form
