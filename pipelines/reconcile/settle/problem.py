"""Figures in doubt as unknowns, each with the amounts it may be, and the equations they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.reconcile.money import MICRO_PER_CENT

Amounts = Mapping[int, int]  # unknown -> cents


@dataclass(frozen=True, slots=True)
class Equation:
    """Sum of coefficient x unknown + ``known`` cents, which ought to be nothing (or less, where it is a ``bound``).

    terms     unknown -> coefficient
    figures   how many known figures other than zero it holds
    slack     twice what rounding explains, in millionths of a yuan
    exact     whether its tables foot to the cent wherever all is known, so that nothing is left to rounding
    telling   whether they mostly do, so that a sum that comes out to the cent hardly does so by a wrong last digit
    """

    terms: Mapping[int, int]
    known: int
    figures: int
    slack: int
    exact: bool
    telling: bool
    bound: bool = False

    def residual(self, amounts: Amounts) -> int:
        """What the sum comes to; every unknown of the equation has an amount."""
        return self.known + sum(k * amounts[cell] for cell, k in self.terms.items())

    def holds(self, amounts: Amounts) -> bool:
        """Whether it does with these amounts."""
        residual = self.residual(amounts)
        over = max(0, residual) if self.bound else abs(residual)
        return over == 0 or (not self.exact and 2 * MICRO_PER_CENT * over <= self.slack)

    def vouches(self, amounts: Amounts) -> bool:
        """Whether that it holds says something: to the cent, and of more than two figures that both are in doubt.

        That one misread figure is the same as another says nothing of either.
        """
        if self.bound or self.residual(amounts):
            return False
        unknown = sum(amounts[cell] != 0 for cell in self.terms)
        return self.figures > 0 or self.figures + unknown > 2 or len(self.terms) == 1


@dataclass(frozen=True, slots=True)
class Problem:
    """``candidates``: what each unknown may be, in cents, likeliest first, perhaps nothing."""

    candidates: Mapping[int, Sequence[int]]
    equations: Sequence[Equation]
