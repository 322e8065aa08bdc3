"""What labels, heads and units are taken for."""

from __future__ import annotations

import pytest

from pipelines.layouts.errors import Place
from pipelines.layouts.words import NO_FRAME, Words, words
from pipelines.model.form_words import IndicatorRole, LabelField, TaskRole
from pipelines.recognise.forms.vocabulary import (
    Label,
    Meanings,
    bare,
    column_role,
    field_of,
    first_unit,
    label_of,
    start_of,
    task_role,
    unit_of,
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1、资金总额（万元）：", "资金总额"),
        ("其中：（1）财政拨款", "财政拨款"),
        ("1.5万", "1.5万"),
        ("（万元）", "(万元)"),
        ("得分（%）", "得分"),
    ],
)
def test_a_label_without_its_decoration(text: str, plain: str) -> None:
    assert bare(text) == plain


def test_labels() -> None:
    assert label_of("项目名称") == Label(LabelField.PROJECT_NAME, start=True)
    assert label_of("部门（单位）名称：") == Label(LabelField.DEPARTMENT_NAME, start=True)
    assert label_of("其中：财政拨款") == Label(LabelField.FISCAL)
    assert label_of("名称") is None
    assert label_of(" ") is None
    assert field_of("绩效目标") is LabelField.GOAL
    assert field_of("完成全部任务") is None


def test_of_two_labels_in_a_cell_the_whole_goes_first() -> None:
    assert field_of("1、资金来源：（1）财政性资金") is LabelField.FISCAL
    assert field_of("1、资金来源：（1）甲") is None


def test_a_long_text_is_no_label() -> None:
    assert field_of("项目名称" + " " * 56) is LabelField.PROJECT_NAME
    assert field_of("项目名称" + " " * 57) is None


def test_a_start_with_its_value_in_the_cell() -> None:
    assert start_of("项目名称：公车租赁") == (Label(LabelField.PROJECT_NAME, start=True), "公车租赁")
    assert start_of("项目名称") == (Label(LabelField.PROJECT_NAME, start=True), "")
    assert start_of("单位名称：某局") == (None, "")
    assert start_of("目录名称：某局") == (None, "")
    assert start_of("项目名称：" + "甲" * 114)[1] == "甲" * 114
    assert start_of("项目名称：" + "甲" * 115) == (None, "")


def test_columns_of_indicators() -> None:
    assert column_role("三级指标") is IndicatorRole.LEVEL_3
    assert column_role("1、指标值：") is IndicatorRole.TARGET
    assert column_role("绩效指标") is None
    assert column_role("计量。\n单位") is IndicatorRole.TARGET_UNIT  # the end of the sentence above it
    assert column_role("绩效指标", last=True) is IndicatorRole.LEVEL_3
    assert column_role("三级指标" + " " * 36) is IndicatorRole.LEVEL_3
    assert column_role("三级指标" + " " * 37) is None


def test_columns_of_tasks() -> None:
    assert task_role("预算金额/财政拨款") is TaskRole.FISCAL
    assert task_role("财政拨款") is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [("单位：万元", "万元"), ("资金（元）来源", "元"), ("金额单位：千元 表一", "千元"), ("万元户", None), ("", None)],
)
def test_units(text: str, unit: str | None) -> None:
    assert unit_of(text) == unit


def test_the_first_unit_named() -> None:
    assert first_unit(["甲", "单位：万元", "单位：元"]) == "万元"
    assert first_unit(["甲"]) is None


def _takes(expression: str, ruled_out: str = "(?!)") -> Words:
    return words(Place("made_up.toml", 1), "label", "", {"match": expression, "not": ruled_out}, NO_FRAME, {})


def test_the_first_entry_that_takes_any_text() -> None:
    known = Meanings.of([(_takes("^甲", "丙$"), 1), (_takes("乙"), 2), (_takes("甲"), 3)])
    assert known.of_text("甲") == 1
    assert known.of_text("甲丙") == 3
    assert known.of_text("丁", "乙甲") == 2
    assert known.of_text("丁") is None
    assert known.of_text() is None
