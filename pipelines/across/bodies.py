"""The bodies that disclose: one row for each, whatever documents name it."""

from __future__ import annotations

import polars as pl

from pipelines.conform.dimensions import with_department


def departments(parts: pl.DataFrame) -> pl.DataFrame:
    """core.dim_department: one row per region and canonical name; ``department_id`` is made of both."""
    named = with_department(parts).filter(pl.col("department_id").is_not_null())
    return (
        named.sort("department_id", "document_id", "part_no")
        .group_by("department_id", maintain_order=True)
        .agg(
            pl.col("region_code").first(),
            name=pl.col("department_name").first(),
            canonical_name=pl.col("canonical_name").first(),
            kind=pl.col("kind").first(),
            domain=pl.col("domain").first(),
        )
    )
