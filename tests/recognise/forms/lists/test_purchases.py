"""Tables of purchases whose rows are not all bought things, as a person reads the printed table."""

from __future__ import annotations

from pipelines.model.form_words import Field
from pipelines.recognise.forms.lists import lists
from pipelines.recognise.forms.model import FormRow, Lines
from pipelines.recognise.guard import Guard
from tests.recognise.forms.printed import grids, piece, table


def _read(*rows: str, statement: str = "procurement") -> list[FormRow]:
    (grid,) = grids(rows)
    return lists([table(piece(grid), statement=statement, unit="万元")], Lines(), Guard()).rows


def _fields(rows: list[FormRow], *names: str) -> list[tuple[str | None, ...]]:
    return [tuple(row.fields.get(Field(name)) for name in names) for row in rows]


def test_a_thing_without_a_catalogue_entry_below_its_unit() -> None:
    rows = _read(
        "科目编码|科目编码|科目编码|单位编码|采购项目|采购目录|数量|预算金额",
        "类|款|项|单位编码|采购项目|采购目录|数量|预算金额",
        "||||合计||3|35.00",
        "204|02|01|361001|宁远县消防队||3|35.00",
        "204|02|01||车辆运行|C23120301车辆维修服务|1|10.00",
        "204|02|01||服装|A05030303普通服装|2|20.00",
        "204|02|01||其他装备经费（不予公开）|||5.00",
    )
    assert _fields(rows, "line_name", "line_role", "unit_name", "functional_code", "amount") == [
        ("合计", "total", None, None, "350000.00"),
        ("宁远县消防队", "subtotal", None, "2040201", "350000.00"),
        ("车辆运行", "item", "宁远县消防队", "2040201", "100000.00"),
        ("服装", "item", "宁远县消防队", "2040201", "200000.00"),
        ("其他装备经费（不予公开）", "item", "宁远县消防队", "2040201", "50000.00"),
    ]


def test_a_thing_whose_name_stands_in_the_row_before_and_its_project_above() -> None:
    rows = _read(
        "采购品目大类|专项名称|经济科目|采购物品名称|采购组织形式|总计",
        "合计|||||24.00",
        "货物A|||||4.00",
        "|设备购置费|办公设备购置|||4.00",
        "|||复印机|分散自行组织|4.00",
        "三、服务C|||||20.00",
        "|资料印制费|资料印制费|||20.00",
        "|||印刷服务|分散自行组织|4.00",
        "||||部门集中采购|16.00",
    )
    assert _fields(rows, "line_name", "line_role", "category", "project_name", "amount") == [
        ("合计", "total", None, None, "240000.00"),
        ("货物A", "subtotal", "goods", None, "40000.00"),
        ("设备购置费", "subtotal", "goods", "设备购置费", "40000.00"),
        ("复印机", "item", "goods", "设备购置费", "40000.00"),
        ("三、服务C", "subtotal", "services", None, "200000.00"),
        ("资料印制费", "subtotal", "services", "资料印制费", "200000.00"),
        ("印刷服务", "item", "services", "资料印制费", "40000.00"),
        ("印刷服务", "item", "services", "资料印制费", "160000.00"),
    ]


def test_kinds_that_are_all_a_table_says_are_what_is_bought() -> None:
    rows = _read("采购类别|金额", "货物|4.00", "服务|6.00", "合计|10.00")
    assert _fields(rows, "line_name", "line_role") == [("货物", "item"), ("服务", "item"), ("合计", "total")]


def test_a_group_holds_more_than_is_shown_where_things_are_withheld() -> None:
    rows = _read(
        "采购品目|采购目录|金额", "合计||9.00", "货物||6.00", "电脑|A02010105|4.00", "服务||3.00", "绿化|C13040000|3.00"
    )
    assert _fields(rows, "line_name", "line_role") == [
        ("合计", "total"),
        ("货物", "subtotal"),
        ("电脑", "item"),
        ("服务", "subtotal"),
        ("绿化", "item"),
    ]


def test_units_above_the_services_they_buy() -> None:
    rows = _read(
        "预算单位|一级目录|二级目录|三级目录|金额",
        "合计||||5.00",
        "甲局||||3.00",
        "|A|A01|A0101巡防|3.00",
        "乙中心||||2.00",
        "|A|A01|A0102保洁|2.00",
        statement="purchase_of_services",
    )
    assert _fields(rows, "line_role", "unit_name", "amount") == [
        ("total", None, "50000.00"),
        ("subtotal", "甲局", "30000.00"),
        ("item", "甲局", "30000.00"),
        ("subtotal", "乙中心", "20000.00"),
        ("item", "乙中心", "20000.00"),
    ]


def test_a_row_that_calls_itself_a_subtotal_is_one_where_more_of_it_stands_on_the_next_page() -> None:
    rows = _read(
        "项目名称|采购物品名称|采购目录|数量|预算金额",
        "合计||||35.00",
        "水文站小计||||35.00",
        "水位监测|测量服务|C0206|1|5.00",
        "水位监测|服务器|A0201|2|10.00",
    )
    assert _fields(rows, "line_name", "line_role", "amount") == [
        ("合计", "total", "350000.00"),
        ("水文站小计", "subtotal", "350000.00"),
        ("测量服务", "item", "50000.00"),
        ("服务器", "item", "100000.00"),
    ]
