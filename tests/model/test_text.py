"""Texts as they are compared, and as a reader joins the lines of a cell."""

from __future__ import annotations

import pytest

from pipelines.model.text import compact, join_wrapped


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("机关事业单位基本\n养老保险缴费支出", "机关事业单位基本养老保险缴费支出"),
        ("Gross\ntotal", "Gross total"),
        ("第1\n页", "第1页"),
        ("301\n02", "301 02"),
        ("(a)\nb", "(a)b"),  # a blank stands between words, not beside a bracket
        ("\u3000一般公共服务 \n\t支出\u00a0", "一般公共服务支出"),
        ("\n\n", ""),
        ("合计", "合计"),
    ],
)
def test_lines_of_a_cell_are_joined_as_a_reader_would(text: str, joined: str) -> None:
    assert join_wrapped(text) == joined


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("合　计", "合计"),
        ("（一）", "(一)"),
        ("“三公”经费", "三公经费"),
        ("２０２４ 年", "2024年"),
        ("本年－上年", "本年-上年"),
        ("", ""),
        ("水利工程¹", "水利工程"),
        ("2130306²", "2130306"),
        ("5 m²", "5m2"),
        ("²", "2"),
    ],
)
def test_patterns_see_neither_blanks_nor_quotation_marks(text: str, bare: str) -> None:
    assert compact(text) == bare
