"""Words of forms: which columns hold a fund's money, and what a row cut by a page has left behind."""

from __future__ import annotations

from pipelines.model.form_words import FIGURES, FUNDS, Role
from pipelines.model.fund_sources import FundSource


def test_the_columns_of_funds_are_those_named_after_one() -> None:
    assert Role.FUND_GOVERNMENT_FUND.fund is FundSource.GOVERNMENT_FUND
    assert Role("fund:business").fund is FundSource.BUSINESS
    assert (Role.FUND.fund, Role.TOTAL.fund, Role.CARRYOVER.fund) == (None, None, None)
    assert {role.value for role in FUNDS} == {role.value for role in Role if role.value.startswith("fund:")}
    assert len(FUNDS) == 11


def test_figures_are_money_of_funds_and_sums() -> None:
    assert {Role.TOTAL, Role.VALUE, Role.FISCAL} == FIGURES - FUNDS
    assert FUNDS < FIGURES
