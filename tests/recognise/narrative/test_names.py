"""Names without code or level: what the document prints beside codes, else what the lists say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative.model import Claim, Figure, Kind, Subject
from pipelines.recognise.narrative.names import bare_subject
from tests.recognise.narrative.support import brief, of_paragraphs, with_names

LISTS = CodeBook.of(
    [
        ("functional", "201", "一般公共服务支出"),
        ("functional", "2010301", "行政运行"),
        ("functional", "2011301", "行政运行"),
        ("functional", "2014004", "信访业务"),
        ("functional", "2210201", "住房公积金"),
        ("economic", "301", "工资福利支出"),
        ("economic", "30113", "住房公积金"),
        ("economic", "30201", "办公费"),
        ("economic", "303", "对个人和家庭的补助"),
        ("government", "502", "机关商品和服务支出"),
        ("government", "509", "对个人和家庭的补助"),
    ]
)
OWN = LISTS.taught([("functional", "2011301", "行政运行"), ("government", "509", "对个人和家庭的补助")])
SPENDING = Claim(1, Subject("spending_total", depth=0), Kind.AMOUNT, Figure.in_words(0, ""), "", 1, 1)
PROCUREMENT = replace(SPENDING, subject=Subject("procurement", depth=2))
PROJECTS = replace(SPENDING, subject=Subject("project", depth=3))


@pytest.mark.parametrize(
    ("head", "book", "whole", "code"),
    [
        ("工资福利支出", LISTS, None, None),  # of whom
        ("工资福利支出", LISTS, SPENDING, "301"),
        ("其中:1.工资福利支出预算为", LISTS, SPENDING, "301"),
        ("机关商品和服务支出", LISTS, SPENDING, "502"),
        ("对个人和家庭的补助支出", LISTS, SPENDING, "303"),
        ("对个人和家庭的补助支出", OWN, SPENDING, "509"),  # the document prints the government's code
        ("行政运行", LISTS, SPENDING, None),  # two functions have the name
        ("行政运行", OWN, None, "2011301"),  # the document prints one of them
        ("(1)行政运行(行政及参公单位基本支出)", OWN, None, "2011301"),
        ("信访业务", LISTS, None, None),  # a name of the list alone may be that of a project
        ("信访业务", LISTS, SPENDING, "2014004"),
        ("办公费", LISTS, None, None),
        ("办公费", LISTS, SPENDING, "30201"),
        ("办公费", LISTS, PROCUREMENT, None),  # what is bought is no item of the tables
        ("行政运行", OWN, PROJECTS, None),  # a project may be called like a function
        ("住房公积金", LISTS, SPENDING, None),  # a function and an economic item
        ("用于信访业务", LISTS, SPENDING, None),  # what it is for
    ],
)
def test_a_bare_name_stands_for_one_code_or_none(head: str, book: CodeBook, whole: Claim | None, code: str) -> None:
    found = bare_subject(head, book, whole, None)
    assert (found and (found.functional_code or found.economic_code)) == code


def test_a_name_of_two_functions_is_the_one_of_the_class_at_hand() -> None:
    both = LISTS.taught([("functional", "2010301", "行政运行"), ("functional", "2050101", "行政运行")])
    assert bare_subject("行政运行", both, SPENDING, None) is None
    found = bare_subject("行政运行", both, SPENDING, "205")
    assert found is not None and found.functional_code == "2050101"
    fund = bare_subject("住房公积金", LISTS, SPENDING, "221")
    assert fund is not None and fund.functional_code == "2210201"


def test_items_of_spending_by_their_names() -> None:
    found = of_paragraphs(
        "2022年本部门一般公共预算支出90.00万元，其中：",
        "工资福利支出60.00万元，较上年减少了9.00万元，原因是补发。",
        "机关商品和服务支出20.00万元，较上年增加了5.00万元。",
        "对个人和家庭的补助支出10.00万元。",
    )
    assert [(c.kind, c.subject.economic_code, c.figure.text, c.of, c.subject.fund) for c in found] == [
        ("amount", None, "90.00万元", None, "general_public"),
        ("amount", "301", "60.00万元", 1, "general_public"),
        ("change", "301", "9.00万元", 2, "general_public"),
        ("amount", "502", "20.00万元", 1, "general_public"),
        ("change", "502", "5.00万元", 4, "general_public"),
        ("amount", "303", "10.00万元", 1, "general_public"),
    ]


def test_a_document_teaches_its_text_the_codes_of_its_tables() -> None:
    text = "2022年本部门支出30.00万元，其中：行政运行26.00万元，较上年减少了1.00万元；信访业务4.00万元。"
    found = with_names([("functional", "2013101", "行政运行")], text)
    assert brief(found) == [
        ("amount", "spending_total", "30.00万元", ""),
        ("amount", "function/2013101", "26.00万元", ""),
        ("change", "function/2013101", "1.00万元", "decrease"),
        ("amount", "function/2014004", "4.00万元", ""),
    ]
    assert [c.subject.functional_code for c in of_paragraphs(text)] == [None]


def test_personnel_costs_are_made_of_economic_items_and_these_of_them() -> None:
    found = of_paragraphs("人员经费80万元，包括工资福利支出60万元，对个人和家庭的补助20万元。")
    assert [(c.subject.id, c.subject.economic_code, c.of) for c in found] == [
        ("personnel", None, None),
        ("economic", "301", 1),
        ("economic", "303", 1),
    ]
    other = of_paragraphs("商品和服务支出（302）30万元，其中：公用经费20万元。")
    assert [(c.subject.id, c.subject.economic_code, c.of) for c in other] == [
        ("economic", "302", None),
        ("public", "302", 1),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.“社会保障和就业支出”科目50万元，主要用于养老保险。", "208"),
        ("1.“一般公共服务支出-信访事务-行政运行”科目5万元，主要用于办公。", "2014001"),
        ("1.“一般公共服务支出（类）信访事务（款）行政运行（项）”科目5万元，主要用于办公。", "2014001"),
        ("按功能分类支出划分为一般公共服务支出10.00万元。", "201"),
    ],
)
def test_words_around_the_name_of_a_function(text: str, code: str) -> None:
    (found,) = of_paragraphs(text)
    assert (found.subject.id, found.subject.functional_code, found.kind) == ("function", code, "amount")


def test_a_shortened_name_is_the_one_item_of_its_group_in_the_tables() -> None:
    printed = [
        ("functional", "2080505", "机关事业单位基本养老保险缴费支出"),
        ("functional", "2080506", "机关事业单位职业年金缴费支出"),
        ("functional", "2210201", "住房公积金"),
    ]
    text = "行政事业单位离退休（款）机关事业单位基本养老保险费（项）支出10.64万元，"
    text += "机关事业单位职业年金（项）支出4.26万元。"
    assert [c.subject.functional_code for c in with_names(printed, text)] == ["2080505", "2080506"]
    assert [c.subject.functional_code for c in with_names(printed[:1], text)] == ["2080505", None]
    twice = [*printed, ("functional", "2080507", "机关事业单位职业年金补助缴费")]
    assert [c.subject.functional_code for c in with_names(twice, text)] == ["2080505", None]
    short = "行政事业单位离退休（款）机关单位（项）支出10.64万元。"
    assert [c.subject.functional_code for c in with_names(printed[:1], short)] == [None]


def test_a_change_right_behind_the_name_of_a_class_is_that_of_the_class() -> None:
    found = of_paragraphs("2021年财政拨款支出与上年相比减少6万元。其中教育支出比上年减少7万元，主要原因是压减。")
    assert brief(found) == [
        ("change", "fiscal_appropriation", "6万元", "decrease"),
        ("change", "function/205", "7万元", "decrease"),
    ]


def test_in_the_reason_of_one_code_a_kind_of_spending_is_that_of_the_code() -> None:
    reason = "比上年增加5万元，原因是人员经费增加6万元，公用经费减少1万元。"
    found = of_paragraphs(f"行政运行（2010401）支出50万元，{reason}")
    assert [(c.kind, c.subject.id, c.subject.functional_code, c.figure.text) for c in found] == [
        ("amount", "function", "2010401", "50万元"),
        ("change", "function", "2010401", "5万元"),
        ("change", "personnel", "2010401", "6万元"),
        ("change", "public", "2010401", "1万元"),
    ]
    several = of_paragraphs(f"行政运行（2010401）支出50万元，教育支出20万元，{reason}")
    assert [c.subject.functional_code for c in several if c.subject.id == "personnel"] == [None]
