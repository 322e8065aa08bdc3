"""Functions of spending as sentences name them, resolved with a small code book."""

from __future__ import annotations

import pytest

from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative.functions import (
    Path,
    class_subject,
    coded_subject,
    dashed_subject,
    levels_subject,
)
from tests.recognise.narrative.support import of_paragraphs

NAMES = {
    "201": "一般公共服务支出",
    "20140": "信访事务",
    "2014001": "行政运行",
    "2014004": "信访业务",
    "20101": "人大事务",
    "2010101": "行政运行",
    "205": "教育支出",
    "20502": "普通教育",
    "2050299": "其他普通教育支出",
    "20599": "其他教育支出",
    "2059999": "其他教育支出",
}
BOOK = CodeBook.of(("functional", code, name) for code, name in NAMES.items())


def test_levels_name_the_item_and_where_later_ones_stand() -> None:
    text = "1.一般公共服务支出(类)信访事务(款)信访业务(项)2026年"
    found = levels_subject(text, BOOK, Path())
    assert found is not None
    assert (found.subject.functional_code, found.subject.name, found.subject.depth) == ("2014004", "信访业务", 6)
    assert text[found.end :] == "2026年"
    assert found.path == Path("201", "20140")


def test_levels_left_out_are_those_before() -> None:
    item = levels_subject("行政运行(项)", BOOK, Path("201", "20101"))
    group = levels_subject("信访事务(款)", BOOK, Path("201", "20101"))
    new_class = levels_subject("教育支出(类)", BOOK, Path("201", "20101"))
    assert item is not None and group is not None and new_class is not None
    assert (item.subject.functional_code, item.path) == ("2010101", Path("201", "20101"))
    assert (group.subject.functional_code, group.subject.depth, group.path) == ("20140", 5, Path("201", "20140"))
    assert (new_class.subject.functional_code, new_class.subject.depth, new_class.path) == ("205", 4, Path("205", None))


def test_a_name_that_two_codes_have_stays_open() -> None:
    found = levels_subject("行政运行(项)", BOOK, Path())
    assert found is not None
    assert (found.subject.functional_code, found.subject.depth) == (None, 6)
    assert levels_subject("行政运行", BOOK, Path("201")) is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("2014004信访业务", ("2014004", "信访业务")),
        ("2014004-信访业务2026年预算", ("2014004", "信访业务")),
        ("1.信访业务(2014004)", ("2014004", "信访业务")),
        ("201400信访业务", None),
        ("信访业务", None),
    ],
)
def test_a_name_with_its_code(head: str, expected: tuple[str, str] | None) -> None:
    found = coded_subject(head)
    assert (found and (found.functional_code, found.name)) == expected


def test_an_economic_code_is_no_function() -> None:
    found = coded_subject("30201办公费")
    assert found is not None
    assert (found.id, found.functional_code, found.economic_code) == ("economic", None, "30201")
    assert coded_subject("40201办公费") is None


def test_class_group_and_item_joined_by_dashes() -> None:
    found = dashed_subject("一般公共服务支出-信访事务-行政运行支出预算", BOOK)
    assert found is not None
    assert (found.functional_code, found.name) == ("2014001", "行政运行")
    assert dashed_subject("某某支出-信访事务-行政运行", BOOK) is None
    assert dashed_subject("信访事务-行政运行", BOOK) is None


@pytest.mark.parametrize(
    ("head", "inside", "code"),
    [
        ("教育支出", None, "205"),
        ("其中:1、教育支出合计", None, "205"),
        ("甲、教育支出", None, "205"),
        ("教育", None, None),
        ("普通教育", "205", "20502"),
        ("普通教育", None, None),
        ("普通教育", "201", None),
        ("信访业务", "201", "2014004"),
        ("其他教育支出", "205", "20599"),
    ],
)
def test_a_bare_name_before_a_figure(head: str, inside: str | None, code: str | None) -> None:
    found = class_subject(head, BOOK, inside)
    assert (found and found.functional_code) == code


def test_economic_items_are_named_by_their_levels_too() -> None:
    found = of_paragraphs(
        "（一）人员经费60.00万元",
        "1、工资福利支出（类）40.00万元",
        "（1）基本工资（款）支出30.00万元。用于发放机关公务员的职务工资。",
        "2、对个人和家庭的补助支出（类）20.00万元",
        "（1）离休费（款）支出20.00万元。",
        "（二）住房保障支出（类）",
        "1．住房改革支出（款）住房公积金（项）支出9.00万元。",
    )
    assert [(c.subject.id, c.subject.economic_code or c.subject.functional_code, c.figure.text) for c in found] == [
        ("personnel", None, "60.00万元"),
        ("economic", "301", "40.00万元"),
        ("economic", "30101", "30.00万元"),
        ("economic", "303", "20.00万元"),
        ("economic", "30301", "20.00万元"),
        ("function", "2210201", "9.00万元"),
    ]


def test_functions_go_on_behind_economic_items() -> None:
    found = of_paragraphs(
        "（三）住房保障支出（类）",
        "工资福利支出（类）40.00万元。",
        "住房改革支出（款）住房公积金（项）支出9.00万元。",
    )
    assert found[-1].subject.functional_code == "2210201"


def test_levels_may_print_their_codes_in_their_brackets() -> None:
    found = levels_subject("1、公共安全支出(204类)司法(06款)行政运行(01项)", BOOK, Path())
    assert found is not None
    assert (found.subject.functional_code, found.subject.name, found.path) == (
        "2040601",
        "行政运行",
        Path("204", "20406"),
    )
    whole = levels_subject("司法(20406款)行政运行(2040601项)", BOOK, Path())
    assert whole is not None and whole.subject.functional_code == "2040601"
    alone = levels_subject("信访业务(04项)", BOOK, Path("201"))  # of a 款 that is not known: by its name
    assert alone is not None and alone.subject.functional_code == "2014004"
