"""Who and when: the department and the year of each disclosure, from raw.part."""

from __future__ import annotations

import hashlib

import polars as pl

from pipelines.recognise.identity import canonical_name, domain


def with_department(parts: pl.DataFrame) -> pl.DataFrame:
    """``parts`` with canonical_name, domain and department_id (null where no name was found)."""
    names = parts.select("department_name", "region_code", "kind").unique()
    rows = []
    for name, region, kind in names.iter_rows():
        if name is None:
            continue
        canonical = canonical_name(name)
        digest = hashlib.sha256(f"{region}|{canonical}|{kind}".encode()).hexdigest()[:8]
        rows.append((name, region, kind, canonical, domain(name), f"{region or '000000'}-{digest}"))
    keys = pl.DataFrame(
        rows,
        schema=["department_name", "region_code", "kind", "canonical_name", "domain", "department_id"],
        orient="row",
        schema_overrides=dict.fromkeys(
            ["department_name", "region_code", "kind", "canonical_name", "domain", "department_id"], pl.String
        ),
    )
    return parts.join(keys, on=["department_name", "region_code", "kind"], how="left", nulls_equal=True)


def documents(parts: pl.DataFrame) -> pl.DataFrame:
    """core.dim_document with region_code: one row per disclosure whose department is known.

    A disclosure by itself is current and supersedes none; `pipelines.across.revisions` compares it with the others.
    """
    return (
        with_department(parts)
        .filter(pl.col("department_id").is_not_null())
        .sort("document_id", "part_no")
        .select(
            "document_id",
            "part_no",
            "department_id",
            "region_code",
            "fiscal_year",
            "stage",
            "revision",
            "kind",
            "identity_evidence",
            is_current=pl.lit(True),
            supersedes=pl.lit(None, pl.String),
        )
    )
