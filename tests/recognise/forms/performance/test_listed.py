"""Forms that list projects beside their indicators."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.model.form_words import Field, LabelField, Lane, Subject
from pipelines.recognise.forms.model import Lines
from pipelines.recognise.forms.performance import performance
from pipelines.recognise.forms.performance.head import Head
from pipelines.recognise.forms.performance.listed import settled
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


def test_one_name_over_several_amounts() -> None:
    rows = ["甲|6|线路|产出指标|数量指标|a|1", "^|50.5|平台|产出指标|数量指标|b|2", "^|^|^|产出指标|数量指标|c|3"]
    form = _form([HEAD, *rows, "乙|7||产出指标|数量指标|d|4"])
    assert _projects(form) == [
        ("甲", "线路", Decimal("60000.00")),
        ("甲", "平台", Decimal("505000.00")),
        ("乙", "", Decimal("70000.00")),
    ]
    assert [row.project for row in form.indicators] == [0, 1, 1, 2]


def test_a_name_cut_before_its_money() -> None:
    first = [HEAD, "11000021Y000000390849-甲|5||产出指标|数量指标|a|1"]
    cut = [*first, "11000022T000000||围绕|产出指标|数量指标|b|2"]
    (_, rest) = _form(cut, ["391739-乙|9|开展|产出指标|数量指标|c|3"]).projects
    assert (rest.name, rest.text(LabelField.PROJECT_CODE)) == ("乙", "11000022T000000391739")
    assert (rest.text(LabelField.GOAL), rest.amounts[0].money.yuan) == ("围绕开展", Decimal("90000.00"))
    named = [*first, "11000022T000000391739-普查|||产出指标|数量指标|b|2"]
    assert [name for name, _, _ in _projects(_form(named, ["编印|9||产出指标|数量指标|c|3"]))] == ["甲", "普查编印"]
    coded = "11000022T000000391740-编印|9||产出指标|数量指标|c|3"
    assert [name for name, _, _ in _projects(_form(named, [coded]))] == ["甲", "普查", "编印"]


def test_a_name_cut_before_its_money_in_a_list_without_codes() -> None:
    rest = ["编印|9||产出指标|数量指标|d|4"]
    others = ["甲|5||产出指标|数量指标|a|1", "乙|6||产出指标|数量指标|b|2"]
    cut = "普查|||产出指标|数量指标|c|3"
    assert [name for name, _, _ in _projects(_form([HEAD, *others, cut], rest))] == ["甲", "乙", "普查编印"]
    assert [name for name, _, _ in _projects(_form([HEAD, others[0], cut], rest))] == ["甲", "普查", "编印"]
    names = [name for name, _, _ in _projects(_form([HEAD, *others, cut], rest, method="text"))]
    assert names == ["甲", "乙", "普查", "编印"]


SUMS = "单位编码|单位（项目）名称|资金总额|绩效目标|绩效指标|<|<|<"
LEVELS = "^|^|^|^|一级指标|二级指标|三级指标|指标值"


def test_sums_among_the_projects_of_a_list() -> None:
    pages = (
        [SUMS, LEVELS, "合计||60|||||", "307001|甲局|60|||||", "307001|巡查|30|安全|产出指标|数量指标|a|1"],
        [
            SUMS,
            LEVELS,
            "合计||60|||||",
            "307001|巡查|30|安全|产出指标|质量指标|b|2",
            "^|供水|20|保障|产出指标|数量指标|c|3",
        ],
    )
    known = grids(*pages)
    titled = [table(piece(grid, "项目支出绩效目标表"), unit="万元") for grid in known]
    found = performance(titled, frozenset(), Lines())
    projects = [row.fields for row in found.rows if row.kind == "project"]
    names = ("project_name", "amount", "line_role", "is_leaf", "unit_name")
    assert [tuple(fields.get(Field(name)) for name in names) for fields in projects] == [
        ("合计", "600000.00", "total", "false", None),
        ("甲局", "600000.00", "subtotal", "false", None),
        ("巡查", "300000.00", "item", "true", "甲局"),
        ("供水", "200000.00", "item", "true", "甲局"),
    ]
    assert [row.fields[Field.PROJECT_NAME] for row in found.rows if row.kind == "indicator"] == ["巡查", "巡查", "供水"]


def test_a_unit_beside_its_projects() -> None:
    head = "单位名称|项目名称|年度资金总额(万元)|一级指标|二级指标|三级指标|指标值"
    form = _form([head, "302001甲局|乙|30|产出指标|数量指标|a|1", "^|丙|12|产出指标|数量指标|b|2"])
    assert [(one.name, one.text(LabelField.UNIT_NAME)) for one in form.projects] == [("乙", "甲局"), ("丙", "甲局")]
    assert [one.amounts[0].money.yuan for one in form.projects] == [Decimal("300000.00"), Decimal("120000.00")]


def test_one_name_over_several_amounts_and_pages() -> None:
    first = [HEAD, "甲|5||产出指标|数量指标|a|1", "|6|其一|产出指标|数量指标|b|2"]
    second = ["|7|其二|产出指标|数量指标|c|3"]
    third = ["11000021Y000000390849-乙|8|其三|产出指标|数量指标|d|4", "丙|9||产出指标|数量指标|e|5"]
    code = "11000021Y000000390849"
    form = settled(_form(first, second, third))
    assert [(one.name, one.text(LabelField.PROJECT_CODE), one.amounts[0].money.text) for one in form.projects] == [
        ("甲", "", "5"),
        ("乙", code, "6"),
        ("乙", code, "7"),
        ("乙", code, "8"),
        ("丙", "", "9"),
    ]


def test_a_blank_name_at_the_top_of_a_page_is_that_of_the_page_before() -> None:
    first = [HEAD, "甲|5||产出指标|数量指标|a|1"]
    second = ["|6|其二|产出指标|数量指标|b|2", "乙|7||产出指标|数量指标|c|3"]
    assert _projects(settled(_form(first, second))) == [
        ("甲", "", Decimal("50000.00")),
        ("甲", "其二", Decimal("60000.00")),
        ("乙", "", Decimal("70000.00")),
    ]
    later = ["甲|||产出指标|数量指标|a|1"]
    assert _projects(settled(_form([HEAD, *later], second)))[:2] == [
        ("甲", "其二", Decimal("60000.00")),
        ("乙", "", Decimal("70000.00")),
    ]
    again = ["甲|5||产出指标|数量指标|b|2"]
    assert len(_form(first, again).projects) == 1
    assert [name for name, _, _ in _projects(_form(first, ["甲|6||产出指标|数量指标|b|2"]))] == ["甲", "甲"]


def test_money_that_its_head_calls_an_appropriation() -> None:
    head = "项目名称|当年财政拨款预算金额|绩效目标|一级指标|二级指标|三级指标|指标值"
    (project,) = _form([head, "甲|5|目标|产出指标|数量指标|a|1"]).projects
    assert [(one.name, one.money.yuan) for one in project.amounts] == [
        ("total", Decimal("50000.00")),
        ("fiscal", Decimal("50000.00")),
    ]
