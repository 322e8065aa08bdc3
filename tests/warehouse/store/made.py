"""A run's staging filled by hand, and the warehouse it makes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

import polars as pl

from expectations.policy import load_policy
from pipelines.conform.dimensions import documents
from pipelines.tasks import Receipt, raw_rows, save, write
from pipelines.workers.mapper import SerialMapper
from tests.warehouse.facts import READ_AT, frame
from warehouse.schema import fit
from warehouse.store import fingerprint
from warehouse.store.build import Made, make, publish
from warehouse.store.file import FileStore
from warehouse.store.plan import Outline
from warehouse.store.staging import Staging
from warehouse.store.store import Run

POLICY = load_policy()
STARTED = datetime(2026, 1, 1, 8)  # noqa: DTZ001


def document(id_: str, name: str, uri: str = "") -> dict[str, object]:
    """A row of raw.document."""
    return {"document_id": id_, "file_name": name, "source_uri": uri or f"file:///{name}", "bytes": 1,
            "media_type": "application/pdf", "extracted_at": READ_AT, "fingerprint": f"read {name}"}  # fmt: skip


def part(id_: str, region: str | None, year: int = 2024) -> dict[str, object]:
    """A row of raw.part: the budget of a body named after its document."""
    return {"document_id": id_, "part_no": 1, "department_name": f"{id_}局", "region_code": region,
            "fiscal_year": year, "stage": "budget", "kind": "department"}  # fmt: skip


def judged(*ids: str) -> pl.DataFrame:
    """quality.document of documents with the same counts."""
    counts = {"statements": 2, "lines": 10, "quarantined": 3, "identities_held": 7, "identities_failed": 1}
    return frame("quality.document", [{"document_id": id_, "status": "loaded", **counts} for id_ in ids])


def staged(
    folder: Path,
    rows: Collection[dict[str, object]],
    parts: Collection[dict[str, object]] = (),
    gone: tuple[str, ...] = (),
    also: Mapping[str, pl.DataFrame] | None = None,
) -> Staging:
    """What a run that read these documents has staged, and judged; those ``gone`` leave the warehouse.

    ``also`` is what else was judged, by table.
    """
    staging = Staging(folder)
    staging.begin(Outline(len(rows), len(rows), gone, ()))
    for row in rows:
        own = [one for one in parts if one["document_id"] == row["document_id"]]
        page = {"document_id": row["document_id"], "page": 1, "width": 595.0, "chars": 7}
        raw = {"raw.document": [row], "raw.part": own, "raw.page": [page]}
        staging.take(str(row["document_id"]), save({name: frame(name, found) for name, found in raw.items()}, folder))
    batch = staging.batch()
    if batch is not None:
        said = fit(documents(frame("raw.part", list(parts))).drop("region_code"), "core.dim_document")
        made = {"quality.document": judged(*batch.documents), "core.dim_document": said, **(also or {})}
        staging.done(batch, Receipt(batch.made, write(raw_rows(batch) | made, batch.made)))
    return staging


def run(store: FileStore, staging: Staging, run_id: str = "r1") -> Made:
    """Make and publish what is staged."""
    made = make(store, staging, POLICY, SerialMapper())
    outline = staging.outline
    said = Run(run_id, fingerprint.building(POLICY), STARTED, outline.documents, outline.documents_read)
    publish(store, staging, POLICY, said)
    return made
