"""Which lines of the warehouse a scan gives, held against those of the file it was drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import polars as pl

from pipelines.model.judgements import Assurance

_KEY = (
    "statement",
    "functional_code",
    "economic_code",
    "government_economic_code",
    "unit_code",
    "line_role",
    "measure",
    "fund_source",
    "expenditure_type",
    "fiscal_year",
    "stage",
    "amount",
)
Lines = Counter[tuple[object, ...]]


def lines(
    frames: Mapping[str, pl.DataFrame], table: str = "core.fact_budget", assurance: Assurance | None = None
) -> Lines:
    """Lines of money facts by what they say; names are left out, of which a scan may lose a character."""
    found = frames[table].filter(pl.col("amount").is_not_null())
    if assurance is not None:
        found = found.filter(pl.col("assurance") == assurance)
    return Counter(found.select(_KEY).iter_rows())


def compared(digital: Mapping[str, pl.DataFrame], scanned: Mapping[str, pl.DataFrame]) -> Counter[str]:
    """``wanted`` lines (loaded by the digital file), of them ``loaded`` and ``read`` by the scan (held back ones
    too); ``wrong``: loaded ones that the file itself does not give, loaded or held back; those
    ``repaired`` (loaded or held back), of them ``repaired wrong``.
    """
    wanted, loaded = lines(digital), lines(scanned)
    held_back = lines(scanned, "quarantine.fact_budget")
    known = wanted + lines(digital, "quarantine.fact_budget")
    repaired = lines(scanned, assurance=Assurance.REPAIRED)
    repaired += lines(scanned, "quarantine.fact_budget", assurance=Assurance.REPAIRED)
    return Counter(
        wanted=wanted.total(),
        loaded=(wanted & loaded).total(),
        read=(wanted & (loaded + held_back)).total(),
        wrong=(loaded - known).total(),
        held_back=held_back.total(),
        repaired=repaired.total(),
        **{"repaired wrong": (repaired - known).total()},
    )
