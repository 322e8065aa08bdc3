"""Formulas stored without a result: which are calculated, and that the others are said."""

from __future__ import annotations

import struct
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipelines.extract.sheet import read_sheet
from pipelines.extract.sheet.biff import looks_in
from pipelines.extract.sheet.formulas import Calculator, stepped
from pipelines.extract.sheet.tokens import formula_text
from pipelines.extract.sheet.values import Value

CELLS: dict[tuple[int, int], Value] = {(0, 0): 0.1, (1, 0): 0.2, (2, 0): "合计", (3, 0): 12}
OTHER: dict[tuple[int, int], Value] = {(0, 1): 5}


def result(formula: str) -> Value | None:
    formulas = {"表": {(9, 9): formula, (5, 0): "A1*10", (6, 0): "A7+1", (7, 0): "AVERAGE(A1:A2)"}}
    return Calculator(formulas, {"表": CELLS, "It's 2": OTHER}.get).result("表", (9, 9))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("A1+A2", "0.3"),
        ("=862.72+0", "862.72"),
        ("2+3*4-6/3", "12"),
        ("-(2+3)*2", "-10"),
        ("50%*8", "4"),
        ("SUM(A1:A4)", "12.3"),
        ("SUM(A1,A2,1.5)+$A$4", "13.8"),
        ("SUM(A1:A2)/2", "0.15"),
        ("SUM(1+2, SUM(A4))", "15"),
        ("A6", "1.0"),
        ("A6+1", "2.0"),
        ("B9", "0"),
        ("B9+1", "1"),
        ("'It''s 2'!B1*2", "10"),
        ("1E2+1", "101"),
        ("ROUND(8627250/10000,2)", "862.73"),
        ("ROUND(-2.5,0)+ROUND(1250,-2)", "1297"),
    ],
)
def test_arithmetic_sums_and_references(formula: str, value: str) -> None:
    assert result(formula) == Decimal(value)


def test_a_reference_alone_gives_the_text_of_its_cell() -> None:
    assert result("A3") == "合计"


@pytest.mark.parametrize(
    "formula",
    [
        "AVERAGE(A1:A2)", "IF(A1>0,1,2)", "A3+1", "A7", "A8+1", "SUM(A1:A8)", "1/0", "A1/B9", "'没有'!A1", "A1:A2",
        "SUM(A1", "ROUND(A1)", "ROUND(A1,0.5)", "ROUND(A1,99)", "ROUNDUP(A1,1)",
        '"a"&"b"', "2^3", "LOG10(A4)", "A1 A2", "", "1+", "[1]表!A1",
        "(" * 200 + "1" + ")" * 200,
    ],
)  # fmt: skip
def test_nothing_else_is_calculated(formula: str) -> None:
    assert result(formula) is None


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("SUM(B4:D4)", "SUM(C6:E6)"),
        ("$B4+B$4", "$B6+C$4"),
        ("'A1 表'!A1*10", "'A1 表'!B3*10"),
        ("LOG10(A1)", "LOG10(B3)"),
    ],
)
def test_a_shared_formula_is_stepped(formula: str, text: str) -> None:
    assert stepped(formula, 2, 1) == text


def test_a_workbook_without_results(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["合计", "=SUM(B2:B3)", "=AVERAGE(B2:B3)"])
    sheet.append(["甲", 1.1, None])
    sheet.append(["乙", 2.2, "=B3"])
    sheet["B1"].number_format = "0.00"
    path = tmp_path / "a.xlsx"
    book.save(path)
    read = read_sheet(path)
    assert [c.text for c in read.grids[0].cells] == ["合计", "3.30", "", "甲", "1.1", "", "乙", "2.2", "2.2"]
    assert [(d.kind, d.page, d.count) for d in read.doubts] == [("uncalculated_formula", 1, 1)]


REFERENCE = b"\x44" + struct.pack("<HH", 3, 0xC002)
AREA = b"\x25" + struct.pack("<4H", 3, 8, 0xC002, 0xC002)
SUM_OF_TWO = b"\x42\x02" + struct.pack("<H", 4)


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (b"\x1f" + struct.pack("<d", 862.72) + b"\x1e\x00\x00\x03", "((862.72)+0)"),
        (AREA + b"\x19\x10\x00\x00", "SUM(C4:C9)"),
        (AREA + REFERENCE + SUM_OF_TWO, "SUM(C4:C9,C4)"),
        (b"\x1e\x02\x00" + REFERENCE + b"\x06\x13\x15", "(-(2/C4))"),
        (b"\x1e\x02\x00\x14", "(2%)"),
        (b"\x17\x01\x00a", ""),  # a text
        (AREA + b"\x42\x01" + struct.pack("<H", 5), ""),  # AVERAGE
        (b"\x03", ""),
        (b"", ""),
    ],
)
def test_tokens_of_an_xls_as_text(tokens: bytes, text: str) -> None:
    assert formula_text(tokens) == text


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def xls(result: bytes) -> bytes:
    """A stream of one sheet: C2 yuan as ten thousands, row 3 and column D hidden, A5 a formula with this
    result, in row 6 white on nothing, white on blue and blue on blue."""
    code = "0!.0000"
    styles = [(0, 164, 0, 0), (1, 0, 0, 0), (1, 0, 1 << 26, 62), (5, 0, 1 << 26, 62)]  # font, format, fill, its colour
    fonts = (32767, 9, 8, 8, 62)
    area = b"\x3b\0\0" + struct.pack("<4H", 0, 8, 0, 4)
    name = struct.pack("<HBBHHH", 0x20, 0, 1, len(area), 0, 1) + bytes(4) + b"\0\x06" + area
    parts = [
        record(0x809, bytes(16)),
        record(0x41E, struct.pack("<HHB", 164, len(code), 0) + code.encode()),
        *(record(0x31, struct.pack("<HHH", 200, 0, colour) + bytes(9)) for colour in fonts),
        record(0xE0, bytes(20)),
        *(record(0xE0, struct.pack("<HH10xIH", *style)) for style in styles),
        record(0x18, name),
    ]
    end = record(0x0A, b"")
    start = sum(map(len, parts)) + 4 + 8 + len(end)
    formula = b"\x1e\x01\x00\x1e\x02\x00\x03"
    sheet = [
        record(0x809, bytes(16)),
        record(0x7D, struct.pack("<5H", 3, 3, 100, 0, 1)),
        record(0x208, struct.pack("<H", 2) + bytes(10) + struct.pack("<I", 0x20)),
        record(0x203, struct.pack("<HHHd", 1, 2, 1, 8627200.0)),
        *(record(0x203, struct.pack("<HHHd", 5, col, 2 + col, 1.0)) for col in range(3)),
        record(0x06, struct.pack("<HHH", 4, 0, 0) + result + bytes(6) + struct.pack("<H", len(formula)) + formula),
        end,
    ]
    return b"".join([*parts, record(0x85, struct.pack("<IHBB", start, 0, 0, 0)), end, *sheet])


def test_what_an_xls_says_of_its_sheets() -> None:
    look = looks_in(xls(b"\x03" + bytes(5) + b"\xff\xff"))[0]
    code = look.codes[1, 2].of(Decimal(8627200))
    assert code is not None and code.shift == 4
    assert look.hidden_rows == {2}
    assert look.hidden_cols == {3}
    assert look.print_areas == [(0, 0, 8, 4)]
    assert look.invisible == {(5, 0), (5, 2)}
    assert look.formulas == {(4, 0): "(1+2)"}


def test_an_xls_with_a_result_needs_none() -> None:
    assert looks_in(xls(struct.pack("<d", 3.0)))[0].formulas == {}
