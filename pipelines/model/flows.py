"""Which way money goes in a line."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class Flow(Term):
    """Income, spending, or what lies between two years."""

    REVENUE = "revenue", "收入", "Income"
    EXPENDITURE = "expenditure", "支出", "Spending"
    BALANCE = "balance", "结转结余", "Balances"
