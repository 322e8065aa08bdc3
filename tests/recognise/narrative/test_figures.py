"""Figures in sentences: exact values, units, and what is no figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.text import compact
from pipelines.recognise.narrative.figures import figures


def read(text: str) -> list[tuple[Decimal | None, int, str]]:
    return [(f.value, f.decimals, f.unit) for f in figures(compact(text))]


@pytest.mark.parametrize(
    ("text", "value", "decimals", "unit"),
    [
        ("2,940.05 万\n元", "2940.05", 2, "万元"),
        ("２，９４０．０５万元", "2940.05", 2, "万元"),
        ("154,991,108.01元", "154991108.01", 2, "元"),
        ("1.5亿元", "1.5", 1, "亿元"),
        ("增幅 1009.71%", "1009.71", 2, "%"),
        ("占0.63％", "0.63", 2, "%"),
        ("0.39 万（含外宾接待）", "0.39", 2, "万元"),
        ("3,623.98为万元", "3623.98", 2, "万元"),
        ("实有车辆 15 辆", "15", 0, "辆"),
        ("6518.64143万元", "6518.64143", 5, "万元"),
    ],
)
def test_one_figure(text: str, value: str, decimals: int, unit: str) -> None:
    assert read(text) == [(Decimal(value), decimals, unit)]


@pytest.mark.parametrize(
    "text", ["校舍面积193万平方米", "12.5万人次", "2026年", "元旦", "第21号", "A5%", "1" * 18 + "元"]
)
def test_no_figure(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("number", "is_read"),
    [("1" * 15, True), ("1" * 16, False), ("0" + "1" * 15, True), ("0." + "1" * 10, True), ("0." + "1" * 11, False)],
)
def test_money_has_at_most_fifteen_digits_and_ten_decimals(number: str, is_read: bool) -> None:
    assert read(f"{number}元") == ([(Decimal(number), len(number.partition(".")[2]), "元")] if is_read else [])


amounts = st.decimals(min_value=0, max_value=Decimal("9999999.99"), places=2)


@given(value=amounts, unit=st.sampled_from(["元", "万元", "亿元", "%"]), grouped=st.booleans(), wide=st.booleans())
def test_what_is_printed_is_read_back(value: Decimal, unit: str, grouped: bool, wide: bool) -> None:
    text = f"{value:,.2f}" if grouped else f"{value:.2f}"
    if wide:
        text = text.translate(str.maketrans("0123456789.,", "０１２３４５６７８９．，"))
    assert read(f"支出{text}{unit}，其中") == [(value, 2, unit)]


@given(st.text(alphabet="0123456789.,，．-万亿元%％辆年增减 \n(（)）", max_size=40))
def test_never_raises_and_never_invents_digits(text: str) -> None:
    plain = compact(text)
    for figure in figures(plain):
        assert plain[figure.start : figure.end] == figure.text
        if figure.value is not None:
            assert f"{figure.value:f}".lstrip("-") in figure.text.replace(",", "").lstrip("-0") or figure.value < 10


@given(left=amounts, right=amounts)
def test_two_figures_never_run_together(left: Decimal, right: Decimal) -> None:
    assert [v for v, _, _ in read(f"收入{left}万元，支出{right}万元")] == [left, right]
