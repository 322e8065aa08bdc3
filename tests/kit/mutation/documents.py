"""The facts in which errors are planted: of golden documents, as this program recognises them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import polars as pl

from gouji.work import work
from pipelines.acquire import scan
from pipelines.conform import conform
from pipelines.model.schema import empty_frame
from pipelines.process import stamped
from pipelines.reconcile.judge import NEEDED
from pipelines.reconcile.narrative.link import link
from pipelines.workers.mapper import ProcessMapper
from scripts.measure.built import GOLDEN, relative
from warehouse.schema import fit

OWN_ERRORS = GOLDEN / "own_errors.csv"


def read(paths: Sequence[Path]) -> dict[str, pl.DataFrame]:
    """Core frames of these files, and `document`: document_id and path below ``../shared``."""
    job = work()
    sources, _ = scan([str(path) for path in paths])
    found: dict[str, list[pl.DataFrame]] = {name: [empty_frame(name)] for name in NEEDED}
    for outcome in ProcessMapper(1).map(job.read, sources):
        if outcome.value is not None:
            stamped_rows = stamped(outcome.value, datetime(2026, 1, 1))  # noqa: DTZ001
            for name in found.keys() & stamped_rows.keys():
                found[name].append(fit(stamped_rows[name], name))
    raw = {name: pl.concat(frames) for name, frames in found.items()}
    names = raw["raw.document"].select(
        "document_id", document=pl.col("source_uri").map_elements(relative, return_dtype=pl.String)
    )
    core = conform(raw)
    said = link(core["core.fact_claim"], core["core.fact_budget"], core["core.dim_document"])
    return core | {"core.fact_claim": said, "document": names}


def own_errors() -> set[tuple[str, str, str]]:
    """(document, statement, node) of the identities a document itself breaks, as a person saw on its pages."""
    with OWN_ERRORS.open(encoding="utf-8", newline="") as stream:
        return {(row["document"], row["statement"], row["node"]) for row in csv.DictReader(stream)}


def unexplained(results: pl.DataFrame, names: pl.DataFrame) -> list[tuple[str, str, str, str]]:
    """Failing identities that are not the document's own: document, statement, rule, node.

    Notes (severity info) are worth a look and no error.
    """
    failing = results.filter((pl.col("verdict") == "fail") & (pl.col("severity") != "info"))
    rows = (
        failing.join(names, on="document_id").select("document", "statement", "rule_id", "node").unique().sort(pl.all())
    )
    known = own_errors()
    return [row for row in rows.iter_rows() if (row[0], row[1], row[3]) not in known]
