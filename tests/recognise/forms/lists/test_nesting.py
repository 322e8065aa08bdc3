"""Sums among rows that nothing but their figures tells apart."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipelines.recognise.forms.lists.nesting import parents

CENT = Decimal("0.01")


def _d(*numbers: str) -> list[Decimal]:
    return [Decimal(n) for n in numbers]


def test_units_classes_and_projects() -> None:
    # 西安市财政局: department, unit, 通用项目, a project of three parts, another project of one
    amounts = _d("15843400", "15843400", "5007700", "1887000", "3120700", "10835700", "10835700")
    assert parents(amounts, Decimal("15843400"), Decimal(1)) == [True, True, True, False, False, True, False]


def test_equal_neighbours_are_not_part_and_whole() -> None:
    assert parents(_d("8", "8", "4"), Decimal(20), CENT) == [False, False, False]


def test_sum_within_rounding() -> None:
    # 深圳市信访局: the unit prints 1612.29, its projects add to 1612.30
    amounts = _d("1612.29", "498.82", "603.84", "486.39", "4.90", "0.44", "17.91")
    assert parents(amounts, Decimal("1612.29"), CENT) == [True] + [False] * 6


def test_nothing_adds_up() -> None:
    assert parents(_d("1", "2"), Decimal(7), CENT) is None
    assert parents(_d("1", "2"), None, CENT) is None


@given(st.lists(st.decimals("0.01", "99999", places=2), min_size=1, max_size=30))
def test_a_flat_list_stays_flat(amounts: list[Decimal]) -> None:
    assert parents(amounts, sum(amounts, Decimal(0)), CENT) == [False] * len(amounts)
