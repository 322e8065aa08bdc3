"""Forms that list projects beside their indicators."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.model.form_words import LabelField, Lane, Subject
from pipelines.recognise.forms.model import Lines
from pipelines.recognise.forms.performance import performance
from pipelines.recognise.forms.performance.head import Head
from pipelines.recognise.forms.performance.model import Form
from pipelines.recognise.forms.performance.reading import Around, Reading, read_rows
from tests.recognise.forms.printed import grids, piece, table

HEAD = "项目名称|预算金额|绩效目标|一级指标|二级指标|三级指标|指标值"


def _form(*pages: Sequence[str], method: str = "ruled") -> Form:
    around = Around(1, "万元")
    known = [Lines().of(grid) for grid in grids(*pages, method=method)]
    reading = Reading(Head(around.form(Subject.PROJECT, "", known[0][0], "万元")))
    for rows in known:
        reading = read_rows(reading, rows, around)
    return reading.form


def _projects(form: Form) -> list[tuple[str | None, str, Decimal | None]]:
    amounts = [project.amount(Lane.YEAR, "total") for project in form.projects]
    return [
        (project.name, project.text(LabelField.GOAL), amount.money.yuan if amount is not None else None)
        for project, amount in zip(form.projects, amounts, strict=True)
    ]


def test_a_block_of_rows_a_project() -> None:
    form = _form(
        [HEAD, "甲|5|目标|产出指标|数量指标|a|1", "^|^|^|^|^|b|2", "乙|3||效益指标|社会效益|c|3", "乙|3||^|^|d|4"]
    )
    assert _projects(form) == [("甲", "目标", Decimal("50000.00")), ("乙", "", Decimal("30000.00"))]
    assert [row.project for row in form.indicators] == [0, 0, 1, 1]
    assert form.projects[0].amounts[0].place.col_no == 1


def test_a_code_in_front_of_a_name() -> None:
    (project,) = _form([HEAD, "11000021Y000000390849-办公设备|5||产出指标|数量指标|a|1"]).projects
    assert (project.name, project.printed_name) == ("办公设备", "11000021Y000000390849-办公设备")
    assert project.text(LabelField.PROJECT_CODE) == "11000021Y000000390849"


def test_the_rest_of_a_name_and_a_goal_on_the_next_page() -> None:
    first = [HEAD, "办公设备|5|保障|产出指标|数量指标|a|1"]
    assert _projects(_form(first, ["购置||运转|产出指标|质量指标|b|2"])) == [
        ("办公设备购置", "保障运转", Decimal("50000.00"))
    ]
    assert _projects(_form(first, ["||运转|产出指标|质量指标|b|2"])) == [("办公设备", "保障运转", Decimal("50000.00"))]
    assert _projects(_form(first, ["办公设备|5||产出指标|质量指标|b|2"])) == [("办公设备", "保障", Decimal("50000.00"))]


def test_another_project_on_the_next_page() -> None:
    first = [HEAD, "办公设备|5||产出指标|数量指标|a|1"]
    assert [name for name, _, _ in _projects(_form(first, ["租赁|3||产出指标|质量指标|b|2"]))] == ["办公设备", "租赁"]
    coded = "11000021Y000000390849-租赁||说明|产出指标|质量指标|b|2"
    assert [name for name, _, _ in _projects(_form(first, [coded]))] == ["办公设备", "租赁"]


def test_a_name_on_the_next_page() -> None:
    first = [HEAD, "甲|5||产出指标|数量指标|a|1", "|||产出指标|质量指标|b|2"]
    form = _form(first, ["乙|3||产出指标|时效指标|c|3"])
    assert [name for name, _, _ in _projects(form)] == ["甲", "乙"]
    assert [row.project for row in form.indicators] == [0, 1, 1]
    text = _form(first, ["乙|3||产出指标|时效指标|c|3"], method="text")
    assert [row.project for row in text.indicators] == [0, 0, 1]


def test_rows_of_a_list_of_projects() -> None:
    (grid,) = grids([HEAD, "甲|5|安排|产出指标|数量指标|a|1", "||||质量指标|b|2"])
    found = performance([table(piece(grid), unit="万元")], frozenset(), Lines())
    assert [row.kind for row in found.rows] == ["project", "indicator", "project", "indicator"]
    assert [row.fields["project_name"] for row in found.rows] == ["甲", "甲", "（名称未读出）", "（名称未读出）"]  # type: ignore[index]
    assert [row.fields.get("project_place") for row in found.rows] == [None, "1-1-1", None, "1-2-0"]  # type: ignore[call-overload]
    assert [finding.kind for finding in found.findings] == ["project_unnamed"]
