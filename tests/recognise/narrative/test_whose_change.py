"""Changes that name nothing behind a list of parts: the whole's or the last part's.  All figures are made up."""

from __future__ import annotations

import pytest

from tests.recognise.narrative.support import brief, of_paragraphs


def changes(text: str) -> list[tuple[str, str, int | None]]:
    """kind, subject and the amount's number of each change of ``text``."""
    return [(c.kind, c.subject.id, c.of) for c in of_paragraphs(text) if c.direction is not None]


def test_the_percentage_fits_the_whole_only() -> None:
    found = changes(
        "本部门当年预算收入420.00万元，其中：一般公共预算拨款400.00万元、其他收入10.00万元，较上年增加14.00万元，增长3.45%。"
    )
    assert found == [("change", "income_total", 1), ("change_percent", "income_total", 1)]


def test_behind_a_list_that_adds_up_the_change_is_of_the_whole() -> None:
    found = of_paragraphs(
        "宁远县水利局2026年支出预算300.00万元。按支出功能分类，包括一般公共服务支出220.00万元，住房保障支出80.00万元。"
        "比2025年增加27.00万元，主要是基本支出增加7.00万元，项目支出增加20.00万元。"
    )
    assert [(c.subject.id, c.figure.text, c.of, c.base_year) for c in found if c.direction] == [
        ("spending_total", "27.00万元", 1, 2025),
        ("basic", "7.00万元", None, 2025),
        ("project", "20.00万元", None, 2025),
    ]


LISTED = "支出预算300万元，其中：基本支出{}万元，{}项目支出{}万元，比上年{}万元{}。"


@pytest.mark.parametrize(
    ("basic", "between", "project", "change", "behind", "expected"),
    [
        ("220", "", "80", "增加27", "", "spending_total"),  # 220 + 80 = 300
        ("220", "", "82", "增加27", "", "project"),  # more than rounding: half of 1 + 1 + 1
        ("220.4", "", "80.4", "增加27", "", "project"),  # half of 1 + 0.1 + 0.1
        ("220.2", "", "80.3", "增加27", "", "spending_total"),
        ("220", "", "70", "增加71", "", "spending_total"),  # 71 > 70
        ("220", "", "70", "增加70", "", "project"),
        ("220", "", "70", "增加301", "", "project"),  # nobody's
        ("220", "", "70", "减少71", "", "project"),
        ("220", "", "70", "增加27", "，增长9.9%", "spending_total"),  # 27 / 273 = 9.89%
        ("220", "", "80", "增加27", "，增长50.9%", "project"),  # 27 / 53 = 50.94%
        ("220", "", "80", "减少27", "，下降25.2%", "project"),  # 27 / 107 = 25.23%
        ("220", "", "70", "减少27", "，下降8.3%", "spending_total"),  # 27 / 327 = 8.26%
        ("220", "比上年增加1万元；", "80", "增加27", "", "project"),  # each has its own
        ("220", "比上年增加1万元；", "20", "增加27", "", "project"),
        ("220", "比上年增加1万元；", "80", "增加0", "，增长0%", "project"),
    ],
)
def test_whose_a_change_is(basic: str, between: str, project: str, change: str, behind: str, expected: str) -> None:
    found = changes(LISTED.format(basic, between, project, change, behind))
    assert found[-1][1] == expected


def test_a_semicolon_before_the_last_part_leaves_the_change_to_it() -> None:
    assert changes("支出预算300万元，其中：基本支出220万元；项目支出80万元，比上年增加27万元。")[0][1] == "project"
    assert changes("支出预算300万元，其中：项目支出300万元，比上年增加27万元。")[0][1] == "project"


def test_what_is_compared_behind_a_complete_list_is_the_whole() -> None:
    found = of_paragraphs(
        "2026年收入预算300万元，其中：事业收入220万元、其他收入80万元，比2025年预算数273万元增加27万元，增长9.89%。"
    )
    assert [(c.kind, c.subject.id, c.figure.text, c.fiscal_year) for c in found[3:]] == [
        ("amount", "income_total", "273万元", 2025),
        ("change", "income_total", "27万元", None),
        ("change_percent", "income_total", "9.89%", None),
    ]
    last = of_paragraphs(
        "2026年收入预算300万元，其中：事业收入220万元、其他收入80万元，比2025年预算数53万元增加27万元。"
    )
    assert [c.subject.id for c in last[3:]] == ["other_income", "other_income"]  # 80 - 53 = 27
    short = of_paragraphs(
        "2026年收入预算300万元，其中：事业收入220万元、其他收入70万元，比2025年预算数273万元增加27万元。"
    )
    assert [c.subject.id for c in short[3:]] == ["income_total", "income_total"]  # 300 - 273 = 27


def test_the_same_as_before_behind_a_complete_list_is_the_whole() -> None:
    assert changes("收入预算300万元，其中：事业收入220万元、其他收入80万元，与上年持平。") == [
        ("change", "income_total", 1)
    ]
    assert changes("收入预算300万元，其中：事业收入220万元、其他收入70万元，与上年持平。") == [
        ("change", "other_income", 3)
    ]


def test_a_name_right_in_front_of_a_comparison_is_what_changed() -> None:
    found = of_paragraphs(
        "财政拨款支出与2020年相比减少30万元。其中教育支出比上年减少31万元；某某支出比上年增加1万元。其中：",
        "1.科学技术支出比上年增加2万元。",
    )
    assert [(c.subject.id, c.subject.functional_code, c.figure.text) for c in found] == [
        ("fiscal_appropriation", None, "30万元"),
        ("function", "205", "31万元"),
        ("function", "206", "2万元"),
    ]


def test_what_a_reason_says_has_changed_is_what_the_figure_behind_is_of() -> None:
    found = of_paragraphs("收入预算300万元。主要原因：项目支出增加，较上一度增加11万元。")
    assert brief(found)[1:] == [("change", "project", "11万元", "increase")]
    misprinted = of_paragraphs("卫生健康支出（类）5万元。人员经费1,541.50.00万元，较上年增加493.27万元。")
    assert brief(misprinted) == [("amount", "function/210", "5万元", "")]


def test_the_year_compared_with_holds_for_the_changes_listed_behind() -> None:
    found = of_paragraphs(
        "与2022年度相比，收入减少5万元。其中：财政拨款收入增加4万元，事业收入比上年减少9万元，其他收入减少1万元。会议费5万元，增长2%。"
    )
    assert [c.base_year for c in found if c.direction] == [2022, 2022, None, None, None]
    aside = of_paragraphs("会议费5万元，比2022年（上一年度，下同）预算增加1万元。")
    assert [(c.kind, c.base_year) for c in aside] == [("amount", None), ("change", 2022)]
