"""Disclosures of bodies, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import polars as pl

from pipelines.across.bodies import Bodies, Lists, bodies
from pipelines.model.decisions import BodyDecision
from pipelines.model.shards import shard_of

_FIGURES = ("document_id", "part_no", "own_year", "own_stage", "statement", "node", "measure", "fiscal_year", "stage")
Disclosure = tuple[str, str, str | None, str, int | None]  # document, name, region, kind, year


def parts_of(*rows: Disclosure, seen: dict[str, datetime] | None = None) -> pl.DataFrame:
    """raw.part of budgets, with when their documents were first seen."""
    return pl.DataFrame(
        [
            {"document_id": document, "part_no": 1, "department_name": name, "region_code": region, "kind": kind,
             "fiscal_year": year, "stage": "budget", "first_seen": (seen or {}).get(document)}
            for document, name, region, kind, year in rows
        ],
        schema_overrides={"region_code": pl.String, "fiscal_year": pl.Int64, "first_seen": pl.Datetime("us")},
    )  # fmt: skip


def printed(document: str, year: int, amounts: Sequence[str], *, of: int | None = None) -> list[tuple[object, ...]]:
    """Figures of a budget's expenditure table, one a code; ``of`` another year than its own."""
    return [
        (document, 1, year, "budget", "expenditure", f"20{at:02}", "total", of or year, "budget", amount)
        for at, amount in enumerate(amounts)
    ]


def bodies_of(
    parts: pl.DataFrame,
    lists: Lists | None = None,
    figures: Iterable[tuple[object, ...]] = (),
    rows: Iterable[BodyDecision] = (),
) -> Bodies:
    """The bodies of ``parts``, each in the shard of its region."""
    shards = [shard_of([code]) for code in parts["region_code"]]
    placed = parts.with_columns(shard=pl.Series(shards, dtype=pl.String))
    if "first_seen" not in placed.columns:
        placed = placed.with_columns(first_seen=pl.lit(None, pl.Datetime("us")))
    frame = pl.DataFrame(list(figures), schema=[*_FIGURES, "amount"], orient="row")
    frame = frame.with_columns(pl.col("amount").cast(pl.Decimal(20, 2)))
    none = pl.DataFrame(schema={"document_id": pl.String, "part_no": pl.Int64, "unit_name": pl.String})
    return bodies(placed, lists or Lists.of(none), lambda asked: frame.filter(pl.col("document_id").is_in(asked)), rows)


def ids(found: Bodies) -> dict[str, str]:
    """The body of each document."""
    return dict(found.of_part.select("document_id", "department_id").iter_rows())
