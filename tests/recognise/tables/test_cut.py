"""A grid is cut into title lines, header, body and notes; several tables in one grid are cut apart."""

from __future__ import annotations

import pytest

from pipelines.recognise.model import Piece, Row
from pipelines.recognise.tables.cut.data_rows import is_data, is_index_row
from pipelines.recognise.tables.cut.header import cut_header
from pipelines.recognise.tables.cut.pieces import pieces
from pipelines.recognise.tables.cut.stacked import stacked
from tests.recognise.builder import document
from tests.recognise.tables.made import rows


def _cut(*blocks: str | tuple[str, ...]) -> list[Piece]:
    return pieces(document(blocks))


def _texts(found: list[Row]) -> list[list[str]]:
    return [list(row.texts) for row in found]


def test_titles_header_body_and_notes_are_told_apart() -> None:
    (piece,) = _cut(
        "某某局2026年部门预算",
        (
            "部门支出总表|<|<",
            "部门：某某局|<|单位：万元",
            "科目|合计|基本支出",
            "1|2|3",
            "201|10.00|10.00",
            "注：不含上年结转|<|<",
        ),
    )
    assert piece.context == ["某某局2026年部门预算"]
    assert piece.titles == ["部门支出总表", "部门：某某局", "单位：万元"]
    assert _texts(piece.header) == [["科目", "合计", "基本支出"]]
    assert _texts(piece.body) == [["201", "10.00", "10.00"]]
    assert piece.notes == ["注：不含上年结转"]


def test_a_note_below_a_grid_belongs_to_it() -> None:
    first, second = _cut(("科目|合计", "201|1.00"), "注：本表不含结转", ("科目|合计", "201|2.00"))
    assert (first.notes, second.notes) == (["注：本表不含结转"], [])
    assert second.context == ["注：本表不含结转"]


def test_only_the_first_grid_of_a_page_is_first_on_it() -> None:
    found = pieces(document([("a|b", "201|1.00"), ("a|b", "201|2.00")], [("a|b", "201|3.00")]))
    assert [piece.first_on_page for piece in found] == [True, False, True]


def test_tables_below_one_another_in_a_grid_are_cut_apart_with_their_titles() -> None:
    found = stacked(
        rows(
            "部门收入总表|<",
            "项目|合计",
            "201|1.00",
            "单位：万元|<",
            "部门支出总表|<",
            "项目|合计",
            "201|2.00",
        )
    )
    assert [_texts(part)[0] for part in found] == [["部门收入总表"], ["单位:万元"]]


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        ("栏次|1|2|3", True),
        ("**|1|2|3", True),
        ("1|2|3=1+2", True),
        ("类|款|项|1|2", True),
        ("1|2|9", False),  # too far apart to count columns
        ("3|4|5", False),
        ("合计|1|2", False),
        ("1||", False),
    ],
)
def test_a_row_that_only_numbers_the_columns(row: str, numbers: bool) -> None:
    assert is_index_row(rows(row)[0]) is numbers


@pytest.mark.parametrize(
    ("row", "carries"),
    [
        ("2010301|行政运行|", True),
        ("行政运行|12.50|", True),
        ("一、本年收入||", True),
        ("合计||", True),
        ("〓12.50||", True),  # a figure that was not read for certain
        ("科目|2025年|合计", False),
        ("科目|2025|合计", False),  # a year is a header
        ("类|款|项|301|302", False),  # classes as columns beside 类 款 项
        ("1|2|3", False),
        ("||", False),
    ],
)
def test_a_row_of_figures_codes_or_totals(row: str, carries: bool) -> None:
    assert is_data(rows(row)[0]) is carries


def test_a_table_of_nothing_but_words_has_three_header_rows_at_most() -> None:
    header, body = cut_header(rows("甲某|乙某", "丙某|丁某", "戊某|己某", "庚某|辛某"))
    assert (len(header), _texts(body)) == (3, [["庚某", "辛某"]])


def test_the_row_of_column_numbers_closes_the_header_and_keeps_its_class_marks() -> None:
    header, body = cut_header(rows("科目编码|<|<|合计|其他", "类|款|项|1|2", "甲某|||乙某|丙某"))
    assert _texts(header) == [["科目编码", "合计", "其他"], ["类", "款", "项"]]
    assert _texts(body) == [["甲某", "乙某", "丙某"]]
