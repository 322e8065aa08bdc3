"""What a run asks of its workers: to read a document, or to judge some.  What comes of it they write to files.

A document with more than a few pages to be recognised is a night's work beside one of text: at first asking the answer
is `Later`, before any page is recognised, and it is asked for again, by that, when nobody waits for it.  So is one of
very many pages, or one that is not read in the time that nearly all take.

The caller hears where (`Receipt`), so that rows pass through no other process, and the machines of a cluster need no
more than a folder all of them reach.  Every attempt writes under a name of its own: where a worker was lost and its
task was done again, the two do not meet, and what counts is what the receipt names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import polars as pl

from pipelines.acquire import Source
from pipelines.journal import Journal, pack, unpack
from pipelines.model.decisions import marked
from pipelines.process import Frames, Work, logged, stamped
from pipelines.reconcile.judge import NEEDED
from pipelines.workers.allowance import ask_for, take_in_turn
from pipelines.workers.later import PutOffError, at_most

PAGES_AT_ONCE = 2  # to be recognised of a document that is read in its turn: as long as a document of text takes
SECONDS_IN_TURN = 15.0  # of a document that is read in its turn, scanned pages apart
SECONDS_IN_BRIEF = 5.0  # of one after many that took that long
SECONDS_A_DOCUMENT = 10.0  # asked for besides, of a batch that is judged


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents to be judged together.

    Args:
        documents: their ids.
        made: folder for what comes of it; an attempt adds to its name.
        read: where they were read in this run, the file of each; then their raw rows come out as well.
        stored: where they were not, the folder with their raw rows (and others') as ``<table>.parquet``.
        look_again: whether their files may be opened.
    """

    documents: tuple[str, ...]
    made: Path
    read: tuple[Path, ...] = ()
    stored: Path | None = None
    look_again: bool = True


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a worker has written: a file of a document's raw rows, or a folder of ``<table>.parquet``; rows by table."""

    path: Path
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Later:
    """A document that was put off, and the task to read it whatever it takes.

    ``is_slow``: it takes long for what it is, and not only since it is a scan.  ``until``: when it is put off again,
    in seconds since 1970.
    """

    source: Source
    is_slow: bool = False
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A document to be read in its turn, when others have cost too much of the time already: put off the sooner."""

    source: Source


Task = Source | Brief | Later | Batch


def source_of(task: Source | Brief | Later) -> Source:
    """The document that a task is to read."""
    return task if isinstance(task, Source) else task.source


@dataclass(frozen=True)
class Job:
    """Callable that does what a run asks; ``folder`` is the run's own, ``now`` (UTC) and ``fingerprint`` its stamp."""

    work: Work
    folder: Path
    now: datetime
    fingerprint: str | None = None

    def __call__(self, task: Task) -> Receipt | Later:
        """Read a source (raises ``ReadError``), put it off, or judge a batch."""
        if isinstance(task, Batch):
            return self._judge(task)
        is_later = isinstance(task, Later)
        if not is_later:
            take_in_turn(SECONDS_IN_BRIEF if isinstance(task, Brief) else SECONDS_IN_TURN)
        try:
            with at_most(None if is_later else PAGES_AT_ONCE, task.until if isinstance(task, Later) else None):
                return self._read(source_of(task))
        except PutOffError as error:
            return Later(source_of(task), is_slow=task.is_slow if isinstance(task, Later) else error.is_slow)

    def _read(self, source: Source) -> Receipt:
        decided = self.work.policy.of_document(source.document_id, source.file_name)
        raw = stamped(self.work.read(source), self.now, marked(self.fingerprint, decided))
        with logged(source.document_id):
            return save(self.work.fitted(raw), self.folder)

    def _judge(self, batch: Batch) -> Receipt:
        ask_for(SECONDS_A_DOCUMENT * len(batch.documents))
        with logged(*batch.documents):
            raw = raw_rows(batch)
            read_by = dict(raw["raw.document"].select("document_id", "fingerprint").iter_rows())
            made = attempt(batch.made)
            counts = {} if batch.stored else write(raw, made)
            needed = {name: raw[name] for name in NEEDED if name in raw}
            raw.clear()  # cells above all, which nobody judges
            counts |= write(self.work.judge(needed, look_again=batch.look_again), made)
            Journal.of(made, read_by, counts, stored=batch.stored is not None).save(made)
        return Receipt(made, counts)


def raw_rows(batch: Batch) -> Frames:
    """The raw rows of the documents of a batch; of stored ones, those that are needed to judge them."""
    if batch.stored is None:
        read: list[Frames] = [unpack(path) for path in batch.read]
        names = sorted({name for frames in read for name in frames})
        return {name: pl.concat([frames.pop(name) for frames in read if name in frames]) for name in names}
    wanted = pl.col("document_id").is_in(batch.documents)
    paths = {name: batch.stored / f"{name}.parquet" for name in NEEDED}
    return {name: pl.scan_parquet(path).filter(wanted).collect() for name, path in paths.items() if path.is_file()}


def save(raw: Mapping[str, pl.DataFrame], folder: Path) -> Receipt:
    """The raw rows of one document as a file in ``folder``/read, where they wait for their batch."""
    path = attempt(folder / "read" / "document")
    path.parent.mkdir(parents=True, exist_ok=True)
    pack({name: frame for name, frame in raw.items() if frame.height}, path)
    return Receipt(path, {name: frame.height for name, frame in raw.items()})


def write(frames: Mapping[str, pl.DataFrame], folder: Path) -> dict[str, int]:
    """``folder/<table>.parquet`` for every frame with rows; the rows of each table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        if frame.height:
            frame.write_parquet(folder / f"{name}.parquet")
    return {name: frame.height for name, frame in frames.items()}


def attempt(path: Path) -> Path:
    """``path`` with an end to its name that no other attempt has."""
    return path.with_name(f"{path.name}.{uuid4().hex}")
