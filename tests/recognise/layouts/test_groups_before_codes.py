"""A first column that names the class a row is in, merged over its rows, before columns of codes and names."""

from __future__ import annotations

import pytest

from tests.recognise.layouts.reading import read

COVER = "南宁市统计局2026年部门预算"


@pytest.mark.parametrize("name", ["科目名称", "经济分类科目名称"])
def test_a_row_is_named_by_the_column_behind_its_code(name: str) -> None:
    reading = read(
        [
            COVER,
            "一般公共预算基本支出表",
            "单位：万元",
            (
                "类别|项目|<|合计|人员经费|公用经费",
                f"^|经济分类科目编码|{name}|^|^|^",
                "||合计|30.00|20.00|10.00",
                "工资福利支出|301|工资福利支出|20.00|20.00|",
                "^|30101|基本工资|15.00|15.00|",
                "^|30102|津贴补贴|5.00|5.00|",
                "商品和服务支出|302|商品和服务支出|10.00||10.00",
                "^|30201|办公费|10.00||10.00",
            ),
        ]
    )
    assert reading.facts("basic_economic", "line_name", "economic_code", "value", measure="total") == [
        ("合计", None, "30.00"),
        ("工资福利支出", "301", "20.00"),
        ("基本工资", "30101", "15.00"),
        ("津贴补贴", "30102", "5.00"),
        ("商品和服务支出", "302", "10.00"),
        ("办公费", "30201", "10.00"),
    ]


@pytest.mark.parametrize("label", ["合计", "支出合计", "总计"])
def test_parts_of_codes_beside_a_total_by_any_name(label: str) -> None:
    reading = read(
        [
            COVER,
            "部门支出总表",
            "单位：万元",
            (
                "科目编码|<|<|科目名称|合计|基本支出|项目支出",
                f"类|款|项|{label}|9.00|5.00|4.00",
                "201|||一般公共服务支出|9.00|5.00|4.00",
                "201|05||统计信息事务|9.00|5.00|4.00",
                "201|05|01|行政运行|9.00|5.00|4.00",
            ),
        ]
    )
    assert reading.facts("expenditure", "functional_code", "value", measure="total") == [
        (None, "9.00"),
        ("201", "9.00"),
        ("20105", "9.00"),
        ("2010501", "9.00"),
    ]
