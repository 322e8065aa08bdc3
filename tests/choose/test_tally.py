"""The quick count of the sums one table keeps."""

from __future__ import annotations

from typing import Any

import pytest

from expectations import load_rules
from pipelines.choose.tally import SPLITS, Tally, tally
from pipelines.reconcile.rule import Columns, Items


def _row(line_no: int, value: str, **given: Any) -> dict[str, Any]:
    """A row of raw.line: an outermost item of the year's total, to the cent, unless something else is said."""
    return {
        "line_no": line_no,
        "block_no": 0,
        "line_role": "item",
        "parent_line_no": None,
        "fiscal_year": 2024,
        "year_offset": 0,
        "stage": "budget",
        "value": value,
        "decimals": 2,
        "column_title": given.get("measure", "total"),
        "col_no": 1,
        "measure": "total",
        "fund_source": None,
        "statement": "expenditure",
    } | given


def _measures(statement: str = "expenditure", **figures: str) -> Tally:
    return tally([_row(1, value, measure=name, statement=statement) for name, value in figures.items()])


def test_a_row_is_the_sum_of_the_rows_below_it() -> None:
    rows = [_row(1, "5"), _row(2, "2", parent_line_no=1), _row(3, "3", parent_line_no=1)]
    assert tally(rows) == Tally(1, 0)
    assert tally([*rows, _row(4, "3", parent_line_no=1)]) == Tally(0, 1)
    assert tally([*rows, _row(4, "3", parent_line_no=1, line_role="of_which")]) == Tally(1, 0)


def test_a_total_is_the_sum_of_the_outermost_items() -> None:
    items = [_row(1, "2"), _row(2, "3")]
    assert tally([*items, _row(9, "5", line_role="total")]) == Tally(1, 0)
    assert tally([*items, _row(9, "7", line_role="total")]) == Tally(0, 1)
    assert tally([*items, _row(9, "7", line_role="total", block_no=1)]) == Tally()
    assert tally([_row(9, "7", line_role="total")]) == Tally()


def test_a_total_with_or_without_balances() -> None:
    items = [_row(1, "2"), _row(2, "3"), _row(3, "4", line_role="opening"), _row(4, "1", line_role="closing")]
    for value, holds in (("5", True), ("9", True), ("6", True), ("10", True), ("11", False)):
        assert tally([*items, _row(9, value, line_role="total")]) == Tally(int(holds), int(not holds))


def test_a_grand_total_is_an_inner_total_and_what_stands_below_it() -> None:
    rows = [_row(1, "2"), _row(2, "5", line_role="current_total"), _row(3, "4"), _row(9, "9", line_role="grand_total")]
    assert tally(rows) == Tally(1, 1)  # 5 + 4 is 9; 2 + 4 is not 5


def test_sums_of_nothing_do_not_count() -> None:
    assert tally([_row(1, "0"), _row(2, "0", parent_line_no=1)]) == Tally()
    assert _measures(total="0", basic="0", project="0") == Tally()
    assert tally([]) == Tally()


@pytest.mark.parametrize(("whole", "decimals", "holds"), [("6", 0, True), ("7", 0, False), ("5.01", 2, True)])
def test_rounding_is_half_the_steps_of_all_figures(whole: str, decimals: int, holds: bool) -> None:
    parts = [_row(2, "2", parent_line_no=1, decimals=decimals), _row(3, "3", parent_line_no=1, decimals=decimals)]
    assert tally([_row(1, whole, decimals=decimals), *parts]) == Tally(int(holds), int(not holds))


@pytest.mark.parametrize(
    ("figures", "held", "failed"),
    [
        ({"total": "9", "basic": "5", "project": "4"}, 1, 0),
        ({"total": "12", "basic": "5", "project": "4"}, 0, 1),
        ({"total": "12", "basic": "5", "project": "4", "operating": "3"}, 1, 0),
        ({"total": "9", "basic": "4"}, 0, 0),
        ({"total": "4", "basic": "9"}, 0, 1),
        ({"total": "4", "basic": "9", "reserve": "-1"}, 0, 0),
        ({"total": "4", "reserve": "9"}, 0, 0),
        ({"basic": "9", "project": "4"}, 0, 0),
        ({"basic": "9", "total": "20", "personnel": "5", "public": "4"}, 1, 0),
        ({"total": "9", "personnel": "5", "public": "4"}, 1, 0),
        ({"vehicles": "9", "vehicle_purchase": "5", "vehicle_operation": "4"}, 1, 0),
    ],
)
def test_measures_of_one_row(figures: dict[str, str], held: int, failed: int) -> None:
    assert _measures(**figures) == Tally(held, failed)


def test_rows_of_three_public_stand_in_no_order() -> None:
    rows = [_row(1, "5", statement="three_public"), _row(2, "9", parent_line_no=1, statement="three_public")]
    assert tally(rows) == Tally()
    assert _measures("three_public", total="9", abroad="2", vehicles="3", reception="4") == Tally(1, 0)


def test_funds_and_years_are_counted_apart() -> None:
    rows = [
        _row(1, "9", measure="total", fund_source="business"),
        _row(1, "9", measure="basic", fund_source="other"),
        _row(1, "9", measure="basic", fund_source="business", year_offset=-1),
    ]
    assert tally(rows) == Tally()
    rows[1]["fund_source"] = "business"
    assert tally(rows) == Tally(1, 0)


def test_what_beats_what() -> None:
    assert Tally(2, 0).beats(Tally(1, 1))
    assert not Tally(2, 1).beats(Tally(1, 1))
    assert not Tally(1, 0).beats(Tally(1, 1))
    assert Tally(1, 2) + Tally(3, 4) == Tally(4, 6)


def test_the_splits_are_those_of_the_registry() -> None:
    """Spending, basic spending, 三公 and vehicles have the parts their rules name."""
    shapes = {rule.id: rule.shape for rule in load_rules()}
    spending, three_public = shapes["B3-COLUMNS"], shapes["B9-TOTAL"]
    assert isinstance(spending, Columns)
    assert isinstance(three_public, Items)
    wanted = [spending.tree[""], spending.tree["basic"], three_public.tree["total"], three_public.tree["vehicles"]]
    assert [(*split.always, *split.sometimes) for split in SPLITS] == wanted
    assert SPLITS[0].always == spending.required
