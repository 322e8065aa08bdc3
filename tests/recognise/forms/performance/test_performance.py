"""Forms of a document, opened and closed by titles, labels and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipelines.model.form_words import Field
from pipelines.recognise.forms.model import Lines
from pipelines.recognise.forms.performance import Performance, performance
from pipelines.recognise.forms.performance.sharing import rows_of_piece
from pipelines.recognise.model import Piece, Printed, Row, Table
from tests.recognise.forms.printed import grids, piece, table

HEAD = ["项目名称|公车租赁|资金总额|5", "年度目标|保障出行|<|<"]
INDICATORS = ["一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|用车|≥5次"]
TITLE = "项目绩效目标表"


def _read(*tables: Table, taken: Sequence[int] = ()) -> Performance:
    return performance(tables, frozenset(taken), Lines())


def _rows(found: Performance, *names: str) -> list[tuple[str | None, ...]]:
    return [(row.kind.value, *(row.fields.get(Field(name)) for name in names)) for row in found.rows]


def _page(*rows: str, above: Sequence[str] = (), statement: str | None = None, unit: str | None = "万元") -> Table:
    (grid,) = grids(rows)
    return table(piece(grid, *above), statement=statement, unit=unit)


def _pages(*pages: tuple[Sequence[str], Sequence[str]]) -> list[Table]:
    """A table on each page, with the lines above it."""
    known = grids(*(rows for rows, _ in pages))
    return [table(piece(grid, *above), unit="万元") for grid, (_, above) in zip(known, pages, strict=True)]


def test_a_form_in_one_grid() -> None:
    found = _read(_page(*HEAD, *INDICATORS, "备注|||"))
    assert _rows(found, "project_name", "amount", "goal", "level_3", "project_place") == [
        ("project", "公车租赁", "50000.00", "保障出行", None, None),
        ("indicator", "公车租赁", None, None, "用车", "1-0-3"),
    ]
    assert found.rows[1].place.cell_id == "1-3-2"
    assert found.rows[0].fields[Field.PURPOSE] == "保障出行"
    assert (found.grids, found.findings) == (frozenset({1}), [])


def test_a_form_over_two_pages() -> None:
    found = _read(*_pages((HEAD + INDICATORS, []), (["效益指标|社会效益|满意|≥90%"], ["第2页"])))
    assert _rows(found, "level_3") == [("project", None), ("indicator", "用车"), ("indicator", "满意")]
    assert found.grids == {1, 2}


@pytest.mark.parametrize(("between", "grids_read"), [(["一行"], {1, 2}), (["一行", "又一行"], {1})])
def test_text_between_ends_a_form(between: list[str], grids_read: set[int]) -> None:
    found = _read(*_pages((HEAD + INDICATORS, []), (["社会效益|满意|≥90%"], between)))
    assert found.grids == grids_read


def test_a_list_or_a_money_statement_between_ends_a_form() -> None:
    tables = _pages((HEAD + INDICATORS, []), (["甲|乙|丙|丁"], []), (["效益指标|社会效益|满意|≥90%"], []))
    assert _read(*tables).grids == {1, 2, 3}
    assert _read(*tables, taken=[2]).grids == {1}


def test_the_next_name_begins_the_next_form() -> None:
    second = ["项目名称|培训|资金总额|2", *INDICATORS]
    found = _read(_page(*HEAD, *INDICATORS, *second))
    assert [row[1] for row in _rows(found, "project_name")] == ["公车租赁", "公车租赁", "培训", "培训"]


def test_a_title_names_a_project() -> None:
    found = _read(_page("资金总额|5|其他资金|1", *INDICATORS, above=["3、公车租赁绩效目标表"]))
    assert [row[1:] for row in _rows(found, "project_name", "other_amount")] == [
        ("公车租赁", "10000.00"),
        ("公车租赁", None),
    ]


def test_a_title_inside_the_grid_begins_a_form() -> None:
    titled = ["2、培训绩效目标表|<|<|<", "资金总额|2|其他资金|", *INDICATORS]
    found = _read(_page(*HEAD, *INDICATORS, *titled))
    assert [row[1] for row in _rows(found, "project_name") if row[0] == "project"] == ["公车租赁", "培训"]
    first = _read(_page("2、培训绩效目标表|<|<|<", "资金总额|2|其他资金|", *INDICATORS))
    assert [row[1] for row in _rows(first, "project_name")] == ["培训", "培训"]


def test_the_same_title_on_the_next_page_goes_on() -> None:
    again = (["效益指标|社会效益|满意|≥90%"], [TITLE])
    found = _read(*_pages((HEAD + INDICATORS, [TITLE]), again))
    assert [row[0] for row in _rows(found)] == ["project", "indicator", "indicator"]


def test_a_form_that_leaves_its_header_out() -> None:
    second = ["项目名称|培训|资金总额|2", "产出指标|数量指标|人数|9人"]
    found = _read(_page(*HEAD, *INDICATORS, *second))
    assert _rows(found, "project_name", "level_3")[2:] == [("project", "培训", None), ("indicator", "培训", "人数")]


def test_below_the_indicators_only_a_label_counts() -> None:
    found = _read(_page(*HEAD, *INDICATORS, "备注：无|||", "效益指标|社会效益|满意|9", "项目编码|X1||"))
    assert _rows(found, "project_code", "level_3") == [("project", "X1", None), ("indicator", None, "用车")]


def test_a_text_among_the_indicators_is_of_the_head() -> None:
    found = _read(
        _page("项目名称|公车租赁|资金总额|5", *INDICATORS, "年度目标|保障出行|<|<", "效益指标|社会效益|满意|9")
    )
    assert found.rows[0].fields[Field.GOAL] == "保障出行"


def test_a_department_with_tasks_and_budget() -> None:
    found = _read(
        _page(
            "部门名称|某局|<|<",
            "年度部门预算|资金总额|5|",
            "年度目标|做好|<|<",
            "任务名称|主要内容|预算金额|",
            "巡查|日常巡查|3|",
            "宣传|上街|2|",
            *INDICATORS,
            above=["部门整体支出绩效目标表"],
        )
    )
    assert _rows(found, "item", "name", "content", "amount") == [
        ("profile", "goal", None, "做好", None),
        ("profile", "task", "巡查", "日常巡查", "30000.00"),
        ("profile", "task", "宣传", "上街", "20000.00"),
        ("profile", "budget", "total", None, "50000.00"),
        ("indicator", None, None, None, None),
    ]
    assert Field.PROJECT_NAME not in found.rows[4].fields


def test_an_empty_template_gives_nothing() -> None:
    found = _read(_page("资金总额|||", *INDICATORS[:1], "产出指标|数量指标|指标1：|", above=[TITLE]))
    assert (found.rows, found.findings) == ([], [])


def test_a_form_without_a_name_or_a_unit_is_a_finding() -> None:
    found = _read(_page("资金总额|5|其他资金|", *INDICATORS, above=[TITLE], unit=None))
    assert found.rows == []
    assert [(one.kind, one.statement, one.page, one.grid_no) for one in found.findings] == [
        ("unit_missing", "performance_project", 1, 1),
        ("project_unnamed", "performance_project", 1, 1),
    ]


def test_the_unit_above_goes_before_that_of_the_table() -> None:
    found = _read(_page(*HEAD, *INDICATORS, above=["单位：千元", "单位：元", "某表"]))
    assert found.rows[0].fields[Field.AMOUNT] == "5.00"
    assert _read(_page(*HEAD, *INDICATORS, above=["元"])).rows[0].fields[Field.AMOUNT] == "50000.00"


def test_amounts_of_a_self_evaluation() -> None:
    found = _read(
        _page(
            "项目名称|公车租赁|<|<|<",
            "项目资金||年初预算数|全年预算数（A）|全年执行数",
            "^|年度资金总额|10|9|8",
            "^|其中：财政拨款|7|6|5",
        )
    )
    names = ("amount", "executed_amount", "fiscal_amount", "amount_basis", "period_amount")
    assert _rows(found, *names) == [("project", "90000.00", "80000.00", "60000.00", "year", None)]


def test_amounts_of_a_whole_period() -> None:
    found = _read(_page("项目名称|公车租赁|实施期资金总额|30", "项目编码|13032223P00D028105575|其他资金|3"))
    names = ("amount", "period_amount", "amount_basis", "other_amount", "project_year")
    assert _rows(found, *names) == [("project", "300000.00", "300000.00", "period", "30000.00", "2023")]


def _part(first: int, last: int) -> Piece:
    (grid,) = grids(["甲|乙"] * 9)
    return replace(piece(grid), body=[Row([None, Printed("甲", 1, row, 1, 1)]) for row in range(first, last)])


def test_rows_of_a_piece() -> None:
    whole = _part(0, 9)
    assert rows_of_piece(whole, [table(whole)]) == (0, 9)
    first = _part(1, 3)
    second, third = replace(_part(4, 6), grid=first.grid), replace(_part(6, 8), grid=first.grid)
    tables = [table(first), table(second, third)]
    assert [rows_of_piece(one, tables) for one in (first, second, third)] == [(0, 4), (4, 6), (6, 9)]
    blank = piece(first.grid)
    assert rows_of_piece(blank, tables) == (0, 1)
    assert rows_of_piece(_part(2, 4), tables) == (0, 9)


def test_a_row_with_a_target_never_ends_a_form() -> None:
    rows = [
        "产出指标|数量指标|巡查|≥24",
        "^|^|注册用水户数量|≥1200",
        "^|^|合计供水量|≥300",
        "备注|无|<|<",
        "甲|乙|丙|丁",
    ]
    found = _read(_page(*HEAD, INDICATORS[0], *rows))
    assert [row[1] for row in _rows(found, "level_3")][1:] == ["巡查", "注册用水户数量", "合计供水量"]


def test_a_table_in_a_report_is_of_the_project_its_heading_names() -> None:
    (grid,) = grids(INDICATORS)
    tables = [table(piece(grid, "表1：项目年度绩效指标表"), unit="万元")]
    found = performance(tables, frozenset(), Lines(), [(grid.order - 1, "水库维护费")])
    assert [row[1] for row in _rows(found, "project_name")] == ["水库维护费", "水库维护费"]
    below = performance(tables, frozenset(), Lines(), [(grid.order, "水库维护费")])
    assert [finding.kind for finding in below.findings] == ["project_unnamed"]


def test_the_form_of_a_department_under_a_label_of_projects() -> None:
    found = _read(_page("专项名称|307部门整体|<|<", "部门名称|某局|<|<", *INDICATORS))
    assert [row[0] for row in _rows(found)] == ["indicator"]


def test_a_head_nobody_knows_is_a_finding() -> None:
    rows = ["一级指标|二级指标|三级指标|指标值|责任股室", "产出指标|数量指标|用车|≥5次|甲"]
    found = _read(_page("项目名称|公车租赁|<|<|<", *rows, "项目名称|培训|<|<|<", *rows))
    assert [(one.kind, one.page) for one in found.findings] == [("column_unknown", 1)]
    assert "责任股室" in found.findings[0].message_zh


def test_money_that_is_not_read_is_a_finding() -> None:
    found = _read(_page("项目名称|公车租赁|<|<", "资金投入|5||", *INDICATORS))
    assert [one.kind for one in found.findings] == ["amounts_unread"]
    assert _read(_page("项目名称|公车租赁|<|<", "资金总额|5||", *INDICATORS)).findings == []


def test_indicators_that_no_form_takes_are_a_finding() -> None:
    lost = ["产出指标|数量指标|车次|3", "产出指标|质量指标|车况|好", "产出指标|时效指标|到位|5日"]
    found = _read(*_pages((HEAD + INDICATORS, []), (["甲|乙|丙|丁|戊"], ["文", "字"]), (lost, ["文", "字"])))
    assert [(one.kind, one.page, one.grid_no) for one in found.findings] == [("indicators_unread", 3, 3)]
    assert "3" in found.findings[0].message_zh
    assert _read(*_pages((HEAD + INDICATORS, []), (lost, []))).findings == []
    assert _read(*_pages((HEAD + INDICATORS, []), (lost[:1], ["文", "字"]))).findings == []


def test_a_code_before_the_name_in_a_head() -> None:
    found = _read(_page("项目名称|11000021Y000000390849-公车租赁|资金总额|5", *INDICATORS))
    assert _rows(found, "project_name", "project_code", "project_year")[0][1:] == (
        "公车租赁",
        "11000021Y000000390849",
        "2021",
    )
    assert found.rows[1].fields[Field.PROJECT_NAME] == "公车租赁"
