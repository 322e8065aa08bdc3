"""Printed money of forms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.recognise.forms.money import is_figure, money


@pytest.mark.parametrize(
    ("text", "unit", "yuan", "own", "step"),
    [
        ("218.00", "万元", "2180000.00", "万元", "100"),
        ("1,234.5", "元", "1234.50", "元", "0.1"),
        ("20 万元", "元", "200000.00", "万元", "10000"),
        ("3亿元", None, "300000000.00", "亿元", "100000000"),
        ("50万", "元", "500000.00", "万元", "10000"),
        ("1 234.5万元", "元", "12345000.00", "万元", "1000.0"),
    ],
)
def test_yuan_unit_and_last_digit(text: str, unit: str | None, yuan: str, own: str, step: str) -> None:
    found = money(text, unit)
    assert found is not None
    assert (found.yuan, found.unit, found.step) == (Decimal(yuan), own, Decimal(step))
    assert found.fields == {
        "amount": yuan,
        "amount_published": text,
        "unit": own,
        "rounding_step": str(found.step),
    }


def test_no_money() -> None:
    assert money("218", None) is None
    assert money("另行安排", "元") is None
    assert money("", "元") is None


def test_figures() -> None:
    assert is_figure("1,234.5")
    assert is_figure("20万元")
    assert not is_figure("20万元左右")
    assert not is_figure("-")
