"""Rows of raw.form from whole lists, as a person reads the printed table."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.model.form_words import Field
from pipelines.recognise.forms.lists import Lists, lists
from pipelines.recognise.forms.lists.assets import as_of
from pipelines.recognise.forms.model import Lines
from pipelines.recognise.guard import Guard
from tests.recognise.forms.printed import grids, piece, table


def _read(*rows: str, title: str = "", statement: str | None = None, unit: str | None = "万元") -> Lists:
    (grid,) = grids(rows)
    tables = [table(piece(grid, "截至2024年12月31日"), title=title, statement=statement, unit=unit)]
    return lists(tables, Lines(), Guard())


def _fields(found: Lists, *names: str) -> list[tuple[str | None, ...]]:
    return [tuple(row.fields.get(Field(name)) for name in names) for row in found.rows]


def test_projects_below_their_units() -> None:
    found = _read(
        "单位编码|项目名称|金额|财政拨款",
        "|合计|8|8",
        "001|某局|8|8",
        "|13032223P00D028105575-修缮|5|5",
        "|租赁|3|",
    )
    names = ("project_name", "line_role", "is_leaf", "unit_name", "amount", "fiscal_amount", "project_code")
    assert _fields(found, *names) == [
        ("合计", "total", "false", None, "80000.00", "80000.00", None),
        ("某局", "subtotal", "false", None, "80000.00", "80000.00", None),
        ("修缮", "item", "true", "某局", "50000.00", "50000.00", "13032223P00D028105575"),
        ("租赁", "item", "true", "某局", "30000.00", None, None),
    ]
    assert [row.fields.get(Field.PROJECT_YEAR) for row in found.rows] == [None, None, "2023", None]
    assert {row.fields[Field.SOURCE] for row in found.rows} == {"project_list"}
    assert {row.kind for row in found.rows} == {"project"}


def test_projects_that_sum_to_nothing_printed_are_all_items() -> None:
    assert _fields(_read("项目名称|金额", "甲|5", "乙|3", "丙|"), "project_name", "line_role") == [
        ("甲", "item"),
        ("乙", "item"),
    ]


def test_a_project_and_what_its_text_says_of_its_money() -> None:
    found = _read("项目名称|金额|项目内容", "甲|5|预算数6万元。", statement="project")
    assert [row.kind for row in found.rows] == ["project", "project_claim"]
    assert _fields(found, "amount", "source") == [("50000.00", "project_table"), ("60000.00", None)]
    assert found.rows[1].place.col_no == 2


def test_purchases_by_catalogue_group_and_fund() -> None:
    found = _read(
        "采购品目|采购目录|数量|单价|金额|一般公共预算|其他",
        "合计||||9|7|2",
        "货物||||6||",
        "电脑|A02010104|3|2|6|4|2",
        "绿化|C13040000|||3|3|0",
    )
    assert _fields(found, "line_name", "line_role", "category", "catalogue_code", "amount", "fund_source") == [
        ("合计", "total", None, None, "90000.00", None),
        ("货物", "subtotal", "goods", None, "60000.00", None),
        ("电脑", "item", "goods", "A02010104", "40000.00", "general_public"),
        ("电脑", "item", "goods", "A02010104", "20000.00", "other"),
        ("绿化", "item", "services", "C13040000", "30000.00", "general_public"),
    ]
    assert _fields(found, "quantity", "unit_price", "is_total") == [
        (None, None, "true"),
        (None, None, "false"),
        ("3", "20000.00", "false"),
        (None, None, "false"),
        (None, None, "false"),
    ]
    assert [row.place.col_no for row in found.rows] == [4, 4, 5, 6, 4]


def test_funds_that_do_not_add_up_leave_a_purchase_whole() -> None:
    found = _read("采购品目|金额|一般公共预算|其他", "电脑|6|4|1", "桌椅|6|5|")
    assert _fields(found, "line_name", "amount", "fund_source") == [
        ("电脑", "60000.00", None),
        ("桌椅", "60000.00", None),
    ]


def test_a_group_gives_its_kind_to_the_rows_below_it() -> None:
    found = _read("采购品目|采购目录|金额", "一、服务类||3", "绿化|园林|3", "工程||2", "扫除|环卫|2")
    assert _fields(found, "line_name", "category", "line_role") == [
        ("一、服务类", "services", "subtotal"),
        ("绿化", "services", "item"),
        ("工程", "works", "subtotal"),
        ("扫除", "works", "item"),
    ]


def test_functional_codes_in_three_columns_left_blank_as_above() -> None:
    found = _read(
        "类|款|项|科目名称|金额", "201|||甲|9", "|02||乙|9", "||01|丙|9", "||99|丁|5", statement="procurement"
    )
    assert _fields(found, "line_name", "line_role", "functional_code") == [
        ("甲", "subtotal", "201"),
        ("乙", "subtotal", "20102"),
        ("丙", "item", "2010201"),
        ("丁", "item", "2010299"),
    ]


def test_services_bought() -> None:
    found = _read(
        "一级目录|二级目录|项目名称|服务项目|金额",
        "合计||||3",
        "0101基本服务|010102公共安全|甲|巡防|3",
        statement="purchase_of_services",
    )
    names = ("line_name", "line_role", "is_total", "catalogue_code", "catalogue_name", "project_name", "amount")
    assert _fields(found, *names) == [
        ("合计", "total", "true", None, None, None, "30000.00"),
        ("巡防", "item", "false", "010102", "公共安全", "甲", "30000.00"),
    ]
    assert {row.fields[Field.CATEGORY] for row in found.rows} == {"purchase_of_services"}


def test_assets_with_their_day() -> None:
    found = _read(
        "项目|数量|价值", "资产总额||9", "1、车辆（辆）|2|5", "其中：轿车|1|3", "房屋||", title="资产占用情况表"
    )
    names = ("line_name", "line_role", "is_leaf", "is_total", "quantity", "quantity_unit", "amount", "as_of")
    day = "2024-12-31"
    assert _fields(found, *names) == [
        ("资产总额", "total", "false", "true", None, None, "90000.00", day),
        ("1、车辆（辆）", "item", "true", "false", "2", "辆", "50000.00", day),
        ("其中：轿车", "of_which", "false", "false", "1", None, "30000.00", day),
        ("房屋", "item", "true", "false", None, None, None, day),
    ]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["2023年1月2日", "2024-12-31", "单位"], date(2024, 12, 31)),
        (["2023年1月2日", "2024年13月1日"], date(2023, 1, 2)),
        (["无"], None),
    ],
)
def test_the_nearest_day_counts(lines: list[str], day: date | None) -> None:
    assert as_of(lines) == day


def test_units_with_staff() -> None:
    found = _read("单位名称|单位性质|编制人数|在职人数|车辆数", "合计||12|10.5|", "某院|事业|12|10|2", "||1|1|")
    names = ("unit_name", "nature", "posts", "staff", "vehicles", "is_total")
    assert _fields(found, *names) == [
        ("合计", None, "12", None, None, "true"),
        ("某院", "事业", "12", "10", "2", "false"),
    ]


def test_units_without_figures() -> None:
    found = _read("序号|单位名称|备注", "1|某院|新设", "2|某中心|", "|合计|")
    assert _fields(found, "item", "name", "content") == [("unit", "某院", "新设"), ("unit", "某中心", None)]
    assert {row.kind for row in found.rows} == {"profile"}


def test_figures_without_a_unit_are_a_finding() -> None:
    found = _read("项目名称|金额", "甲|5", unit=None)
    assert found.rows == []
    (finding,) = found.findings
    assert (finding.kind, finding.statement, finding.page, finding.grid_no) == ("unit_missing", "project", 1, 1)
    assert _read("项目名称|金额", "甲|5").findings == []
    assert _read("项目名称|金额", "甲|乙", unit=None).findings == []
