"""Printed lines that cut a name or end a heading: whose the figures behind them are.  All figures are made up."""

from __future__ import annotations

from tests.recognise.narrative.support import brief, of_lines


def test_a_function_of_two_lines_indented_by_half_a_character() -> None:
    found = of_lines(
        (1, 78, 516, "1、一般公共服务支出（类）水利事务（款）某某（项）。主要用于：局本部人员经费及公"),
        (1, 72, 504, "用经费等的基本支出。"),
        (1, 78, 516, "2、一般公共服务支出（类）财政事务（款）一般行政管理事务（项）。主要用于："),
        (1, 72, 516, "业务指导等支出。年初预算为10.00万元，支出决算为11.00万元。"),
    )
    assert brief(found) == [
        ("amount", "function/2010602", "10.00万元", ""),
        ("amount", "function/2010602", "11.00万元", ""),
    ]
    assert [c.stage for c in found] == ["budget", "final"]


def test_a_name_that_is_cut_before_its_level() -> None:
    found = of_lines(
        (1, 72, 522, "本年支出情况如下，本部门的支出主要用于保障机构正常运转完成日常工作任务而发生的各项支出"),
        (1, 78, 480, "5、社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休"),
        (1, 72, 522, "（项）。主要用于：退休人员支出。年初预算为85.00万元，支出决算为84.00万元。决算数"),
        (1, 72, 400, "小于预算数的主要原因：按充分保障预估。"),
        (1, 78, 480, "9、卫生健康支出（类）行政事业单位医疗（款）行政单位医疗"),
        (1, 72, 522, "（项）。主要用于：医疗保险费。年初预算为62.00万元，支出决算为60.00万元。决算数"),
    )
    assert [(c.subject.functional_code, c.figure.text) for c in found] == [
        ("2080501", "85.00万元"),
        ("2080501", "84.00万元"),
        ("2101101", "62.00万元"),
        ("2101101", "60.00万元"),
    ]


def test_a_heading_nearly_as_wide_as_the_page() -> None:
    found = of_lines(
        (1, 90, 505, "以下是有关情况的说明，本部门的收支预算情况如下所述，请结合附表阅读以下"),
        (1, 122, 486, "（四）财政拨款收支预算情况的总体说明（详见表4）"),
        (1, 122, 505, "2026年财政拨款收支总预算4,100.00万元。收入包"),
        (1, 90, 505, "括：一般公共预算收入4,100.00万元。"),
    )
    assert [(c.subject.id, c.subject.fund, c.figure.text) for c in found] == [
        ("budget_total", "fiscal_appropriation", "4,100.00万元"),
        ("general_public", "general_public", "4,100.00万元"),
    ]


def test_a_heading_at_the_end_of_a_page_whose_next_is_less_indented() -> None:
    found = of_lines(
        (1, 96, 264, "十一、其他重要事项的情况说明"),
        (1, 96, 252, "（一）机关运行经费支出情况"),
        (2, 84, 517, "机关运行经费支出102.00万元，比2023年度增加2.00万元，增长2.00%。主要原因是"),
    )
    assert brief(found) == [
        ("amount", "operating_expenses", "102.00万元", ""),
        ("change", "operating_expenses", "2.00万元", "increase"),
        ("change_percent", "operating_expenses", "2.00%", "increase"),
    ]
