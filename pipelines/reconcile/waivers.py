"""Waivers: a failing rule that a person has looked at and let pass, until a day."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.model.judgements import Verdict
from pipelines.model.schema import frame_schema

# What a person writes: it covers `document_id` or all of `department_id`, one equation (`node`) or every one of the
# rule, and works until the day `expiry`, that day included.
WAIVER_SCHEMA = frame_schema("quality.waiver", without=["is_active"])


def no_waivers() -> pl.DataFrame:
    """An empty list of waivers."""
    return pl.DataFrame(schema=WAIVER_SCHEMA)


def in_force(waivers: pl.DataFrame, today: date) -> pl.DataFrame:
    """Waivers with `is_active`: not past their last day."""
    return waivers.with_columns(is_active=pl.col("expiry").is_not_null() & (pl.col("expiry") >= today))


def waived(results: pl.DataFrame, departments: pl.DataFrame, waivers: pl.DataFrame, today: date) -> pl.DataFrame:
    """Which failing results an active waiver covers: `result_id`, `waiver_id`.

    `departments` maps `document_id`, `part_no` to `department_id`.  A waiver that names neither a document nor a
    department covers nothing.
    """
    active = (
        in_force(waivers, today)
        .filter("is_active")
        .select("waiver_id", "rule_id", for_document="document_id", for_department="department_id", for_node="node")
    )
    failing = results.filter(pl.col("verdict") == Verdict.FAIL).join(
        departments, on=["document_id", "part_no"], how="left", nulls_equal=True
    )
    same_place = (pl.col("for_document") == pl.col("document_id")).fill_null(False) | (
        pl.col("for_department") == pl.col("department_id")
    ).fill_null(False)
    same_document = pl.col("for_document").is_null() | (pl.col("for_document") == pl.col("document_id"))
    same_node = pl.col("for_node").is_null() | (pl.col("for_node") == pl.col("node"))
    return (
        failing.join(active, on="rule_id")
        .filter(same_place & same_document & same_node)
        .select("result_id", "waiver_id")
    )
