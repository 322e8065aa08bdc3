"""Which of several entries takes a wording: the first, of one expression the one found first, or the longest."""

from __future__ import annotations

import pytest

from pipelines.layouts.asking import ask
from pipelines.layouts.errors import LayoutError
from pipelines.layouts.files import FILES
from pipelines.layouts.load import Layout, check

SHOWN = 'example = "甲"\nseen = "a table"\n'


def layout(file: str, *entries: str) -> Layout:
    return check(file, "".join(f"{entry}\n{SHOWN}" for entry in entries), FILES[file])


def test_the_first_entry_takes_it_and_the_others_stand_behind() -> None:
    rows = layout(
        "rows.toml",
        '[[role]]\nrole = "opening"\nany = ["年初", "上年"]\nnot = "决算"',
        '[[role]]\nrole = "closing"\nmatch = "结转"',
        '[[role]]\nrole = "total"\nmatch = "上年结转"',
    )
    answer = ask(rows, "role", "上年结转")
    assert answer.taken is not None
    assert (answer.taken.value, answer.alternative) == ("opening", 1)
    assert [entry.value for entry in answer.later] == ["closing", "total"]
    assert answer.ruled_out == ()
    answer = ask(rows, "role", "上年决算结转")
    assert answer.taken is not None
    assert answer.taken.value == "closing"
    assert [entry.value for entry in answer.ruled_out] == ["opening"]
    assert ask(rows, "role", "合计").taken is None


def test_a_leaf_is_asked_for_the_lowest_cell_a_path_for_all() -> None:
    columns = layout(
        "columns.toml",
        '[[role]]\nrole = "code"\nwhere = "leaf"\nmatch = "编码"',
        '[[role]]\nrole = "name_functional"\nwhere = "path"\nmatch = "功能"',
    )
    taken = [ask(columns, "role", path).taken for path in ("功能/编码", "编码/功能", "编码/名称", "功能/名称")]
    assert [entry and entry.value for entry in taken] == ["code", "name_functional", None, "name_functional"]


def test_heads_of_lists_are_asked_whole_and_by_their_lowest_cell() -> None:
    lists = layout("forms_lists.toml", '[[project.column]]\nrole = "total"\nmatch = "^(预算/)?合计$"')
    asked = [
        ask(lists, "project.column", path).taken is not None for path in ("合计", "预算/合计", "决算/合计", "合计数")
    ]
    assert asked == [True, True, True, False]


def test_titles_are_asked_for_what_the_rows_are_classified_by() -> None:
    statements = layout(
        "statements.toml",
        '[[statement]]\nid = "expenditure_economic"\nmatch = "支出"\nscheme = ["economic"]',
        '[[statement]]\nid = "expenditure"\nmatch = "支出"',
    )
    taken = [ask(statements, "statement", "支出", scheme).taken for scheme in ("any", "functional", "economic")]
    assert [entry and entry.value for entry in taken] == ["expenditure", "expenditure", "expenditure_economic"]


def test_of_one_expression_the_words_found_first_win() -> None:
    narrative = layout(
        "narrative.toml",
        '[[term]]\nsubject = "project"\nmatch = "项目"\ndepth = 3',
        '[[term]]\nsubject = "basic"\nmatch = "基本"\ndepth = 3',
    )
    taken = [ask(narrative, "term", text).taken for text in ("基本和项目", "项目和基本")]
    assert [entry and entry.value for entry in taken] == ["basic", "project"]


def test_the_longest_caption_wins() -> None:
    labels = layout(
        "identity/labels.toml",
        '[[label]]\nkind = "unit"\nweight = 4\nname = "short"\nwords = ["单位", "单位("]',
        '[[label]]\nkind = ""\nweight = 6\nname = "long"\nwords = ["单位(部门)"]',
    )
    taken = [ask(labels, "label", text) for text in ("单位(部门):", "单位(章):", "编制单位:")]
    assert [answer.taken and answer.taken.data["weight"] for answer in taken] == [6, 4, None]
    assert taken[1].alternative == 1


def test_a_row_without_its_columns_is_refused() -> None:
    text = "code,name,short_name,path,valid_from,valid_to\n1,甲省,甲,甲省,1980,\n2,乙省\n"
    with pytest.raises(LayoutError, match=r"identity/regions\.csv:3: row: has not the columns code, name"):
        check("identity/regions.csv", text, FILES["identity/regions.csv"])
