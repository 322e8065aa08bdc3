"""Rows as aligned text, CSV and JSON: to the last digit, and harmless in a terminal and in a spreadsheet."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from warehouse.output.formats import WRITERS, write_csv, write_json, write_table
from warehouse.output.text import clipped, defused, one_line, plain

AT = datetime(2026, 3, 1, 8, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "true"), (False, "false"), (0, "0"), (Decimal("0E-2"), "0.00"), (Decimal("1E+3"), "1000"),
        (Decimal("123456789012345678.90"), "123456789012345678.90"), (AT, "2026-03-01 08:30:00"),
        (date(2026, 3, 1), "2026-03-01"), ("预算", "预算"), (1.5, "1.5"),
    ],
)  # fmt: skip
def test_a_value_as_text(value: object, text: str) -> None:
    assert plain(value) == text


def table(columns: list[str], rows: list[list[object]]) -> list[str]:
    out = io.BytesIO()
    assert write_table(columns, rows, out) == len(rows)
    return out.getvalue().decode().split("\n")


def test_figures_stand_to_the_right_and_wide_characters_count_two() -> None:
    assert table(["name", "n"], [["预算", Decimal("1.50")], ["x", Decimal("-20.00")]]) == [
        "name       n",
        "────  ──────",
        "预算    1.50",
        "x     -20.00",
        "(2 rows)",
        "",
    ]


def test_a_column_of_numbers_and_nothing_else_is_numeric() -> None:
    numbers = table(["a", "long heading"], [["x", 1], ["y", None], ["z", 2.5]])
    assert numbers[2:5] == ["x             1", "y", "z           2.5"]
    assert table(["flag"], [[True], [False]])[2:4] == ["true", "false"]
    assert table(["mixed", "b"], [[1, "x"], ["two", "y"]])[2:4] == ["1      x", "two    y"]
    assert table(["empty", "b"], [[None, "x"]])[2] == "       x"
    assert table(["a"], [[1]])[-2:] == ["(1 row)", ""]
    assert table(["a"], []) == ["a", "─", "(0 rows)", ""]


def test_long_text_is_cut_at_sixty_columns() -> None:
    assert table(["t"], [["x" * 60]])[2] == "x" * 60
    assert table(["t"], [["x" * 61]])[2] == "x" * 59 + "…"
    assert table(["t"], [["预" * 31]])[2] == "预" * 29 + "…"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("预算", 4, "预算"),
        ("预算", 3, "预…"),
        ("预算表", 4, "预…"),
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("预算", 2, "…"),
    ],
)
def test_text_is_cut_by_its_width(text: str, limit: int, cut: str) -> None:
    assert clipped(text, limit) == cut


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a \r\n b", "a b"), ("a\n\n\nb", "a b"), ("a\tb", "a b"), ("a\x1b[31mb", "a[31mb"), ("\u200bx\ufeff", "x"),
        ("行政 运行", "行政 运行"),
    ],
)  # fmt: skip
def test_text_on_one_line_without_control_characters(text: str, shown: str) -> None:
    assert one_line(text) == shown


@pytest.mark.parametrize(
    "text", ["=1+1", "+x", "-x", "@x", "\tx", "\rx", "\nx", "＝1", "＋x", "－x", "＠x", "-1+1", "-1a", "--a", "+1,2=3"]
)
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert defused(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "+5",
        "-1,234.50",
        "－２，０００．５",
        "-12.5%",
        "-12.5％",
        "-",
        "--",
        "－",
        "－－",
        "a=1",
        "",
        "1-2",
        " =1",
    ],
)
def test_figures_dashes_and_plain_text_stay(text: str) -> None:
    assert defused(text) == text


def test_csv_quotes_and_defuses_text_only() -> None:
    out = io.BytesIO()
    rows: list[list[object]] = [["a,b", Decimal("-1.50")], ['say "x"', None], ["=1", -2]]
    assert write_csv(["t", "n"], rows, out) == 3
    assert out.getvalue().decode() == 't,n\n"a,b",-1.50\n"say ""x""",\n\'=1,-2\n'


def test_json_is_an_array_of_one_object_a_line() -> None:
    out = io.BytesIO()
    rows: list[list[object]] = [["预", Decimal("1.50"), {"b", "a"}, AT], [None, 2, [1], None]]
    assert write_json(["t", "n", "s", "d"], rows, out) == 2
    text = out.getvalue().decode()
    assert text.splitlines()[0] == "["
    assert "预" in text
    assert len(text.splitlines()) == 4
    assert json.loads(text) == [
        {"t": "预", "n": "1.50", "s": ["a", "b"], "d": "2026-03-01 08:30:00"},
        {"t": None, "n": 2, "s": [1], "d": None},
    ]
    out = io.BytesIO()
    assert write_json(["t"], [], out) == 0
    assert json.loads(out.getvalue()) == []


def test_the_formats_are_named() -> None:
    assert set(WRITERS) == {"table", "csv", "json"}
