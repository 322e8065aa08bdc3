"""What one run reads back from the warehouse before it, and what it puts in its place."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import polars as pl

from warehouse.publish import Published, replace
from warehouse.store.known import known_documents, rows_of_others


def publish_run(
    run_id: str,
    warehouse: Path,
    fingerprint: str,
    source: pl.DataFrame,
    raw: dict[str, pl.DataFrame],
    loaded: dict[str, pl.DataFrame],
    started_at: datetime,
) -> Published:
    """Publish the raw rows read now, those of the documents before, and what the identities let load."""
    healed = source.filter(pl.col("state") == "healed")["document_id"]
    read_now = raw["raw.document"]["document_id"]
    carried = known_documents(warehouse).fingerprints.keys() - set(read_now) - set(healed)
    run = run_row(run_id, fingerprint, source, loaded["quality.document"], started_at)
    return replace(raw | loaded | {"quality.run": run}, warehouse, carry=warehouse, carry_documents=carried)


def run_row(
    run_id: str, fingerprint: str, source: pl.DataFrame, documents: pl.DataFrame, started_at: datetime
) -> pl.DataFrame:
    """The row of quality.run."""
    counts = ("statements", "lines", "quarantined", "identities_held", "identities_failed")
    return pl.DataFrame(
        {
            "run_id": run_id,
            "started_at": started_at,
            "finished_at": datetime.now(UTC).replace(tzinfo=None),
            "version": metadata.version("gouji"),
            "fingerprint": fingerprint,
            "documents": source.filter(pl.col("state") != "healed").height,
            "documents_read": source.filter(pl.col("state") == "read").height,
            **{name: documents[name].sum() for name in counts},
        }
    )


def all_rows(table: str, read_now: pl.DataFrame, source: pl.DataFrame, warehouse: Path) -> pl.DataFrame:
    """Rows of a raw table for every document: those read now, and the warehouse's for the others."""
    replaced = source.filter(pl.col("state") != "unchanged")["document_id"]
    return pl.concat([read_now, rows_of_others(table, warehouse, replaced)], how="diagonal_relaxed")
