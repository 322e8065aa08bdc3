"""Sums among the rows of a list, told by their figures and by what else each shows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.recognise.forms.lists.nesting import STRONG, Row, parents

CENT = Decimal("0.01")


def _rows(*numbers: str, step: Decimal = CENT) -> list[Row]:
    return [Row(Decimal(n), step) for n in numbers]


def _marked(row: Row) -> Row:
    return row._replace(not_part=STRONG)


def test_units_classes_and_projects() -> None:
    # 西安市财政局: department, unit, 通用项目, a project of three parts, another project of one
    rows = _rows("15843400", "15843400", "5007700", "1887000", "3120700", "10835700", "10835700", step=Decimal(1))
    assert parents(rows, Decimal("15843400")) == [None, 0, 1, 2, 2, 1, 5]


def test_a_unit_of_one_project_beside_one_of_projects_of_equal_money() -> None:
    rows = _rows("30", "10", "10", "10", "20", "20")
    assert parents(rows, Decimal(50)) == [None, 0, 0, 0, None, 4]


def test_classes_one_in_one_below_their_units() -> None:
    rows = _rows("50", "30", "30", "30", "10", "20", "20", "20", "20", "8", "12")
    assert parents(rows, Decimal(50)) == [None, 0, 1, 2, 3, 3, 0, 6, 7, 8, 8]


def test_equal_neighbours_are_not_part_and_whole() -> None:
    assert parents(_rows("8", "8", "4"), Decimal(20)) == [None, None, None]


def test_sum_within_rounding() -> None:
    # 深圳市信访局: the unit prints 1612.29, its projects add to 1612.30
    rows = _rows("1612.29", "498.82", "603.84", "486.39", "4.90", "0.44", "17.91")
    assert parents(rows, Decimal("1612.29")) == [None] + [0] * 6
    assert parents(rows, Decimal("1612.50")) == [None] * 7  # 0.21 is beyond what eight figures are rounded by


def test_a_reading_to_the_last_digit_goes_before_one_within_rounding() -> None:
    rows = _rows("10.00", "10.00", "0.01", step=CENT)
    assert parents(rows, Decimal("10.01")) == [None, 0, None]
    assert parents(rows, Decimal("20.01")) == [None, None, None]


def test_nothing_adds_up() -> None:
    assert parents(_rows("1", "2"), Decimal(7)) == [None, None]
    assert parents(_rows("1", "2"), None) == [None, None]


@pytest.mark.parametrize("total", [None, Decimal(41)])
def test_a_unit_holds_more_than_the_projects_it_shows(total: Decimal | None) -> None:
    unit, *projects = _rows("41", "35", "5")
    assert parents([_marked(unit), *projects], total) == [None, 0, 0]
    assert parents([unit, *projects], Decimal(41)) == [None, None, None]  # nothing but its money could tell


def test_units_hold_projects_to_the_next_unit() -> None:
    first, a, second, b, c = _rows("9", "8", "7", "3", "2")
    assert parents([_marked(first), a, _marked(second), b, c], Decimal(16)) == [None, 0, None, 2, 2]


def test_what_shows_a_target_is_no_sum() -> None:
    first, *others = _rows("10", "4", "6")
    assert parents([first._replace(not_sum=STRONG), *others], None) == [None, None, None]
    assert parents([first._replace(not_part=1), *others], None) == [None, None, None]
    assert parents([first._replace(not_part=4), *others], None) == [None, 0, 0]


@given(st.lists(st.decimals("0.01", "99999", places=2), min_size=1, max_size=30))
def test_a_flat_list_stays_flat(amounts: list[Decimal]) -> None:
    rows = [Row(amount, CENT) for amount in amounts]
    assert parents(rows, sum(amounts, Decimal(0))) == [None] * len(rows)


_TREES = st.recursive(
    st.decimals("1", "99999", places=2), lambda parts: st.lists(parts, min_size=1, max_size=4), max_leaves=25
)


def _flat(tree: Decimal | list) -> list[Decimal]:  # type: ignore[type-arg]
    """Amounts of a tree, each sum in front of its parts."""
    if isinstance(tree, Decimal):
        return [tree]
    below = [_flat(part) for part in tree]
    return [sum((part[0] for part in below), Decimal(0)), *(amount for part in below for amount in part)]


def _leaves(tree: Decimal | list) -> list[Decimal]:  # type: ignore[type-arg]
    return [tree] if isinstance(tree, Decimal) else [leaf for part in tree for leaf in _leaves(part)]


@given(st.lists(_TREES, min_size=1, max_size=4))
def test_what_is_no_sum_makes_the_total(trees: list[Decimal | list]) -> None:  # type: ignore[type-arg]
    rows = [Row(amount, CENT) for tree in trees for amount in _flat(tree)]
    total = sum((leaf for tree in trees for leaf in _leaves(tree)), Decimal(0))
    found = parents(rows, total)
    assert sum(row.amount for number, row in enumerate(rows) if number not in found) == total
