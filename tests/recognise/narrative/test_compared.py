"""Amounts inside a comparison: they are claims of their own year, and the words around them go on behind them."""

from __future__ import annotations

import pytest

from pipelines.model.stages import Stage
from tests.recognise.narrative.support import brief, of_paragraphs


@pytest.mark.parametrize(
    "base",
    [
        "比2025年年初预算数250.00万元",
        "较2025年年初预算数250.00万元",
        "比2025年年初预算数（250.00万元）",
        "与2025年年初预算数250.00万元相比，",
    ],
)
def test_a_comparison_that_states_its_base(base: str) -> None:
    found = of_paragraphs(f"2026年度收入预算300.00万元，{base}增加50.00万元，增长20.00%。")
    assert brief(found) == [
        ("amount", "income_total", "300.00万元", ""),
        ("amount", "income_total", "250.00万元", ""),
        ("change", "income_total", "50.00万元", "increase"),
        ("change_percent", "income_total", "20.00%", "increase"),
    ]
    assert [(c.fiscal_year, c.base_year, c.of, c.base) for c in found] == [
        (2026, None, None, None),
        (2025, None, None, None),
        (None, 2025, 1, 2),
        (None, 2025, 1, 3),
    ]
    assert found[1].stage == Stage.BUDGET
    assert found[2].base_is_certain


def test_the_year_before_is_one_less_than_the_year_of_the_amount() -> None:
    found = of_paragraphs("2026年度收入预算300.00万元，比上年预算数250.00万元增加50.00万元。")
    assert [(c.kind, c.figure.text, c.fiscal_year, c.base_year, c.base) for c in found] == [
        ("amount", "300.00万元", 2026, None, None),
        ("amount", "250.00万元", 2025, None, None),
        ("change", "50.00万元", None, 2025, 2),
    ]


def test_without_a_year_to_count_from_the_amount_is_left_out_and_the_change_stays() -> None:
    found = of_paragraphs("会议费预算30万元，比上年预算数25万元增加5万元。")
    assert [(c.kind, c.figure.text, c.of, c.base) for c in found] == [
        ("amount", "30万元", None, None),
        ("change", "5万元", 1, None),
    ]


def test_the_same_as_a_base_that_is_stated() -> None:
    found = of_paragraphs("2026年会议费预算30万元，与2025年预算数30万元持平。")
    assert [(c.kind, c.figure.text, c.fiscal_year, c.base) for c in found] == [
        ("amount", "30万元", 2026, None),
        ("amount", "30万元", 2025, None),
        ("change", "持平", None, 2),
    ]


def test_a_completion_that_states_its_budget() -> None:
    found = of_paragraphs("公务接待费支出决算5万元，完成预算10万元的50%，比上年增加1万元。")
    assert brief(found) == [
        ("amount", "reception", "5万元", ""),
        ("amount", "reception", "10万元", ""),
        ("completion", "reception", "50%", ""),
        ("change", "reception", "1万元", "increase"),
    ]
    assert [c.stage for c in found[:2]] == [Stage.FINAL, Stage.BUDGET]
    assert (found[2].of, found[2].base, found[2].base_is_certain) == (1, 2, True)
    assert found[3].of == 1


def test_the_base_of_something_unknown_states_nothing() -> None:
    assert of_paragraphs("绿化养护30万元，比2025年预算数25万元增加5万元。") == []


def test_a_figure_right_behind_a_bracket_is_of_the_words_before_it() -> None:
    found = of_paragraphs("2026年支出预算90万元，其中会议费（30万元）比上年增加5万元，绿化养护（8万元）。")
    assert [(c.kind, c.subject.id, c.figure.text) for c in found] == [
        ("amount", "spending_total", "90万元"),
        ("amount", "meeting", "30万元"),
        ("change", "meeting", "5万元"),
    ]


def test_a_percentage_in_brackets_says_the_change_before_it_again() -> None:
    found = of_paragraphs("会议费80.00万元，比上年增加30.00万元（60.0%），主要原因是会议增多。")
    assert brief(found) == [
        ("amount", "meeting", "80.00万元", ""),
        ("change", "meeting", "30.00万元", "increase"),
        ("change_percent", "meeting", "60.0%", "increase"),
    ]
    percent = found[2]
    assert (percent.of, percent.base, percent.base_is_certain, percent.reason) == (1, 2, True, "会议增多")
    assert brief(of_paragraphs("会议费80.00万元（60.0%）。")) == [("amount", "meeting", "80.00万元", "")]


@pytest.mark.parametrize("aside", ["去年预算数为20万元", "上年预算20万元", "2025年预算数为20万元，主要用于培训"])
def test_the_year_before_in_a_bracket_behind_the_change(aside: str) -> None:
    found = of_paragraphs(f"2026年会议费30万元，与上年相比增加10万元（{aside}），主要原因是会议增多。")
    assert [(c.kind, c.figure.text, c.fiscal_year, c.of, c.reason) for c in found] == [
        ("amount", "30万元", 2026, None, None),
        ("change", "10万元", None, 1, "会议增多"),
        ("amount", "20万元", 2025, None, None),
    ]


def test_a_comparison_whose_year_is_explained_in_a_bracket() -> None:
    found = of_paragraphs("2023年会议费30万元，比2022年（上一年度，下同）预算增加10万元。")
    assert [(c.kind, c.figure.text, c.base_year) for c in found] == [
        ("amount", "30万元", None),
        ("change", "10万元", 2022),
    ]


def test_which_way_a_part_changed_may_be_said_before_by_how_much() -> None:
    found = of_paragraphs("本年支出合计100万元。主要原因：项目支出增加，较上一度增加20万元。")
    assert brief(found) == [
        ("amount", "spending_total", "100万元", ""),
        ("change", "project", "20万元", "increase"),
    ]
