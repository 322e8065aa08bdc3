"""Corrections a person accepted: a printed figure and what it should have been.  Never made by the pipeline itself."""

from __future__ import annotations

import polars as pl

from pipelines.model.schema import frame_schema

# What a person writes: `line_id` is the cell, or `statement`, `node` (code or name of the row) and `measure` are;
# `printed` in yuan, so that a correction of another figure is not applied; `accepted` null: a suggestion only.
CORRECTION_SCHEMA = frame_schema("quality.correction", without=["status"])
STATUSES = ("applied", "suggested", "not_found", "other_figure")


def no_corrections() -> pl.DataFrame:
    """An empty list of corrections."""
    return pl.DataFrame(schema=CORRECTION_SCHEMA)


def _located(facts: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """Corrections with the line they speak of (`line_id` null where none, or more than one, fits)."""
    code = pl.coalesce("functional_code", "economic_code", "government_economic_code", "line_name")
    named = facts.select("document_id", "statement", "measure", node=code, found="line_id")
    named = named.group_by("document_id", "statement", "node", "measure").agg(
        found=pl.when(pl.len() == 1).then(pl.col("found").first())
    )
    placed = corrections.join(
        named, on=["document_id", "statement", "node", "measure"], how="left", maintain_order="left"
    )
    return placed.with_columns(line_id=pl.coalesce("line_id", "found")).drop("found")


def apply_corrections(facts: pl.DataFrame, corrections: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Facts with the accepted corrections in, and what became of every correction.

    Args:
        facts: core.fact_budget; `amount_published` stays as printed.
        corrections: CORRECTION_SCHEMA.

    Returns:
        the facts, and quality.correction: the corrections with `line_id` and `status` (applied; suggested: not accepted
        yet; not_found: no such cell, or several; other_figure: the cell now holds another figure than `printed`).
    """
    placed = _located(facts, corrections)
    now = facts.select("document_id", "line_id", now="amount")
    told = placed.join(now, on=["document_id", "line_id"], how="left", maintain_order="left").with_columns(
        status=pl.when(pl.col("accepted").is_null())
        .then(pl.lit("suggested"))
        .when(pl.col("now").is_null())
        .then(pl.lit("not_found"))
        .when(pl.col("now") != pl.col("printed"))
        .then(pl.lit("other_figure"))
        .otherwise(pl.lit("applied"))
    )
    good = told.filter(pl.col("status") == "applied").select("line_id", "corrected")
    if good.height:
        facts = facts.join(good, on="line_id", how="left", maintain_order="left")
        facts = facts.with_columns(amount=pl.coalesce("corrected", "amount")).drop("corrected")
    return facts, told.drop("now")
