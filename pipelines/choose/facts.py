"""The money lines of one document as core.fact_budget, before any schema has seen them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.conform.facts import facts
from pipelines.model.schema import frame_schema

_YEAR = 2000  # of parts whose year is unknown: identities inside a document do not depend on it
_LINES = frame_schema("raw.line", without=["document_id", "reader"])
_SAID_LATER = [
    *("disclosure_id", "revision", "published_on", "is_current", "is_withdrawn", "supersedes", "identity_evidence"),
]
_PARTS = {**frame_schema("core.dim_document", without=_SAID_LATER), "region_code": pl.String()}


def documents_of(parts: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """core.dim_document of the parts of one document; what a part does not say is filled with a stand-in."""
    return pl.DataFrame(
        [
            {
                "document_id": "",
                "part_no": part["part_no"],
                "department_id": "",
                "region_code": part["region_code"],
                "fiscal_year": part["fiscal_year"] or _YEAR,
                "stage": part["stage"] or "budget",
                "kind": part["kind"],
            }
            for part in parts
        ],
        schema=_PARTS,
    )


def facts_of(lines: Sequence[Mapping[str, Any]], documents: pl.DataFrame) -> pl.DataFrame:
    """core.fact_budget of ``lines`` (rows of raw.line without document); ``line_id`` is the row's place in them."""
    rows = pl.DataFrame(
        [
            {name: row.get(name) for name in _LINES if name != "line_id"} | {"line_id": str(number)}
            for number, row in enumerate(lines)
        ],
        schema=_LINES,
    )
    return facts(rows.with_columns(document_id=pl.lit("")), documents)
