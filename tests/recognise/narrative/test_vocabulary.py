"""Words of the narrative, one sentence each: which subject, which source of money, which direction."""

from __future__ import annotations

import pytest

from tests.recognise.narrative.support import brief, of_paragraphs


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("日常公用支出80.00万元。", "public"),
        ("委托业务费财政拨款预算总额23.00万元。", "contracted_services"),
        ("经营收入5万元。", "business_operation"),
        ("事业单位经营服务收入5万元。", "business_operation"),
        ("财政补助收入5万元。", "fiscal_appropriation"),
        ("财政专户管理事业收入5万元。", "fiscal_account"),
        ("预算内政府采购资金5万元。", "procurement"),
        ("公务用车运行及维护支出5万元。", "vehicle_operation"),
        ("公务用车购置及运行和维护费5万元。", "vehicles"),
        ("2022年机关运行经费（公用经费）预算总额为50.00万元。", "operating_expenses"),
        ("2026年宁远县水利局（本级）系统机关运行经费预算总计21.00万元。", "operating_expenses"),
        ("单位预留机动经费5万元。", "reserve"),
        ("专项业务经费支出5万元。", "project"),
        ("专项业务费5万元。", None),  # of an item, as a rule
        ("2022年本部门一般公共财政拨款支出5万元。", "general_public"),
        ("公务车用车运行费5万元。", "vehicle_operation"),
        ("预留给小型和微型企业的政府采购项目预算为5万元。", "procurement_micro"),
        ("上年实户资金余额5万元。", "carryover"),
        ("三公经费（含会议费）5万元。", None),
        ("上级财政补助收入5万元。", None),
    ],
)
def test_words_that_name_a_subject(text: str, subject: str | None) -> None:
    assert [(c.kind, c.subject.id) for c in of_paragraphs(text)] == ([("amount", subject)] if subject else [])


@pytest.mark.parametrize(
    ("source", "fund"),
    [
        ("一般公共预算收入", "general_public"),
        ("政府性基金预算收入", "government_fund"),
        ("国有资本经营预算收入", "state_capital"),
        ("财政专户管理资金", "fiscal_account"),
        ("单位资金", "unit_funds"),
    ],
)
def test_what_is_brought_forward_of_a_source_of_money(source: str, fund: str) -> None:
    found = of_paragraphs(f"上年结转结余的{source}2.00万元，占2%。")
    assert [(c.kind, c.subject.id, c.subject.fund) for c in found] == [
        ("amount", "carryover", fund),
        ("share", "carryover", fund),
    ]


def test_running_costs_with_their_items() -> None:
    found = of_paragraphs(
        "2026年宁远县水利局（本级）系统机关运行经费预算总计21.00万元，占基本支出经费的20.00%，"
        "其中主要支出为办公费3.00万元，差旅费18.00万元。"
    )
    assert [(c.kind, c.subject.id, c.subject.name, c.figure.text, c.of) for c in found] == [
        ("amount", "operating_expenses", None, "21.00万元", None),
        ("share", "operating_expenses", None, "20.00%", 1),
        ("amount", "operating_item", "办公费", "3.00万元", 1),
        ("amount", "operating_item", "差旅费", "18.00万元", 1),
    ]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("本单位无机关运行经费。", [("operating_expenses", None)]),
        ("本部门2026年没有使用政府性基金预算拨款安排的支出。", [("government_fund", "government_fund")]),
        (
            "本部门无政府性基金预算支出、国有资本经营预算支出。",
            [("government_fund", "government_fund"), ("state_capital", "state_capital")],
        ),
        ("2025年、2026年均未使用财政拨款安排委托业务费支出。", [("contracted_services", None)]),
        ("（若无，则写“本单位无机关运行经费。”）", []),
    ],
)
def test_that_there_is_none(text: str, subjects: list[tuple[str, str | None]]) -> None:
    found = of_paragraphs(text)
    assert [(c.kind, c.subject.id, c.subject.fund) for c in found] == [("none", *one) for one in subjects]


def test_a_zero_without_unit() -> None:
    found = of_paragraphs("2026年收入5万元，其中：事业收入0；其他收入为0.00，经营收入0元。")
    assert [(c.subject.id, c.figure.text, c.figure.unit, c.figure.decimals, c.of) for c in found] == [
        ("income_total", "5万元", "万元", 0, None),
        ("business", "0", "万元", 0, 1),
        ("other_income", "0.00", "万元", 2, 1),
        ("business_operation", "0元", "元", 0, 1),
    ]
    assert of_paragraphs("公务接待批次0，人次0。") == []


def test_changes_of_parts_in_a_reason() -> None:
    found = of_paragraphs(
        "基本支出139.00万元。与上年相比增加13.00万元，主要原因是人员经费增加9.00万元，公用经费减低4.00万元。"
    )
    assert brief(found) == [
        ("amount", "basic", "139.00万元", ""),
        ("change", "basic", "13.00万元", "increase"),
        ("change", "personnel", "9.00万元", "increase"),
        ("change", "public", "4.00万元", "decrease"),
    ]


def test_the_same_in_a_word_that_compares_itself() -> None:
    found = of_paragraphs("2025年“三公”经费支出决算持平。")
    assert [(c.kind, c.subject.id, c.direction) for c in found] == [("change", "three_public", "unchanged")]


def test_sources_of_money_listed_under_a_side_have_its_flow() -> None:
    found = of_paragraphs("2026年收入100万元，其中：一般公共预算90万元，政府性基金预算10万元。")
    assert [(c.subject.id, c.subject.flow) for c in found] == [
        ("income_total", "revenue"),
        ("general_public", "revenue"),
        ("government_fund", "revenue"),
    ]
