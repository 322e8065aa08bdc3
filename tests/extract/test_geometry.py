"""Geometry on its own: places along a direction, and the lattice of rules that are not quite where they should be."""

from __future__ import annotations

import pytest

from pipelines.extract.geometry.alignment import covered, runs
from pipelines.extract.geometry.lattice import Rule, Table, axis, corners_of, tables


def test_places_at_most_so_far_apart_are_one_run() -> None:
    assert runs([0.0, 3.0, 6.0, 9.5], near=3.0, at=float) == [[0.0, 3.0, 6.0], [9.5]]
    assert runs([(0.0, "a"), (4.0, "b")], near=3.0, at=lambda item: item[0]) == [[(0.0, "a")], [(4.0, "b")]]
    assert runs([], near=3.0, at=float) == []


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (0.0, [(0, 6), (9, 10), (14, 15)]),
        (3.0, [(0, 6), (9, 10), (14, 15)]),
        (3.1, [(0, 10), (14, 15)]),
        (4.1, [(0, 15)]),
    ],
)
def test_stretches_with_less_than_the_gap_between_them_are_one(gap: float, expected: list[tuple[float, float]]) -> None:
    assert covered([(14, 15), (9, 10), (2, 6), (0, 2), (3, 4)], gap) == expected


def lattice(down: list[Rule], across: list[Rule]) -> list[Table]:
    xs, ys = axis(down), axis(across)
    return tables(xs, ys, corners_of(xs, ys))


def grid(xs: list[float], ys: list[float]) -> tuple[list[Rule], list[Rule]]:
    return [(x, ys[0], ys[-1]) for x in xs], [(y, xs[0], xs[-1]) for y in ys]


def test_rules_within_the_tolerance_are_one_rule_at_their_mean() -> None:
    found = axis([(10.0, 0.0, 50.0), (13.0, 53.0, 90.0), (16.1, 0.0, 5.0)])
    assert (found.at, found.intervals) == ([11.5, 16.1], [[(0.0, 90.0)], [(0.0, 5.0)]])
    assert axis([(10.0, 0.0, 50.0), (10.0, 53.1, 90.0)]).intervals == [[(0.0, 50.0), (53.1, 90.0)]]
    assert axis([(10.0, 0.0, 2.9)]).at == []
    assert axis([(10.0, 0.0, 3.0)]).at == [10.0]
    assert axis([(10.0, 0.0, 50.0), (10.0, 5.0, 20.0)]).intervals == [[(0.0, 50.0)]]


def test_a_full_grid_and_a_merged_cell() -> None:
    down, across = grid([0.0, 40.0, 80.0], [0.0, 20.0, 40.0])
    (table,) = lattice(down, across)
    assert (table.xs, table.ys) == ([0.0, 40.0, 80.0], [0.0, 20.0, 40.0])
    assert table.cells == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    down[1] = (40.0, 20.0, 40.0)  # the first row has one cell
    (merged,) = lattice(down, across)
    assert merged.cells == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_ends_that_miss_a_rule_by_the_tolerance_meet_it() -> None:
    down, across = grid([0.0, 40.0, 80.0], [0.0, 20.0])
    across[1] = (20.0, 0.0, 77.0)
    assert [len(table.cells) for table in lattice(down, across)] == [2]
    across[1] = (20.0, 0.0, 76.9)
    assert lattice(down, across) == []  # one cell is no table


def test_tables_that_share_no_corner_are_two_from_top_to_bottom() -> None:
    low, high = grid([0.0, 40.0, 80.0], [100.0, 120.0]), grid([0.0, 40.0, 80.0], [0.0, 20.0])
    found = lattice(low[0] + high[0], low[1] + high[1])
    assert [table.ys for table in found] == [[0.0, 20.0], [100.0, 120.0]]
    assert [table.cells for table in found] == [[(0, 0, 1, 1), (0, 1, 1, 1)]] * 2
