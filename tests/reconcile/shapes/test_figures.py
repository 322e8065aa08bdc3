"""Sums of figures that must be equal: when a blank counts as zero, and when there is nothing to compare."""

from __future__ import annotations

from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.support import evaluated, nodes, verdict

FUND = "government_fund"


def fund_table(columns: list[Column], *rows: tuple[str, list[str]]) -> Disclosure:
    """A final fund table: closing = carryover + revenue - expenditure, on every row (rule F8-BALANCE)."""
    made = [
        Row(name, cells, role="total" if name == "合计" else "item", code=name.strip("合计")) for name, cells in rows
    ]
    return Disclosure(stage="final").table(FUND, columns, made)


REVENUE = Column("total", FUND, flow="revenue")
SPENT = Column("total", FUND)
OPENING, CLOSING = (Column(name, FUND, flow="balance") for name in ("carryover", "closing"))


def test_a_blank_under_a_printed_column_is_zero() -> None:
    # no column of the optional ones is printed; 229 has no revenue, so its closing 20.00 comes from nowhere
    found = evaluated(fund_table([REVENUE, CLOSING], ("合计", ["20.00", "20.00"]), ("229", ["", "20.00"])))
    assert verdict(found, "F8-BALANCE", "合计") == "pass"
    assert verdict(found, "F8-BALANCE", "229") == "fail"


def test_only_what_is_not_optional_has_to_be_printed() -> None:
    # revenue is nowhere printed: what the optional columns say is not enough to judge a row without figures there
    found = evaluated(
        fund_table([OPENING, SPENT, CLOSING], ("合计", ["30.00", "10.00", "20.00"]), ("229", ["", "", "5.00"]))
    )
    assert ("F8-BALANCE", "229") not in nodes(found, "fail")


def test_optional_figures_count_where_they_are_printed() -> None:
    columns = [OPENING, REVENUE, SPENT, CLOSING]
    found = evaluated(fund_table(columns, ("合计", ["30.00", "10.00", "25.00", "15.00"])))
    assert verdict(found, "F8-BALANCE", "合计") == "pass"
    found = evaluated(fund_table(columns, ("合计", ["30.00", "10.00", "25.00", "15.03"])))
    assert verdict(found, "F8-BALANCE", "合计") == "fail"


def test_rounding_is_half_a_step_a_figure() -> None:
    # four figures of 0.01 万元: half a step each, 0.02 in all
    columns = [OPENING, REVENUE, SPENT, CLOSING]
    for closing, expected in (("15.02", "rounding"), ("14.98", "rounding"), ("15.03", "fail"), ("14.97", "fail")):
        found = evaluated(fund_table(columns, ("合计", ["30.00", "10.00", "25.00", closing])))
        assert verdict(found, "F8-BALANCE", "合计") == expected
