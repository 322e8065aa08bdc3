"""Rows of a run on their way to the warehouse, as files that workers write; here is which of them count, and which
documents are judged together."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import polars as pl

from pipelines.reconcile.judge import NEEDED
from pipelines.tasks import Batch, Receipt, save, write
from warehouse.schema import fit
from warehouse.store.plan import Outline
from warehouse.store.store import Store

BATCH_DOCUMENTS = 48  # judged together: what a call costs by itself is small against them
BATCH_ROWS = 400_000  # cells above all: what a worker that judges them holds in memory
_ABANDONED = 7 * 86400.0  # seconds since a run has written into its folder


class Staging:
    """Files below ``folder``: ``read`` what waits to be judged, ``stored/N`` what is judged again, ``made/N.…`` what
    workers make of a batch, ``done/N`` the one of these that counts.

    The folder is made empty when a run begins to fill it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: Counter[str] = Counter()  # that count so far, by table
        self._read: dict[str, Receipt] = {}  # documents in no batch yet
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

    def add(self, document: pl.DataFrame) -> None:
        """Take a row of raw.document that no worker has read.  Raises `FrameError` where it does not fit the schema."""
        self.take(document["document_id"].item(), save({"raw.document": fit(document, "raw.document")}, self.folder))

    def take(self, document: str, receipt: Receipt) -> None:
        """A document was read."""
        self._read[document] = receipt

    @property
    def is_full(self) -> bool:
        """Whether what was taken since the last batch makes one."""
        rows = sum(sum(receipt.rows.values()) for receipt in self._read.values())
        return len(self._read) >= BATCH_DOCUMENTS or rows >= BATCH_ROWS

    def batch(self) -> Batch | None:
        """Everything taken since the last batch; None where that is nothing."""
        if not self._read:
            return None
        read, self._read = self._read, {}
        return Batch(tuple(read), self._next("made"), read=tuple(receipt.path for receipt in read.values()))

    def stored_batches(self, store: Store, shards: Mapping[str, str]) -> Iterator[Batch]:
        """Batches of stored documents, from the rows ``store`` keeps of them; ``shards`` by document id."""
        left = iter(sorted(shards, key=lambda document: (shards[document], document)))
        while some := list(islice(left, BATCH_DOCUMENTS)):
            where = {shards[document] for document in some}
            yield self._stored({name: store.rows(name, shards=where, documents=some) for name in NEEDED})

    def parts(self, batch: Batch) -> Iterator[Batch]:
        """Each document of a batch as one of its own."""
        for at, document in enumerate(batch.documents):
            yield Batch((document,), self._next("made"), batch.read[at : at + 1], batch.stored, batch.look_again)

    def unopened(self, batch: Batch) -> Batch:
        """The same documents, without opening their files again."""
        return Batch(batch.documents, self._next("made"), batch.read, batch.stored, look_again=False)

    def without_rows(self, batch: Batch, document: pl.DataFrame) -> Batch:
        """The one document of ``batch`` given up: of its raw rows only ``document`` (raw.document) stays."""
        given_up = {"raw.document": fit(document, "raw.document")}
        if batch.stored is not None:
            return self._stored(given_up)
        return Batch(batch.documents, self._next("made"), read=(save(given_up, self.folder).path,))

    def done(self, batch: Batch, receipt: Receipt) -> None:
        """What came of a batch counts from here on, and only that."""
        target = self.folder / "done" / batch.made.name
        target.parent.mkdir(exist_ok=True)
        receipt.path.rename(target)
        self.rows.update(receipt.rows)
        for path in batch.read:
            path.unlink()

    def files(self, table: str) -> list[Path]:
        """The files with rows of a table that are new to the warehouse."""
        return sorted((self.folder / "done").glob(f"*/{table}.parquet"))

    def _stored(self, raw: Mapping[str, pl.DataFrame]) -> Batch:
        folder = self._next("stored")
        write(raw, folder)
        return Batch(tuple(raw["raw.document"]["document_id"]), self._next("made"), stored=folder)

    def _next(self, kind: str) -> Path:
        self._batches += 1
        return self.folder / kind / f"{self._batches:06}"


def clear_staging(folder: Path, *, own: str | None = None) -> None:
    """Remove every run's folder below ``folder`` (those of killed runs as well).

    Where other runs may be at work there, the folder of the run ``own`` and those not touched for a week.
    """
    for path in folder.iterdir() if folder.is_dir() else ():
        if own in (None, path.name) or time.time() - path.stat().st_mtime > _ABANDONED:
            shutil.rmtree(path, ignore_errors=True)
