"""Stages of the budget cycle that disclosures are of."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class Stage(Term):
    """Whether money is planned or spent."""

    BUDGET = "budget", "预算", "budget"
    FINAL = "final", "决算", "final accounts"
