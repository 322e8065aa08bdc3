"""Disclosures: what a body published of one year and stage, in however many files."""

from __future__ import annotations

import polars as pl

from pipelines.model.printed import FORMS, TEXTS


def with_disclosure(documents: pl.DataFrame) -> pl.DataFrame:
    """``documents`` (core.dim_document) with disclosure_id, made of body, year and stage; null where one is unknown."""
    known = pl.all_horizontal(pl.col("department_id", "fiscal_year", "stage").is_not_null())
    made = pl.concat_str("department_id", pl.col("fiscal_year").cast(pl.String), "stage", separator="-")
    return documents.with_columns(disclosure_id=pl.when(known).then(made))


def disclosures(documents: pl.DataFrame, standings: pl.DataFrame, regions: pl.DataFrame) -> pl.DataFrame:
    """core.dim_disclosure.

    Args:
        documents: core.dim_document with disclosure_id.
        standings: core.bridge_disclosure.
        regions: department_id, region_code of every body.
    """
    item = pl.col("item")
    has = {
        "has_text": item.is_in(TEXTS),
        "has_forms": item.is_in(FORMS),
        "has_tables": ~item.is_in(TEXTS | FORMS),
    }
    things = standings.group_by("disclosure_id").agg(
        *(kind.any().alias(name) for name, kind in has.items()),
        superseded=(~pl.col("is_current")).sum().cast(pl.Int64),
    )
    key = ["disclosure_id", "department_id", "fiscal_year", "stage"]
    return (
        documents.drop_nulls("disclosure_id")
        .group_by(key)
        .agg(
            documents=pl.col("document_id").n_unique().cast(pl.Int64),
            parts=pl.len().cast(pl.Int64),
            published_on=pl.col("published_on").max(),
        )
        .join(regions, on="department_id", how="left")
        .join(things, on="disclosure_id", how="left")
        .with_columns(*(pl.col(name).fill_null(False) for name in has), pl.col("superseded").fill_null(0))
        .sort("disclosure_id")
    )
