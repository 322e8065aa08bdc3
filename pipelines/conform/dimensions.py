"""Who and when: the department and the year of each disclosure, from raw.part."""

from __future__ import annotations

import hashlib

import polars as pl

from pipelines.recognise.identity import domain, own_name

_BY = ("department_name", "region_code", "kind")
_SAID = ("canonical_name", "bare_name", "domain", "department_id")


def with_department(parts: pl.DataFrame) -> pl.DataFrame:
    """``parts`` with canonical_name, bare_name, domain and department_id (null where no name was found).

    The id is the key a document gives its body by itself, made of region, name without its region, and kind.
    `pipelines.across.bodies` says which of them are one body's.
    """
    rows = [(*key, *_own(*key)) for key in parts.select(_BY).unique().iter_rows() if key[0] is not None]
    keys = pl.DataFrame(rows, schema=dict.fromkeys((*_BY, *_SAID), pl.String), orient="row")
    return parts.join(keys, on=_BY, how="left", nulls_equal=True)


def _own(name: str, region: str | None, kind: str) -> tuple[str, str, str | None, str]:
    own = own_name(name, region)
    digest = hashlib.sha256(f"{region}|{own.bare}|{kind}".encode()).hexdigest()[:8]
    return own.canonical, own.bare, domain(name), f"{region or '000000'}-{digest}"


def documents(parts: pl.DataFrame) -> pl.DataFrame:
    """core.dim_document with region_code: one row per disclosure whose department is known.

    A disclosure by itself is current and supersedes none; `pipelines.across` compares it with the others.
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
            *(name for name in ("published_on",) if name in parts.columns),
            "kind",
            "identity_evidence",
            disclosure_id=pl.lit(None, pl.String),
            is_current=pl.lit(True),
            is_withdrawn=pl.lit(False),
            supersedes=pl.lit(None, pl.String),
        )
    )
