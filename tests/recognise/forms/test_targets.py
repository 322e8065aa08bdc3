"""Targets: printed in many ways, read in one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.recognise.forms.targets import are_signs, parse_target


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("≥5万人", ">=", "5", "万人"),
        ("≧2次", ">=", "2", "次"),
        (">=10%", ">=", "10", "%"),
        ("≤1700 元/人", "<=", "1700", "元/人"),
        ("<5%", "<", "5", "%"),
        ("95", "=", "95", None),
        ("不低于90%", ">=", "90", "%"),
        ("不晚于 12 月底", "<=", "12", "月底"),
        ("95%以上", ">=", "95", "%"),
        ("30天内", "<=", "30", "天"),
        ("约6类", "approximate", "6", "类"),
        ("≥13459.00(平方米)", ">=", "13459.00", "平方米"),
        ("较上年降低", "qualitative", None, None),
        ("不低于上年度水平", ">=", None, None),
        ("≤1次；\n≤1次", "<=", None, None),
        ("10-15项", None, None, None),
        ("2023 年 8 月底", None, None, None),
        ("不少于120个。", ">=", "120", "个"),
        ("≤300元/座（处）", "<=", "300", "元/座(处)"),
        ("95%)", "=", "95", "%"),
        ("用户满意率100%", "=", "100", "%"),
        ("水质达标率不低于80%", ">=", "80", "%"),
        ("全年巡查≥12次", ">=", "12", "次"),
        ("较上年增长率≥5%", None, None, None),
        ("投诉降低5%", None, None, None),
        ("覆盖12个县区", None, None, None),
        ("巡查不少于12次、清淤不少于3次", None, None, None),
        ("组织不低于1次团体心理治疗", None, None, None),
        ("每月1次", None, None, None),
    ],
)
def test_printed_targets(text: str, operator: str | None, value: str | None, unit: str | None) -> None:
    target = parse_target(text)
    assert (target.operator, target.unit) == (operator, unit)
    assert target.value == (None if value is None else Decimal(value))


def test_operator_and_unit_in_columns_of_their_own() -> None:
    target = parse_target("443.62", "＝", "万元")
    assert (target.operator, target.value, target.unit) == ("=", Decimal("443.62"), "万元")
    assert parse_target("提升", "定性").operator == "qualitative"
    assert parse_target("≤443.62", name="业务经费支出（万元/年）").unit == "万元/年"


def test_texts_that_are_signs() -> None:
    assert are_signs(["≥", "定性", "等于"])
    assert not are_signs([])
    assert not are_signs(["定性", "-"])
    assert not are_signs(["≥", "≥5"])
    assert not are_signs(["≥", "次"])


@given(
    st.sampled_from(["≥", "≤", ">", "<", "=", "不少于", "不超过"]),
    st.decimals(0, 10**9, places=2),
    st.sampled_from(["", "%", "人次", "万元", "元/人/年"]),
)
def test_what_is_printed_comes_back(sign: str, value: Decimal, unit: str) -> None:
    target = parse_target(f"{sign}{value}{unit}")
    assert target.value == value
    assert target.unit == (unit or None)
    assert target.operator in {">=", "<=", ">", "<", "="}


@given(st.text(max_size=40))
def test_any_text_is_kept_and_never_fails(text: str) -> None:
    target = parse_target(text)
    assert target.value is None or target.operator is not None
