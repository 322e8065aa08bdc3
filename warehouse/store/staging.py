"""Rows of a run on their way to the warehouse, as Parquet files: raw ones a batch of documents at a time, so memory
stays flat, and beside them what was judged of each batch."""

from __future__ import annotations

import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from pipelines.process import Batch, write
from pipelines.reconcile.judge import NEEDED
from warehouse.schema import fit
from warehouse.store.plan import Outline
from warehouse.store.store import Store

BATCH_DOCUMENTS = 48  # judged together: what a call costs by itself is small against them
_ABANDONED = 7 * 86400.0  # seconds since a run has written into its folder
BATCH_ROWS = 400_000  # cells above all: what a batch holds in memory before it is written


class Staging:
    """Files below ``folder``: ``raw/N`` what was read, ``stored/N`` what is judged again, ``judged/N``.

    The folder is made empty when a run begins to fill it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: Counter[str] = Counter()  # added so far, by table
        self._pending: dict[str, list[pl.DataFrame]] = defaultdict(list)
        self._batches = 0

    def begin(self, outline: Outline) -> None:
        """Begin with nothing but the outline of a plan."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        outline.save(self.folder)

    @property
    def outline(self) -> Outline:
        """The plan whose rows these are."""
        return Outline.load(self.folder)

    def add(self, frames: Mapping[str, pl.DataFrame]) -> None:
        """Take the raw frames of one document, brought to the schema.  Raises `FrameError` where one does not fit."""
        fitted = {name: fit(frame, name) for name, frame in frames.items()}
        for name, one in fitted.items():
            self._pending[name].append(one)
            self.rows[name] += one.height

    @property
    def is_full(self) -> bool:
        """Whether what was added since the last batch makes one."""
        rows = sum(one.height for frames in self._pending.values() for one in frames)
        return len(self._pending["raw.document"]) >= BATCH_DOCUMENTS or rows >= BATCH_ROWS

    def batch(self) -> Batch | None:
        """Everything added since the last batch, written to files; None where that is nothing."""
        if not self._pending["raw.document"]:
            return None
        frames = {name: pl.concat(parts) for name, parts in self._pending.items() if parts}
        self._pending.clear()
        return self._written(frames, "raw")

    def stored_batches(self, store: Store, shards: Mapping[str, str]) -> Iterator[Batch]:
        """Batches of stored documents, from the rows ``store`` keeps of them; ``shards`` by document id."""
        left = iter(sorted(shards, key=lambda document: (shards[document], document)))
        while some := list(islice(left, BATCH_DOCUMENTS)):
            where = {shards[document] for document in some}
            yield self._written({name: store.rows(name, shards=where, documents=some) for name in NEEDED}, "stored")

    def part(self, batch: Batch, documents: Sequence[str], *, look_again: bool) -> Batch:
        """Some documents of a batch as one of their own."""
        return Batch(tuple(documents), batch.raw, self._next("judged"), look_again)

    def replace(self, batch: Batch, document: pl.DataFrame) -> Batch:
        """The one document of ``batch`` given up: of its raw rows only ``document`` (raw.document) stays."""
        given_up = fit(document, "raw.document")
        fresh = batch.raw.parent.name == "raw"
        for path in sorted(batch.raw.glob("*.parquet")) if fresh else ():
            rows = pl.read_parquet(path)
            kept = rows.filter(~pl.col("document_id").is_in(batch.documents))
            self.rows[path.stem] -= rows.height - kept.height
            kept.write_parquet(partial := path.with_suffix(".partial"))
            partial.replace(path)  # others of the batch may be reading it
        self.rows["raw.document"] += fresh
        return self._written({"raw.document": given_up}, "raw" if fresh else "stored")

    def files(self, table: str) -> list[Path]:
        """The files with rows of a table that are new to the warehouse."""
        layer = "raw" if table.startswith("raw.") else "judged"
        return sorted((self.folder / layer).glob(f"*/{table}.parquet"))

    def _written(self, frames: Mapping[str, pl.DataFrame], layer: str) -> Batch:
        judged = self._next("judged")
        raw = self.folder / layer / judged.name
        write(frames, raw)
        return Batch(tuple(frames["raw.document"]["document_id"]), raw, judged)

    def _next(self, layer: str) -> Path:
        self._batches += 1
        return self.folder / layer / f"{self._batches:06}"


def clear_staging(folder: Path, *, own: str | None = None) -> None:
    """Remove every run's folder below ``folder`` (those of killed runs as well).

    Where other runs may be at work there, the folder of the run ``own`` and those not touched for a week.
    """
    for path in folder.iterdir() if folder.is_dir() else ():
        if own in (None, path.name) or time.time() - path.stat().st_mtime > _ABANDONED:
            shutil.rmtree(path, ignore_errors=True)
