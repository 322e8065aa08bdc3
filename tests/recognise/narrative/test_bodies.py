"""Budgets of bodies by their names: the department's where it is the total stated before, else of a unit."""

from __future__ import annotations

from tests.recognise.narrative.support import of_paragraphs

TOTALS = "2026年宁远县水利局部门预算收入300.00万元。2026年宁远县水利局部门预算支出300.00万元。"
PARTS = "包括在职人员经费150万元、公用经费50万元、对个人和家庭的补助支出20万元、项目支出80万元。"


def read(*texts: str) -> list[tuple[str, str, int | None]]:
    """What stands behind the two totals."""
    return [(c.subject.id, c.figure.text, c.of) for c in of_paragraphs(TOTALS, *texts)[2:]]


def test_the_budget_of_a_body_that_is_as_much_as_the_total_is_the_department_s() -> None:
    assert read(f"宁远县水利局（本级）预算300.00万元，{PARTS}") == [
        ("budget_total", "300.00万元", None),
        ("public", "50万元", 3),
        ("economic", "20万元", 3),
        ("project", "80万元", 3),
    ]


def test_nothing_is_read_of_the_section_of_a_unit() -> None:
    unit = f"宁远县水利工程中心预算299.00万元，{PARTS}"
    assert read(unit, "（二）公用经费50万元，主要包括水电费。") == []
    assert read(unit, "二、其他事项", "公用经费50万元。") == [("public", "50万元", None)]


def test_the_budget_of_a_unit_without_its_parts_leaves_what_follows() -> None:
    assert read("宁远县水利工程中心预算299.00万元。公用经费50万元。") == [("public", "50万元", None)]


def test_a_title_of_a_list_names_its_whole() -> None:
    found = of_paragraphs(
        "2026年，宁远县水利局支出预算300万元，其中：财政拨款支出预算250万元。",
        "财政拨款支出主要内容如下：",
        "1.“教育支出”科目200万元，主要用于培训。",
        "2.“住房保障支出”科目50万元。",
    )
    assert [(c.subject.functional_code, c.of, c.subject.fund, c.certain) for c in found[2:]] == [
        ("205", 2, "fiscal_appropriation", True),
        ("221", 2, "fiscal_appropriation", True),
    ]
    assert [c.of for c in of_paragraphs("财政拨款支出主要内容如下：", "1.“教育支出”科目200万元。")] == [None]
