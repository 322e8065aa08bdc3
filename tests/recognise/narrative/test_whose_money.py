"""Whose an amount is, and of which year: what its own clause and its passage say.  All figures are made up."""

from __future__ import annotations

import pytest

from pipelines.recognise.narrative.timing import Comparison, without_comparison
from tests.recognise.narrative.support import brief, of_paragraphs


def test_a_subtotal_of_other_money_is_not_other_income() -> None:
    found = of_paragraphs(
        "（二）本年其他资金收入 5 万元", "4.财政专户管理资金收入 0 万元。", "5.事业收入 3 万元。", "9.其他收入 2 万元。"
    )
    assert [(c.subject.id, c.figure.text) for c in found] == [
        ("fiscal_account", "0万元"),
        ("business", "3万元"),
        ("other_income", "2万元"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "公务用车购置支出421.00万元，主要原因是部分2025年购置资金另有来源；公务用车运行维护费支出424.00万元。",
            [("vehicle_purchase", None, None), ("vehicle_operation", None, None)],
        ),
        (
            "因公出国（境）经费0万元，2021年和2022年，本部门无因公出国（境）经费预算；公务接待费7.20万元，较上年减少0.05万元。",
            [("abroad", None, None), ("reception", None, None), ("reception", None, None)],
        ),
        (
            "一般公共预算财政拨款收入900.00万元，主要是因为我局为2019年新成立单位，无2018年决算数；政府性基金预算财政拨款收入0万元。",
            [("general_public", None, None), ("government_fund", None, None)],
        ),
        (
            "2024年会议费5万元，主要是2023年未列，2025年培训费预算数3万元，主要用于2026年培训2万元。",
            [("meeting", 2024, None), ("training", 2025, "budget")],
        ),
    ],
)
def test_a_year_and_a_stage_count_only_in_the_clause_of_the_figure(
    text: str, expected: list[tuple[str, int | None, str | None]]
) -> None:
    assert [(c.subject.id, c.fiscal_year, c.stage) for c in of_paragraphs(text)] == expected


def test_two_years_joined_are_no_comparison_unless_they_are_compared() -> None:
    assert without_comparison("2021年和2022年") == Comparison("2021年和2022年", None)
    compared = of_paragraphs("会议费5万元，2022年和2021年相比增加1万元。")
    assert [(c.kind, c.base_year) for c in compared] == [("amount", None), ("change", 2021)]


def test_carried_out_behind_a_budget_is_of_its_subject() -> None:
    found = of_paragraphs(
        "国家水利局2024年度“三公”经费财政拨款支出预算为76.00万元，2024年度支出决算为46.00万元，完成预算的60.53%。"
    )
    assert [(c.kind, c.subject.id, c.figure.text, c.stage, c.of, c.base) for c in found] == [
        ("amount", "three_public", "76.00万元", "budget", None, None),
        ("amount", "three_public", "46.00万元", "final", None, None),
        ("completion", "three_public", "60.53%", None, 2, 1),
    ]
    other_side = of_paragraphs("2024年收入预算为76.00万元，支出决算为46.00万元。")
    assert [c.subject.id for c in other_side] == ["income_total", "spending_total"]


def test_a_function_named_in_the_sentence_before_has_what_was_carried_out() -> None:
    found = of_paragraphs("卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。支出决算为60.00万元。")
    assert brief(found) == [("amount", "function/2101101", "60.00万元", "")]


@pytest.mark.parametrize(
    "text",
    [
        "宁远县水利局2026年政策和项目全面实施绩效目标管理，涉及一级（注：公开时请保留。修改时删除此注释）预算项目12个，"
        "预算资金327.00万元，其中财政拨款327.00万元。",
        "某作业服务费900.00万元，上年结转80.00万元，用于堤防养护。较2025年年初预算增加300.00万元，增幅50.0%。",
        "水费收费标准为居民1.36元/吨，收入预计19000万元。",
        "收入预计：15000万元。",
        "2024年，该项目批复的年初预算数为101.00万元，其中当年财政拨款89.00万元，上年结转12.00万元。",
        "本单位实现了绩效目标全覆盖。涉及项目支出7万元。",
    ],
)
def test_money_of_a_project_a_fee_or_an_evaluation_is_not_the_departments(text: str) -> None:
    assert of_paragraphs(text) == []


def test_what_a_department_spends_less_is_not_what_it_spends() -> None:
    found = of_paragraphs("2024年部门支出合计5000万元，较上年减少部门支出1,653万元。")
    assert brief(found) == [("amount", "spending_total", "5000万元", "")]


def test_a_chapter_of_evaluations_ends_with_the_next_of_its_level() -> None:
    found = of_paragraphs(
        "（五）预算绩效情况", "1、项目概况", "项目支出7万元。", "（六）会议费", "2026年预算数6万元。", "七、绩效目标",
        "部门预算说明", "基本支出8万元。",
    )  # fmt: skip
    assert [(c.subject.id, c.figure.text) for c in found] == [("meeting", "6万元"), ("basic", "8万元")]


def test_targets_named_in_a_reason_or_a_use_leave_the_figures_to_their_subjects() -> None:
    found = of_paragraphs("会议费5万元，主要是加强绩效管理；培训费3万元，主要用于绩效评价；公务接待费2万元。")
    assert [c.subject.id for c in found] == ["meeting", "training", "reception"]


def test_the_measure_of_a_sum_for_one_person_in_a_reason_drops_nothing() -> None:
    found = of_paragraphs(
        "2.公务接待费。2026年预算数3.00万元，较2025年年初预算减少0.50万元，主要是严格按照人均标准测算。"
    )
    assert [(c.kind, c.subject.id, c.fiscal_year, c.base_year, c.reason) for c in found] == [
        ("amount", "reception", 2026, None, None),
        ("change", "reception", None, 2025, "严格按照人均标准测算"),
    ]


def test_a_source_behind_an_amount_of_known_words_is_read() -> None:
    found = of_paragraphs("2026年宁远良种场收入预算833万元，其中：财政拨款收入800万元，上年结转33万元。")
    assert [c.subject.id for c in found] == ["fiscal_appropriation", "carryover"]


def test_a_heading_without_a_number_ends_with_the_next_heading() -> None:
    found = of_paragraphs(
        "七、预算绩效目标情况",
        "1.项目支出绩效目标表",
        "某项目绩效目标表",
        "2.有关情况说明",
        "会议费9万元。",
        "八、其他事项",
        "会议费6万元。",
        "某项目绩效目标表",
        "（一）培训费",
        "2026年预算数5万元。",
    )
    assert [(c.subject.id, c.figure.text) for c in found] == [("meeting", "6万元"), ("training", "5万元")]


def test_an_aside_is_no_whole_of_the_list_behind_it() -> None:
    found = of_paragraphs(
        "2021年收入预算490万元（本年收入390万元），其中：事业收入98万元，占总收入的20%；其他收入49万元，占10%。"
    )
    assert [(c.kind, c.subject.id, c.of, c.base) for c in found] == [
        ("amount", "income_total", None, None),
        ("amount", "income_total", None, None),
        ("amount", "business", 1, None),
        ("share", "business", 3, 1),
        ("amount", "other_income", 1, None),
        ("share", "other_income", 5, 1),
    ]


def test_an_amount_of_a_budget_in_accounts_is_of_the_budget() -> None:
    found = of_paragraphs("面向中小企业预留政府采购项目预算金额225.10万元。")
    assert [(c.subject.id, c.stage) for c in found] == [("procurement_sme", "budget")]
