"""Rows of indicators and their headers."""

from __future__ import annotations

import pytest

from pipelines.model.form_words import Field, IndicatorRole, TaskRole
from pipelines.recognise.forms.model import Fields, Line, Lines
from pipelines.recognise.forms.performance.columns import Columns
from pipelines.recognise.forms.performance.headers import indicator_columns, indicator_headers, task_columns
from pipelines.recognise.forms.performance.indicators import has_levels, indicator, indicator_fields, joins_previous
from pipelines.recognise.forms.performance.model import Indicator
from pipelines.recognise.forms.performance.tasks import task
from tests.recognise.forms.printed import grids, lines

HEAD = "一级指标|二级指标|三级指标|指标值"


def _columns(known: list[Line]) -> Columns[IndicatorRole]:
    columns = indicator_columns(known, 0)
    assert columns is not None
    return columns


def _indicator(row: str, head: str = HEAD, method: str = "ruled", *, opens_grid: bool = False) -> Indicator | None:
    known = lines(head, row, method=method)
    return indicator(known[1], _columns(known), opens_grid=opens_grid)


def _fields(row: str, head: str = HEAD) -> Fields:
    found = _indicator(row, head)
    assert found is not None
    return indicator_fields([found])[0]


def test_a_header_of_one_row() -> None:
    columns = _columns(lines(HEAD, "产出指标|数量指标|甲|1"))
    assert dict(columns.roles) == {0: "level_1", 1: "level_2", 2: "level_3", 3: "target"}
    assert (columns.row, columns.depth, len(columns.edges)) == (0, 1, 4)
    assert _columns(lines(HEAD, geometry=False)).edges == ()


def test_a_header_of_two_rows() -> None:
    columns = _columns(lines("一级指标|二级指标|三级指标|指标值|<", "^|^|^|全年指标值|得分", "甲|乙|丙|1|2"))
    assert columns.depth == 2
    assert columns.roles[4] is IndicatorRole.SCORE
    assert _columns(lines("一级指标|二级指标|三级指标|指标值|<", "^|^|^|98|得分", "甲|乙|丙|1|2")).depth == 1


@pytest.mark.parametrize(
    "head", ["一级指标|指标值", "一级指标|二级指标|三级指标", "项目名称|指标值|备注", "一级|数量|备注"]
)
def test_no_header(head: str) -> None:
    assert indicator_columns(lines(head), 0) is None


def test_a_head_of_last_resort() -> None:
    assert _columns(lines("一级指标|绩效指标|指标值")).roles[1] is IndicatorRole.LEVEL_3
    assert 0 not in _columns(lines("绩效指标|一级指标|指标值")).roles
    assert 1 not in _columns(lines("三级指标|绩效指标|指标值")).roles


def test_columns_in_a_grid_that_goes_on() -> None:
    first, same, narrow = grids([HEAD, "甲|乙|丙|1"], ["丁|戊|己|2"], ["戊|己|2"])
    columns = _columns(Lines().of(first))
    cells = columns.cells(Lines().of(same)[0])
    assert [cell.text for cell in cells.values()] == ["丁", "戊", "己", "2"]
    for cell in narrow.cells:
        cell.box = None
    moved = columns.cells(Lines().of(narrow)[0])
    assert {role: cell.text for role, cell in moved.items()} == {"level_2": "戊", "level_3": "己", "target": "2"}


def test_the_same_grid_on_the_next_page() -> None:
    first, same, other = grids([HEAD, "甲|乙|丙|1"], ["丁|戊|己|2"], ["丁|戊|己"])
    columns = _columns(Lines().of(first))
    assert columns.same_grid(Lines().of(same))
    assert not columns.same_grid(Lines().of(other))
    assert not _columns(lines(HEAD, geometry=False)).same_grid(Lines().of(same))


def test_a_header_cell_merged_down_is_blank() -> None:
    known = lines(HEAD, "^|数量指标|甲|1")
    row = indicator(known[1], _columns(known), opens_grid=False)
    assert row is not None
    assert row.text(IndicatorRole.LEVEL_1) == ""


def test_a_blank_row_is_none() -> None:
    assert _indicator("|||") is None
    assert _indicator("|||1") is not None


def test_a_row_that_lost_its_empty_cell() -> None:
    head = "绩效指标|一级指标|二级指标|三级指标|指标值"
    row = _indicator("产出指标|数量指标|甲|5|", head, "text")
    assert row is not None
    assert [row.text(role) for role in (IndicatorRole.LEVEL_1, IndicatorRole.LEVEL_3, IndicatorRole.TARGET)] == [
        "产出指标",
        "甲",
        "5",
    ]
    kept = _indicator("产出指标|数量指标|甲|5|", head)
    assert kept is not None
    assert kept.text(IndicatorRole.LEVEL_1) == "数量指标"
    right = _indicator("绩效|产出指标|数量指标|甲|5", head, "text")
    assert right is not None
    assert right.text(IndicatorRole.LEVEL_1) == "产出指标"


@pytest.mark.parametrize(
    ("row", "opens", "joins"),
    [
        ("||的人数|", True, True),
        ("||的人数|", False, False),
        ("||的人数|5", True, False),
        ("产出指标||的|", True, False),
    ],
)
def test_the_rest_of_a_row_cut_by_a_page(row: str, opens: bool, joins: bool) -> None:
    found = _indicator(row, opens_grid=opens)
    assert found is not None
    assert joins_previous(found) is joins


def test_levels_without_a_header() -> None:
    columns = _columns(lines(HEAD))
    assert has_levels(lines("产出指标|数量指标|甲|1")[0], columns)
    assert not has_levels(lines("产出指标|甲|数量指标|1")[0], columns)
    assert not has_levels(lines("甲|数量指标|甲|1")[0], columns)
    assert not has_levels(lines("产出指标|数量指标|甲|1|2")[0], columns)


