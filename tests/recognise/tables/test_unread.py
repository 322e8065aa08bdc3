"""Figures a statement prints that nothing was made of are reported, and nothing else is."""

from __future__ import annotations

import pytest

from pipelines.recognise.model import Finding
from tests.recognise.builder import recognised

HEAD = ["2026年某某市统计局部门预算", "部门支出总表", "单位：万元"]


def unread(*rows: str) -> list[Finding]:
    """What is said of figures in a spending table with these rows."""
    found = recognised([*HEAD, ("科目编码|科目名称|合计|基本支出|备注", *rows)])
    return [finding for finding in found.findings if finding.kind == "figures_unread"]


def test_a_figure_that_can_be_read_in_two_ways() -> None:
    [finding] = unread("201|一般公共服务支出|862,72|862.72|", "208|社会保障和就业支出|1.00|1.00|")
    assert (finding.statement, finding.page) == ("expenditure", 1)
    assert finding.message_zh == "部门支出总表：印有1个数字未读出：862,72"
    assert finding.message_en == "部门支出总表: 1 printed figures are not read: 862,72"


def test_a_table_of_which_no_figure_can_be_read() -> None:
    [finding] = unread("201|一般公共服务支出|862,72|862,72|", "208|社会保障和就业支出|1,00|1,00|")
    assert finding.message_zh == "部门支出总表：印有4个数字未读出：862,72、1,00、862,72"


def test_figures_cut_to_powers_of_ten() -> None:
    [finding] = unread("201|一般公共服务支出|8.63E+02|8.63E+02|", "208|社会保障和就业支出|2.00|2.00|1E3")
    assert finding.message_zh == "部门支出总表：印有2个数字未读出：8.63E+02、8.63E+02"


def test_money_in_a_column_of_names() -> None:
    [finding] = unread("|1,024,807.17|||", "201|一般公共服务支出|1.00|1.00|", "208|社会保障和就业支出|1.00|1.00|")
    assert "1,024,807.17" in finding.message_zh


@pytest.mark.parametrize(
    "row",
    [
        "201|一般公共服务支出|1.00|1.00|3.5",  # a note
        "201|一般公共服务支出|1.00|详见附件1第3条|",
        "201|一般公共服务支出|1.00|12.5%|",
        "201|增减变化金额|1.00|862,72|",
    ],
)
def test_what_is_no_figure_or_left_out_knowingly(row: str) -> None:
    assert unread(row, "208|社会保障和就业支出|1.00|1.00|") == []
