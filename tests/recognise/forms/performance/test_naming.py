"""Which project a title names."""

from __future__ import annotations

import pytest

from pipelines.recognise.forms.performance.naming import (
    Named,
    is_department,
    is_of_department,
    name_in,
    named_in,
    nearest_form_title,
    report_titles,
)
from tests.recognise.builder import document


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("3、公务用车租赁费绩效目标表", "公务用车租赁费"),
        ("14、医保支付方式改革经费-医药价格成本调查绩效目标表", "医保支付方式改革经费-医药价格成本调查"),
        ("市级机关保留公务用车委托管理费项目绩效目标表", "市级机关保留公务用车委托管理费"),
        ("信息化运行维护绩效目标表", "信息化运行维护"),
        ("“宁远水利”平台运营项目绩效目标表", "“宁远水利”平台运营"),
        ("3、“河长奖”项目绩效目标表", "“河长奖”"),
        ("水库“三同时”项目绩效目标表", "水库“三同时”"),
        ("预算12表 项目支出绩效目标表", None),
        ("政策和项目预算绩效目标表", None),
        ("部门专项业务经费绩效目标表", None),
        ("项目绩效目标表 (2021年度)", None),
        ("2026年市级重点专项资金绩效目标表（一级项目）", None),
        ("部门整体支出绩效目标申报表", None),
    ],
)
def test_name_in_a_title(title: str, name: str | None) -> None:
    assert name_in(title) == name


def test_the_whole_department() -> None:
    assert is_department("安阳市市级预算部门(单位)整体绩效目标表")
    assert not is_department("信息化运行维护绩效目标表")


def test_the_nearest_title_counts() -> None:
    assert nearest_form_title(["1、甲绩效目标表", "单位：万元"]) == "1、甲绩效目标表"
    assert nearest_form_title(["绩效目标设置情况如下。"]) is None


@pytest.mark.parametrize("title", ["表1：项目年度绩效指标表", "表二、项目绩效目标表", "：绩效目标表"])
def test_a_caption_names_no_project(title: str) -> None:
    assert name_in(title) is None


def test_code_and_unit_before_a_project() -> None:
    assert named_in("307007_甲局乙所_设备购置项目绩效目标表") == Named("设备购置", "甲局乙所")
    assert named_in("设备购置绩效目标表") == Named("设备购置")
    assert named_in("项目绩效目标表") == Named(None)


def test_what_stands_in_place_of_a_name() -> None:
    assert is_of_department("307部门整体")
    assert not is_of_department("部门预算绩效管理经费")


def test_headings_of_reports_name_projects() -> None:
    found = document(
        ["2024年度水库维护费项目绩效评价报告", "正文"], ["部门整体支出绩效评价报告", "2024年度单位绩效评价报告"]
    )
    assert report_titles(found) == [(1, "水库维护费")]
    listed = document(["水库维护费项目绩效评价报告", "河道清淤项目绩效评价报告"])
    assert report_titles(listed) == []
