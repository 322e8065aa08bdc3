"""Which texts of projects state the whole money of the project, and which speak of a part of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.recognise.forms.stated import stated


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("预算数220万元。其中：财政资金  220 万元，其他资金  万元。", "220"),
        ("预算数 15 万元。其中：财政资金 15万元，其他资金 0 万元。", "15"),
        ("预算资金5万元，用于补助发放。", "5"),
        ("2024年项目预算资金为1,234.50万元。", "1234.50"),
        ("1.项目总预算1.2亿元", "12000"),
        ("根据工作计划，安排经费1149.00万元用于采购耗材", "1149"),
    ],
)
def test_the_whole_money(text: str, wan: str) -> None:
    found = stated(text)
    assert found is not None
    assert found.yuan == Decimal(wan) * 10_000


@pytest.mark.parametrize(
    "text",
    [
        "主要用于困难救助医疗费用",
        "物业费每平米 50.4元",
        "2026 年房租 184.94 万元。（面积 5137.26 平方米）",
        "安排经费20万元用于培训，安排经费30万元用于宣传",  # parts
        "其中预算资金20万元为上年结转",
        "每人安排经费500元/月",
        "软件和信息服务业规模突破5600亿元",
        "预算数约20万元左右",
    ],
)
def test_a_part_or_another_thing(text: str) -> None:
    assert stated(text) is None


def test_the_year_it_names() -> None:
    found = stated("2025年预算资金20万元")
    assert found is not None
    assert found.year == "2025"


@given(st.decimals("0.01", "99999999.99", places=2), st.sampled_from(["万元", "元"]))
def test_the_figure_is_exact(amount: Decimal, unit: str) -> None:
    found = stated(f"预算数{amount:f}{unit}。")
    assert found is not None
    assert found.yuan == amount * (10_000 if unit == "万元" else 1)
    assert found.step == Decimal("0.01") * (10_000 if unit == "万元" else 1)


@given(st.text(max_size=60))
def test_any_text_is_read_or_left(text: str) -> None:
    stated(text)
