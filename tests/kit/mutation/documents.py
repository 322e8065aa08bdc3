"""The facts in which errors are planted: of golden documents, as this program recognises them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from assets.reading import read_documents_into, whole_plan
from assets.resources import SilentProgress
from assets.specs import RAW_TABLES
from gouji.settings import Settings
from pipelines.conform import conform
from pipelines.model.schema import empty_frame
from scripts.measure.built import GOLDEN, relative
from warehouse.schema import fit

OWN_ERRORS = GOLDEN / "own_errors.csv"


class Rows:
    """Raw rows of several documents, kept in memory."""

    def __init__(self) -> None:
        self.frames = {name: [empty_frame(name)] for name in RAW_TABLES}

    def add(self, frames: Mapping[str, pl.DataFrame]) -> None:
        """Take the rows of one document, brought to the schema."""
        for name, frame in frames.items():
            self.frames[name].append(fit(frame, name))


def read(paths: Sequence[Path]) -> dict[str, pl.DataFrame]:
    """Core frames of these files, and `document`: document_id and path below ``../shared``."""
    rows = Rows()
    read_documents_into(rows, whole_plan([str(path) for path in paths]), Settings(jobs=1), SilentProgress())
    raw = {name: pl.concat(frames) for name, frames in rows.frames.items()}
    names = raw["raw.document"].select(
        "document_id", document=pl.col("source_uri").map_elements(relative, return_dtype=pl.String)
    )
    return conform(raw) | {"document": names}


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
