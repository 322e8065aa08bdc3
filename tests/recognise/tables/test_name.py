"""A table is named by its title, what its rows are classified by, and its money unit."""

from __future__ import annotations

import pytest

from pipelines.recognise.tables.cut.pieces import pieces
from pipelines.recognise.tables.name.scheme import scheme
from pipelines.recognise.tables.name.units import Unit, units
from pipelines.recognise.tables.stitch.stitch import stitched
from pipelines.recognise.tables.titles import best_title, unwrapped
from tests.recognise.builder import document
from tests.recognise.tables.made import table


@pytest.mark.parametrize(
    ("title", "rows", "found"),
    [
        ("部门支出表", ("科目编码|合计", "2010501|1.00"), "functional"),
        ("部门支出表", ("科目编码|合计", "30101|1.00"), "economic"),
        ("部门支出表", ("科目编码|合计", "50101|1.00"), "economic"),
        ("部门支出经济分类表", ("科目编码|合计", "2010501|1.00"), "functional"),  # codes of one kind before the title
        ("部门支出经济分类表", ("科目编码|合计", "2010501|1.00", "30101|1.00"), "economic"),
        ("部门支出表", ("科目编码|合计", "2010501|1.00", *["30101|1.00"] * 4), "functional"),
        ("部门支出表", ("科目编码|合计", "2010501|1.00", *["30101|1.00"] * 5), "economic"),
        ("部门支出表", ("功能科目|合计", "行政运行|1.00"), "functional"),
        ("部门支出表", ("项目|合计", "行政运行|1.00"), "any"),
    ],
)
def test_what_rows_are_classified_by(title: str, rows: tuple[str, ...], found: str) -> None:
    built = document([title, rows])
    assert scheme(stitched(built, pieces(built))[0]) == found


def test_the_statement_or_why_it_is_none() -> None:
    body = ("科目编码|科目名称|合计", "201|一般公共服务支出|1.00")
    assert table("部门支出总表", body).outcome == "expenditure"
    assert table("某某情况登记表", body).outcome == "other: 某某情况登记表"
    assert table(body).outcome == "no title"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("单位：百元", "百元"),
        ("单位：佰元", "百元"),
        ("部门：甲局 单位：万", "万元"),
        ("单位：RMB万元", "万元"),
        ("单位：wan元", "万元"),
        ("单位：拾元", None),  # of a unit that is not known no part is taken
        ("单位：万宁市甲局", None),
    ],
)
def test_ways_to_write_a_unit(line: str, found: str | None) -> None:
    assert table("部门支出总表", line, ("科目编码|合计", "201|1.00")).unit == found


def test_the_unit_beside_the_figures() -> None:
    found = table("部门支出总表", ("科目编码|合计", "201|1.00万元"))
    assert (found.unit, found.unit_source) == ("万元", "cells")


def test_a_statement_without_a_unit_has_that_of_the_table_before() -> None:
    body = ("科目编码|合计", "201|1.00")
    built = document(
        [
            *("单位：万元", body),
            *("部门收入总表", body),
            *("情况登记表", body),
            *("三公经费表", "单位：元", body),
            *("项目支出表", body),
        ]
    )
    joined = stitched(built, pieces(built))
    is_money = [True, True, False, True, True]
    assert list(units(list(zip(joined, is_money, strict=True)))) == [
        Unit("万元", "printed"),
        Unit("万元", "previous"),
        Unit(None, ""),
        Unit("元", "printed"),
        Unit("元", "previous"),
    ]


def test_a_unit_in_the_header_is_of_its_table_only() -> None:
    first, second = ("科目编码|合计（单位：万元）", "201|1.00"), ("科目编码|合计", "201|1.00")
    built = document(["部门收入总表", first, "部门支出总表", second])
    joined = stitched(built, pieces(built))
    assert list(units([(one, True) for one in joined])) == [Unit("万元", "header"), Unit(None, "")]


def test_the_title_nearest_the_grid_comes_before_a_heading() -> None:
    assert best_title(["部门收入总表", "部门支出总表", "单位：万元"]) == "部门支出总表"
    assert best_title(["某某局2026年部门预算公开表"]) is None
    assert best_title(["本部门情况如下。"]) is None


def test_a_title_over_two_lines_is_joined() -> None:
    assert unwrapped(["一般公共预算财政拨款基本支出决算明", "细表"]) == ["一般公共预算财政拨款基本支出决算明细表"]
    assert unwrapped(["部门收入总表", "部门支出总表"]) == ["部门收入总表", "部门支出总表"]


def test_the_frame_of_a_chart_is_no_statement() -> None:
    chart = table("一般公共预算拨款支出明细", "单位：万元", ("102180.52", "1419.73", "458.2 186.84 653.23"))
    assert chart.layout is None
    assert chart.outcome == "other: 一般公共预算拨款支出明细"
