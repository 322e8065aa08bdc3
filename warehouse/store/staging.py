"""Rows of a run on their way to the warehouse, as files that workers write; here is which of them count, and which
documents are judged together."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import polars as pl

from pipelines.journal import Journal
from pipelines.reconcile.judge import NEEDED
from pipelines.tasks import Batch, Receipt, save, write
from warehouse.schema import fit
from warehouse.store.plan import Outline
from warehouse.store.store import Store

BATCH_DOCUMENTS = 48  # judged together: what a call costs by itself is small against them
BATCH_ROWS = 400_000  # cells above all: what a worker that judges them holds in memory


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

    def end(self) -> None:
        """Leave nothing behind: what is here is published, or no more wanted."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, document: pl.DataFrame, findings: pl.DataFrame | None = None) -> None:
        """Take a row of raw.document that no worker has read, and what is found of it (raw.finding).

        Raises `FrameError` where it does not fit the schema.
        """
        self.take(document["document_id"].item(), save(_fitted(document, findings), self.folder))

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

    def without_rows(self, batch: Batch, document: pl.DataFrame, findings: pl.DataFrame | None = None) -> Batch:
        """The one document of ``batch`` given up: of its raw rows only ``document`` (raw.document) stays, and what is
        found of it now (raw.finding)."""
        given_up = _fitted(document, findings)
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

    def take_batch(self, folder: Path, journal: Journal) -> None:
        """Rows that another run has made of a batch count as this one's; ``folder`` is moved here."""
        target = self._next("done")
        target.parent.mkdir(exist_ok=True)
        target = target.with_name(f"{target.name}.kept")
        folder.rename(target)
        journal.taken_over().save(target)
        self.rows.update(journal.rows)

    def take_read(self, document: str, path: Path, rows: Mapping[str, int]) -> None:
        """Raw rows of a document that another run has read are this one's; the file is moved here."""
        target = self.folder / "read" / path.name
        target.parent.mkdir(exist_ok=True)
        path.rename(target)
        self.take(document, Receipt(target, dict(rows)))

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


def _fitted(document: pl.DataFrame, findings: pl.DataFrame | None) -> dict[str, pl.DataFrame]:
    rows = {"raw.document": fit(document, "raw.document")}
    return rows if findings is None else rows | {"raw.finding": fit(findings, "raw.finding")}