def test_fields_of_a_row() -> None:
    head = HEAD + "|实际完成值|分值|得分|指标性质|计量单位|备注"
    assert _fields("产出指标|数量指标|接访 人次|100|98人次|12.5|十分|≥|人次|文件", head) == {
        "level_1": "产出指标",
        "level_2": "数量指标",
        "level_3": "接访 人次",
        "operator": ">=",
        "target_value": "100",
        "target_unit": "人次",
        "target_text": "100",
        "actual_text": "98人次",
        "weight": "12.5",
        "basis": "文件",
    }


def test_a_row_of_the_template_has_no_fields() -> None:
    assert _fields("产出指标|数量指标|指标1：|") == {}
    assert _fields("产出指标|数量指标|指标1：甲|")[Field.LEVEL_3] == "指标1：甲"
    assert _fields("产出指标|数量指标|指标1：|5")[Field.TARGET_VALUE] == "5"


def test_three_levels_in_one_cell() -> None:
    fields = _fields("||产出指标数量指标参保人数|5")
    assert (fields[Field.LEVEL_1], fields[Field.LEVEL_2], fields[Field.LEVEL_3]) == ("产出指标", "数量指标", "参保人数")
    assert _fields("||甲乙丙指标数量指标参保人数|5")[Field.LEVEL_3] == "甲乙丙指标数量指标参保人数"
    assert _fields("效益指标||产出指标数量指标参保人数|5")[Field.LEVEL_1] == "效益指标"


def test_yearly_tasks() -> None:
    head = ("任务名称|主要内容|预算金额（万元）|<|<", "^|^|总额|财政拨款|其他资金")
    known = lines(*head, "巡查|日常巡查|9|5|4", "合计||9|5|4", "|||5|", "宣传||||")
    columns = task_columns(known, 0)
    assert columns is not None
    assert columns.depth == 2
    assert set(columns.roles.values()) == {
        TaskRole.NAME,
        TaskRole.CONTENT,
        TaskRole.AMOUNT,
        TaskRole.FISCAL,
        TaskRole.OTHER,
    }
    first, total, blank, without = [task(columns, line, "元") for line in known[2:]]
    assert first is not None
    assert first.fields == {
        "name": "巡查",
        "content": "日常巡查",
        "amount": "90000.00",
        "amount_published": "9",
        "unit": "万元",
        "rounding_step": "10000",
        "fiscal_amount": "50000.00",
        "other_amount": "40000.00",
    }
    assert first.place.col_no == 2
    assert (total, blank) == (None, None)
    assert without is not None
    assert (without.fields, without.place.col_no) == ({"name": "宣传"}, 0)
    assert task_columns(lines("任务名称|金额"), 0) is None


def test_a_task_without_a_unit_in_its_head_has_that_of_the_lines_above() -> None:
    known = lines("任务名称|主要内容|预算金额", "巡查|日常|9")
    columns = task_columns(known, 0)
    assert columns is not None
    found = task(columns, known[1], "千元")
    assert found is not None
    assert found.fields[Field.AMOUNT] == "9000.00"


def test_a_column_of_signs_is_that_of_operators_whatever_its_head() -> None:
    head = "一级指标|二级指标|三级指标|数值关系|指标值|计量单位"
    columns = _columns(lines(head, "产出指标|数量指标|甲|≥|24|次", "^|^|乙|定性|好|"))
    assert (columns.roles[3], columns.unknown) == (IndicatorRole.OPERATOR, ())
    other = _columns(lines(head, "产出指标|数量指标|甲|优先|24|次"))
    assert (other.roles.get(3), other.unknown) == (None, ("数值关系",))
    assert _columns(lines(head, "产出指标|数量指标|甲||24|次")).unknown == ()


def test_the_label_of_a_block_is_no_unknown_head() -> None:
    known = lines("部分|一级指标|二级指标|三级指标|指标值", "^|产出指标|数量指标|甲|1")
    assert _columns(known).unknown == ()


def test_a_header_whose_projects_are_headed_a_row_above() -> None:
    known = lines(
        "单位编码|单位（项目）名称|资金总额|绩效目标|绩效指标|<|<|<",
        "^|^|^|^|一级指标|二级指标|三级指标|指标值",
        "307001|巡查|30|安全|产出指标|数量指标|甲|1",
    )
    headers = indicator_headers(known)
    assert list(headers) == [0]
    assert (headers[0].row, headers[0].depth) == (0, 2)
    assert [headers[0].roles[column] for column in range(8)] == [
        "ignored",
        "project_name",
        "project_amount",
        "project_goal",
        "level_1",
        "level_2",
        "level_3",
        "target",
    ]


def test_the_rest_of_a_target_alone_is_no_row() -> None:
    rest = _indicator("|||中心", opens_grid=True)
    assert rest is not None
    assert joins_previous(rest)


def test_a_second_level_without_its_word_in_one_cell_with_the_others() -> None:
    fields = _fields("||满意度指标服务对象满意度用水户满意率|90")
    assert (fields[Field.LEVEL_1], fields[Field.LEVEL_2], fields[Field.LEVEL_3]) == (
        "满意度指标",
        "服务对象满意度",
        "用水户满意率",
    )
    assert _fields("||产出指标质量合格率|90")[Field.LEVEL_3] == "产出指标质量合格率"
    assert _fields("||满意度指标服务对象满意度|90")[Field.LEVEL_3] == "满意度指标服务对象满意度"


def test_a_stop_printed_inside_a_head() -> None:
    head = "一级指标|二级指标|三级指标|指标值|计量。单位"
    assert _fields("产出指标|数量指标|甲|5|次", head)[Field.TARGET_UNIT] == "次"
