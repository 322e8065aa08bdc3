"""Who and when: departments and disclosures from raw.part."""

from __future__ import annotations

import hashlib

import polars as pl

from pipelines.recognise.identity import canonical_name, domain

_REVISION_ORDER = ["document_id", "part_no"]


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


def documents(parts: pl.DataFrame, raw_documents: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """core.dim_document: one row per disclosure whose department is known.

    Of several disclosures of the same department, year and stage the one with money lines is current, then the
    one marked as revised, then the one read last; the one before it is what it supersedes.
    """
    counts = lines.group_by("document_id", "part_no").agg(money_lines=pl.len())
    rows = (
        with_department(parts)
        .filter(pl.col("department_id").is_not_null())
        .join(raw_documents.select("document_id", "extracted_at"), on="document_id", how="left")
        .join(counts, on=["document_id", "part_no"], how="left")
        .with_columns(revised=pl.col("revision").is_not_null(), has_money=pl.col("money_lines").fill_null(0) > 0)
        .sort("department_id", "fiscal_year", "stage", "has_money", "revised", "extracted_at", "document_id", "part_no")
    )
    same = ["department_id", "fiscal_year", "stage"]
    last = pl.int_range(pl.len()).over(same) == pl.len().over(same) - 1
    return rows.with_columns(
        is_current=last,
        supersedes=pl.when(last).then(pl.col("document_id").shift(1).over(same)),
    ).select(
        "document_id",
        "part_no",
        "department_id",
        "region_code",
        "fiscal_year",
        "stage",
        "revision",
        "is_current",
        "supersedes",
        "kind",
        "identity_evidence",
    )
