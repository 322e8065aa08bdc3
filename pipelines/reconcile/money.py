"""Exact arithmetic: amounts in cents and display steps in millionths of a yuan, as 128-bit integers."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

EXACT = pl.Decimal(38, 10)  # wide enough to compare amounts, percentages and counts alike
MICRO_PER_CENT = 10_000
DEFAULT_STEP_MICRO = 10_000  # one cent, where a reader gave no display step


def cents(column: str) -> pl.Expr:
    """Yuan as Decimal -> whole cents (amounts carry two decimals)."""
    return pl.col(column).cast(pl.Decimal(38, 2)).to_physical().cast(pl.Int128)


def micro(column: str) -> pl.Expr:
    """A display step in yuan -> millionths of a yuan."""
    return pl.col(column).cast(pl.Decimal(38, 6)).to_physical().cast(pl.Int128).fill_null(DEFAULT_STEP_MICRO)


def yuan(cents_column: str) -> pl.Expr:
    """Whole cents -> Decimal(20,2) yuan; null where it does not fit."""
    exact = pl.col(cents_column).cast(pl.Decimal(38, 2)) * pl.lit(Decimal("0.01"))
    return exact.cast(pl.Decimal(20, 2), strict=False)


def yuan_of_half_micro(column: str) -> pl.Expr:
    """Half millionths of a yuan (a sum of steps, to be halved) -> Decimal(20,6) yuan, rounded down."""
    exact = (pl.col(column) // 2).cast(pl.Decimal(38, 6)) * pl.lit(Decimal("0.000001"))
    return exact.cast(pl.Decimal(20, 6), strict=False)
