"""Lists of projects whose rows are not all projects, as a person reads the printed table."""

from __future__ import annotations

import pytest

from pipelines.model.form_words import Field
from pipelines.recognise.forms.lists import Lists, lists
from pipelines.recognise.forms.model import Lines
from pipelines.recognise.guard import Guard
from pipelines.recognise.model import Table
from tests.recognise.forms.printed import grids, piece, table

NAMES = ("project_name", "line_role", "unit_name", "amount")


def _read(*rows: str, title: str = "", statement: str | None = "project", unit: str | None = "万元") -> Lists:
    (grid,) = grids(rows)
    return _lists(table(piece(grid), title=title, statement=statement, unit=unit))


def _lists(*tables: Table) -> Lists:
    return lists(tables, Lines(), Guard())


def _fields(found: Lists, *names: str) -> list[tuple[str | None, ...]]:
    return [tuple(row.fields.get(Field(name)) for name in names) for row in found.rows]


def test_units_without_codes_hold_the_projects_below_them() -> None:
    found = _read(
        "支出项目类别（资金使用单位）|总计|绩效目标",
        "合计|50.00|",
        "宁远县水利局|30.00|",
        "水库维护|10.00|保障安全",
        "河道清淤|10.00|清理河道",
        "防汛物资|10.00|购置物资",
        "宁远县水文站|20.00|",
        "水文监测|20.00|开展监测",
    )
    assert _fields(found, *NAMES) == [
        ("合计", "total", None, "500000.00"),
        ("宁远县水利局", "subtotal", None, "300000.00"),
        ("水库维护", "item", "宁远县水利局", "100000.00"),
        ("河道清淤", "item", "宁远县水利局", "100000.00"),
        ("防汛物资", "item", "宁远县水利局", "100000.00"),
        ("宁远县水文站", "subtotal", None, "200000.00"),
        ("水文监测", "item", "宁远县水文站", "200000.00"),
    ]


def test_classes_one_in_one_below_units_with_codes() -> None:
    found = _read(
        "单位编码|单位（项目）名称|项目金额|项目简介",
        "合计||50|",
        "451|宁远县档案局|50|",
        "451001|宁远县档案局|30|",
        "|专用项目|30|",
        "|其他专项业务费|30|",
        "|甲项目|10|甲",
        "|乙项目|20|乙",
        "451002|宁远县档案馆|20|",
        "-|专用项目|20|",
        "|其他专项业务费|20|",
        "|丙项目|8|丙",
        "|丁项目|12|丁",
    )
    items = [row for row in _fields(found, *NAMES) if row[1] == "item"]
    assert items == [
        ("甲项目", "item", "宁远县档案局", "100000.00"),
        ("乙项目", "item", "宁远县档案局", "200000.00"),
        ("丙项目", "item", "宁远县档案馆", "80000.00"),
        ("丁项目", "item", "宁远县档案馆", "120000.00"),
    ]


def test_every_row_prints_the_code_of_the_unit_and_one_project_is_withheld() -> None:
    head = "单位编码|单位（项目）名称|资金总额|绩效目标|绩效指标"
    first, second = grids(
        [head, "合计||41.00||", "451001|宁远县政务局|41.00||", "451001|窗口服务|35.00|做好服务|次数9"],
        [head, "451001|窗口服务|35.00|做好服务|及时率90", "451001|大厅运行|5.00|中心运行|天数250"],
    )
    both = table(piece(first), piece(second), statement="performance_project", unit="万元")
    assert _fields(_lists(both), *NAMES) == [
        ("合计", "total", None, "410000.00"),
        ("宁远县政务局", "subtotal", None, "410000.00"),
        ("窗口服务", "item", "宁远县政务局", "350000.00"),
        ("大厅运行", "item", "宁远县政务局", "50000.00"),
    ]


def test_a_project_of_the_same_name_and_money_on_the_next_page_is_another() -> None:
    head = "项目名称|金额"
    first, second = grids([head, "援藏资金|5"], [head, "援藏资金|5"])
    found = _lists(table(piece(first), piece(second), statement="project", unit="万元"))
    assert len(found.rows) == 2


def test_codes_beside_a_project() -> None:
    found = _read(
        "预算单位代码|预算单位名称|预算项目名称|金额|功能分类科目代码|功能分类科目名称|政府经济分类科目代码|备注",
        "|合计||11.61||||",
        "371001|宁远县应急局|技改补助|9.00|2150510|支持中小企业|50299|",
        "371001|宁远县应急局|消防演练|2.61|2150605|安全监管|50299 其他商品和服务支出|",
        title="部门综合预算财政拨款结转资金支出表",
    )
    names = ("project_name", "unit_name", "functional_code", "government_economic_code", "amount", "source")
    assert _fields(found, *names) == [
        ("合计", None, None, None, "116100.00", "carried_over_list"),
        ("技改补助", "宁远县应急局", "2150510", "50299", "90000.00", "carried_over_list"),
        ("消防演练", "宁远县应急局", "2150605", "50299", "26100.00", "carried_over_list"),
    ]


