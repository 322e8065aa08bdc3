"""What titles, headers and labels mean to recognition: the answers of the layout files, asked as tables are read."""

from __future__ import annotations

import pytest

from pipelines.layouts import forms, tables


@pytest.mark.parametrize(
    ("label", "numbering", "rest"),
    [
        ("一、外交支出", "一、", "外交支出"),
        ("(十二)社会保障和就业支出", "(十二)", "社会保障和就业支出"),
        ("1、基本支出", "1、", "基本支出"),
        ("2.项目支出", "2.", "项目支出"),
        ("(3)其他", "(3)", "其他"),
        ("①会议费", "①", "会议费"),
        ("其中:人员经费", "其中:", "人员经费"),
        ("其中:1、人员经费", "其中:1、", "人员经费"),
        ("减:年末结转", "减:", "年末结转"),
        ("加:年初结转", "加:", "年初结转"),
        ("一、1.其中:工资", "一、1.其中:", "工资"),
        ("2.5万元以下", "", "2.5万元以下"),  # a decimal is no number of a row
        ("外交支出", "", "外交支出"),
        ("一般公共服务支出", "", "一般公共服务支出"),
        ("一、", "一、", ""),
        ("", "", ""),
    ],
)
def test_the_number_in_front_of_a_label(label: str, numbering: str, rest: str) -> None:
    assert tables.strip_numbering(label) == (numbering, rest)


def test_the_role_of_a_row_is_said_by_its_label_with_or_without_colon() -> None:
    assert [tables.row_role(label) for label in ("合计", "合计:", "行政运行")] == ["total", "total", None]


def test_items_of_three_public() -> None:
    found = [tables.three_public_item(text) for text in ("公务接待费", "因公出国(境)费用", "行政运行")]
    assert found == ["reception", "abroad", None]


def test_income_says_where_it_comes_from() -> None:
    found = [tables.income_source(text) for text in ("事业收入", "政府性基金预算财政拨款收入", "行政运行")]
    assert found == ["business", "government_fund", None]


def test_a_row_may_state_what_it_measures() -> None:
    assert [tables.row_measure(text) for text in ("人员经费合计", "行政运行")] == ["personnel", None]


def test_a_header_path_is_asked_whole_or_by_its_lowest_cell() -> None:
    assert tables.column_role(()) is None
    assert tables.column_role(("序号",)) == "index"
    assert tables.column_role(("支出", "行次")) == "index"
    assert tables.column_role(("行次", "合计")) is None  # of an index only the lowest cell speaks
    assert tables.column_role(("增减变动", "金额")) == "comparison"  # of a comparison any cell does


def test_what_is_no_money_table_and_no_money_row() -> None:
    assert [tables.not_a_statement(text) for text in ("人员情况表", "收支总表")] == [True, False]
    assert [tables.counts_things(text) for text in ("公务用车保有量(辆)", "公务用车购置费")] == [True, False]
    assert [tables.outside_three_public(text) for text in ("国有资产占用情况", "公务接待费")] == [True, False]


def test_what_the_model_says_of_a_statement_goes_with_its_titles() -> None:
    of = {one.id: one for one in tables.statements()}
    fund = of["government_fund"]
    assert (fund.fund, fund.money, fund.scheme) == ("government_fund", True, frozenset({"any"}))
    assert of["general_budget_project_economic"].scheme == {"economic", "any"}
    assert of["general_budget_project_economic"].expenditure_type == "project"
    assert (of["contents"].fund, of["contents"].money, of["contents"].expenditure_type) == (None, False, None)
    assert fund.names("政府性基金预算支出表")
    assert not fund.names("一般公共预算和政府性基金预算支出表")


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        ("产出", "数量", "产出指标"),
        ("效益指标", "生态效益", "效益指标"),
        ("满意度指标", "服务对象满意度", "满意度指标"),
    ],
)
def test_a_second_level_tells_the_first(first: str, second: str, level: str) -> None:
    levels = forms.level_classes()
    assert [one.name for one in levels if one.first.search(first)] == [level]
    assert [one.name for one in levels if one.words.takes(second)] == [level]


def test_settings_and_headings_of_lists() -> None:
    # a list of units is its names, and nothing beside them but numbers, codes and notes
    assert forms.list_settings("units") == {
        "need": [["unit_name"]],
        "only": ["index", "unit_name", "unit_code", "note"],
    }
    assert forms.list_pattern("total").search("合计")
    assert forms.list_pattern("procurement", "goods").search("货物")
    assert not forms.list_pattern("procurement", "goods").search("服务")


def test_the_head_of_many_a_table_begins_a_list_only_below_its_title() -> None:
    vague = forms.vague_heads("project")
    assert vague is not None
    assert [bool(vague.search(head)) for head in ("项目", "项目支出", "项目名称")] == [True, True, False]
    assert forms.vague_heads("units") is None


def test_a_label_may_begin_a_form_and_a_head_may_wait_for_the_others() -> None:
    labels = {one.field: one.start for one in forms.labels()}
    assert labels["project_name"] and labels["department_name"]
    assert not labels["goal"]
    assert [one.role for one in forms.indicator_heads() if one.last] == ["level_3"]
    assert not any(one.last for one in forms.task_heads())
