"""Changes that name nothing behind a list of parts: the whole's or the last part's.  All figures are made up."""

from __future__ import annotations

import pytest

from tests.recognise.narrative.support import of_paragraphs


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
        ("basic", "7.00万元", None, None),
        ("project", "20.00万元", None, None),
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