@pytest.mark.parametrize("title", ["专项业务经费支出表（不含上年结转）", "项目支出表（含上年结转）", "项目支出表"])
def test_a_table_of_the_year_that_speaks_of_what_was_carried_over(title: str) -> None:
    found = _read("项目名称|金额", "甲|5", title=title)
    assert [row.fields[Field.SOURCE] for row in found.rows] == ["project_table"]


def test_projects_below_the_functions_they_belong_to() -> None:
    found = _read(
        "功能分类科目编码|功能分类科目编码|功能分类科目编码|功能分类科目名称|项目名称|预算数",
        "类|款|项|功能分类科目名称|项目名称|预算数",
        "201|||一般公共服务支出||270",
        "201|13||商贸事务||270",
        "201|13|02|一般行政管理事务||270",
        "||||钻石专项|270",
        "合计|||||270",
    )
    assert _fields(found, "project_name", "line_role", "functional_code") == [
        ("合计", "total", None),
        ("一般公共服务支出", "subtotal", None),
        ("商贸事务", "subtotal", None),
        ("一般行政管理事务", "subtotal", None),
        ("钻石专项", "item", "2011302"),
    ]


def test_projects_printed_again_with_their_targets_are_no_second_table() -> None:
    first, second, third = grids(
        ["项目名称|金额", "合计|30", "养老服务|20", "救助管理|10"],
        ["项目名称|金额|绩效目标", "养老服务|20|提升", "救助管理|10|救助"],
        ["项目名称|金额", "儿童福利|7"],
    )
    found = _lists(
        *(
            table(piece(grid), title=f"表{n}", statement="project", unit="万元")
            for n, grid in enumerate((first, second, third))
        )
    )
    assert _fields(found, "project_name", "source") == [
        ("合计", "project_table"),
        ("养老服务", "project_table"),
        ("救助管理", "project_table"),
        ("养老服务", "project_list"),
        ("救助管理", "project_list"),
        ("儿童福利", "project_table"),
    ]


def _other(*rows: str, unit: str | None = "元") -> Table:
    (grid,) = grids(rows)
    return table(piece(grid), statement="summary", unit=unit)


def test_the_unit_of_all_other_tables_is_that_of_a_list_that_prints_none() -> None:
    (grid,) = grids(["项目名称|金额", "甲|50000.00"])
    own = table(piece(grid), statement="project")
    found = _lists(_other("收入|50000.00"), own)
    assert _fields(found, "project_name", "amount", "unit") == [("甲", "50000.00", "元")]
    assert [finding.kind for finding in found.findings] == ["unit_assumed"]
    unsure = _lists(_other("收入|50000.00"), _other("收入|5", unit="万元"), own)
    assert (unsure.rows, [finding.kind for finding in unsure.findings]) == ([], ["unit_missing"])


def test_without_a_total_equal_neighbours_with_targets_are_projects() -> None:
    found = _read("项目名称|金额|绩效目标", "用于康养平台|10|养老", "用于演艺平台|10|演出", "办学经费|2|教学")
    assert {role for (role,) in _fields(found, "line_role")} == {"item"}


def test_levels_of_which_nothing_but_the_money_tells() -> None:
    found = _read(
        "单位（项目）名称|项目金额",
        "项目支出合计：|50",
        "全额|50",
        "某市某局|50",
        "通用项目|20",
        "大型活动|20",
        "甲活动|12",
        "乙活动|8",
        "专用项目|30",
        "丙项目|30",
    )
    items = [row for row in _fields(found, *NAMES) if row[1] == "item"]
    assert items == [
        ("甲活动", "item", "某市某局", "120000.00"),
        ("乙活动", "item", "某市某局", "80000.00"),
        ("丙项目", "item", "某市某局", "300000.00"),
    ]


def test_how_units_are_paid_is_no_unit() -> None:
    found = _read(
        "预算单位代码|预算单位名称|预算项目名称|金额",
        "|合计||11.61",
        "1|全额||11.61",
        "371001|宁远县应急局|技改补助|9.00",
        "371001|宁远县应急局|消防演练|2.61",
        title="财政拨款上年结转资金支出表",
    )
    assert _fields(found, "project_name", "line_role", "unit_name") == [
        ("合计", "total", None),
        ("全额", "subtotal", "全额"),
        ("技改补助", "item", "宁远县应急局"),
        ("消防演练", "item", "宁远县应急局"),
    ]


def test_units_and_classes_without_a_total() -> None:
    found = _read("项目名称|金额", "望城区自然局|5", "甲|2", "乙|3", "登记中心|4", "其他专项业务费|4", "丙|4")
    assert _fields(found, *NAMES[:3]) == [
        ("望城区自然局", "subtotal", None),
        ("甲", "item", "望城区自然局"),
        ("乙", "item", "望城区自然局"),
        ("登记中心", "subtotal", None),
        ("其他专项业务费", "subtotal", None),
        ("丙", "item", "登记中心"),
    ]


def test_projects_named_like_bodies_are_projects() -> None:
    found = _read("项目名称|金额", "修缮文化中心|4", "修缮图书馆|4", "甲|3", "购置|2")
    assert {role for (role,) in _fields(found, "line_role")} == {"item"}
