"""Kinds of spending listed under one function or economic item are its, not the department's."""

from __future__ import annotations

from tests.recognise.narrative.support import of_paragraphs

# made up, in the manner of one city's budgets
KINDS = (
    "（1）进修及培训（20508）102.32万元，较上年增加102.32万元，主要原因是科目调整。"
    "具体为：人员经费0.00万元，较上年无变化；公用经费28.32万元，较上年增加28.32万元；项目支出74.00万元，"
    "较上年增加74.00万元，主要原因是科目调整。其中："
)
ITEM = "①培训支出（2050803）102.32万元，较上年增加102.32万元。"


def _coded(*texts: str) -> list[tuple[str, str, str, str]]:
    return [
        (claim.kind, claim.subject.id, claim.subject.functional_code or "", claim.figure.text.removesuffix("万元"))
        for claim in of_paragraphs(*texts)
    ]


def test_kinds_of_spending_of_a_function_carry_its_code() -> None:
    assert _coded(KINDS, ITEM) == [
        ("amount", "function", "20508", "102.32"),
        ("change", "function", "20508", "102.32"),
        ("amount", "personnel", "20508", "0.00"),
        ("change", "personnel", "20508", "无变化"),
        ("amount", "public", "20508", "28.32"),
        ("change", "public", "20508", "28.32"),
        ("amount", "project", "20508", "74.00"),
        ("change", "project", "20508", "74.00"),
        ("amount", "function", "2050803", "102.32"),
        ("change", "function", "2050803", "102.32"),
    ]


def test_a_function_below_them_is_not_of_one_kind() -> None:
    assert [c.subject.measure for c in of_paragraphs(KINDS, ITEM) if c.subject.functional_code == "2050803"] == [
        None
    ] * 2


def test_what_is_more_than_the_function_is_the_departments() -> None:
    text = "支出预算300万元，其中：教育（205）200万元、其他（229）100万元。其中：人员经费180万元，公用经费120万元。"
    assert _coded(text)[-2:] == [("amount", "personnel", "", "180"), ("amount", "public", "", "120")]


def test_basic_and_project_spending_behind_functions_are_the_departments() -> None:
    text = "支出预算300万元，其中：教育支出（205）200万元、其他支出（229）100万元，基本支出80万元，项目支出70万元。"
    assert _coded(text)[-2:] == [("amount", "basic", "", "80"), ("amount", "project", "", "70")]


def test_kinds_of_spending_of_an_economic_item_carry_its_code() -> None:
    text = "1.工资福利支出（301）136.50万元，较上年增加5.60万元。"
    text += "具体为：人员经费136.00万元，较上年增加5.60万元；公用经费0.50万元。"
    assert [(c.subject.id, c.subject.economic_code, c.figure.text) for c in of_paragraphs(text)] == [
        ("economic", "301", "136.50万元"),
        ("economic", "301", "5.60万元"),
        ("personnel", "301", "136.00万元"),
        ("personnel", "301", "5.60万元"),
        ("public", "301", "0.50万元"),
    ]


def test_money_of_special_business_is_project_spending() -> None:
    text = "2022年本部门一般公共财政拨款支出190.90万元，其中基本支出18.30万元，专项业务经费支出172.60万元。"
    assert _coded(text) == [
        ("amount", "general_public", "", "190.90"),
        ("amount", "basic", "", "18.30"),
        ("amount", "project", "", "172.60"),
    ]
