"""Texts of a shard held against the tables of the other documents of their disclosure (`pipelines.across.texts`)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from pipelines.across.texts import text_findings, texts_met
from warehouse.store.frames import replace_rows

_FOLDER = Path(__file__).parent.parent / "across"
_DISCLOSURES = """
SELECT disclosure_id, min(department_id) AS department_id, min(fiscal_year) AS fiscal_year, min(stage) AS stage,
    min(kind) AS kind
FROM core.dim_document SEMI JOIN met_text USING (disclosure_id) GROUP BY ALL ORDER BY ALL
"""


def meet_texts(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Make core.claim_match; the findings (quality.finding) of what differs.

    Reads what core.dim_document, core.statement and core.bridge_disclosure say of what stands.
    """
    claims = connection.execute((_FOLDER / "claims.sql").read_text(encoding="utf-8")).pl()
    connection.register("met_text", claims.select("disclosure_id").unique().to_arrow())
    facts = connection.execute((_FOLDER / "cells.sql").read_text(encoding="utf-8")).pl()
    matches = texts_met(claims, facts, connection.execute(_DISCLOSURES).pl())
    connection.unregister("met_text")
    replace_rows(connection, "core.claim_match", matches)
    return text_findings(matches, claims, facts)
