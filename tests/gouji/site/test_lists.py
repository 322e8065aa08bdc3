from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from gouji.site.sheets import write_lists
from gouji.site.words import node_pair, share, yuan
from warehouse.output.text import defused
from warehouse.output.workbook import write_xlsx


def test_a_list_opens_as_a_workbook_with_numbers_as_numbers_and_formulas_as_text(tmp_path: Path) -> None:
    rows = [["=1+1", Decimal("1821571300.00"), 7, None, "#N/A"], ["森林\n资源", Decimal("-0.01"), 0, "", "<b>&"]]
    write_lists(tmp_path / "list", ["text", "money", "count", "none", "odd"], rows, defused)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert [[one.value for one in row] for row in sheet.iter_rows()] == [
        ["text", "money", "count", "none", "odd"],
        ["=1+1", 1821571300, 7, None, "#N/A"],
        ["森林\n资源", -0.01, 0, None, "<b>&"],
    ]
    assert sheet["A2"].data_type == "s" and sheet["E2"].data_type == "s"
    assert sheet["B2"].number_format == "#,##0.00"
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:E3" and sheet["A1"].font.b
    other = python_calamine.load_workbook(tmp_path / "list.xlsx").get_sheet_by_name("list").to_python()
    assert other[1][:3] == ["=1+1", 1821571300.0, 7.0]


def test_csv_has_a_byte_order_mark_exact_decimals_and_no_formula(tmp_path: Path) -> None:
    rows = [["=HYPERLINK(1)", Decimal("12345678901234567.89"), None], ["-125,360", Decimal("0.00"), "a,b"]]
    write_lists(tmp_path / "list", ["text", "money", "more"], rows, defused)
    raw = (tmp_path / "list.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(raw.decode("utf-8-sig").splitlines())) == [
        ["text", "money", "more"],
        ["'=HYPERLINK(1)", "12345678901234567.89", ""],
        ["-125,360", "0.00", "a,b"],
    ]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_xlsx(tmp_path / name, ["x"], [["一"], [Decimal("2.50")]])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@given(st.text())
def test_any_text_comes_back_from_a_workbook_but_for_what_xml_cannot_hold(text: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.xlsx"
        write_xlsx(path, ["text"], [[text]])
        value = openpyxl.load_workbook(path).active["A2"].value or ""
    printable = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    normal = printable.replace("\r\n", "\n").replace("\r", "\n")
    assert value in (printable, normal)


def test_an_amount_no_spreadsheet_can_hold_stays_exact_as_text(tmp_path: Path) -> None:
    amounts = [Decimal("9999999999999.99"), Decimal("12345678901234567.89"), Decimal("-0.10")]
    write_xlsx(tmp_path / "list.xlsx", ["money"], [[amount] for amount in amounts])
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert [sheet[f"A{row}"].value for row in (2, 3, 4)] == [9999999999999.99, "12345678901234567.89", -0.1]


def test_words_for_nodes_amounts_and_shares() -> None:
    assert node_pair("合计/basic") == ("合计 · 基本支出", "合计 · basic")
    assert node_pair("208/total") == ("208", "208")
    assert node_pair("208/current·basic") == ("208 · 本年 · 基本支出", "208 · this year · basic")
    assert node_pair("vehicle_operation") == ("公务用车运行维护费", "vehicle operation")
    assert node_pair(None) == ("", "")
    assert yuan(Decimal("-1821571300.00")) == "-1,821,571,300.00" and yuan(None) == ""
    # Never 100% unless it is all of it.
    assert [share(*one) for one in ((3, 3), (99_999, 100_000), (1, 3), (0, 0))] == ["100%", "99.99%", "33.3%", "–"]
