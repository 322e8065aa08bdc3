"""What a run that was cut short has read and judged, taken over by the next one.

A run that is killed, stopped or fails leaves its staging.  The next run takes of it what it would make itself: rows
of documents it has to read or to judge, by the same version, in files that are whole.  What is left of runs that are
over is removed then.  A run that is alive holds a lock, which the system drops when it dies.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from filelock import FileLock, Timeout

from pipelines.acquire import Source, is_below, place
from pipelines.journal import Journal, TornError, unpack
from pipelines.reconcile.policy import Policy
from pipelines.tasks import attempt, write
from warehouse.store import fingerprint
from warehouse.store.plan import Outline, Plan
from warehouse.store.staging import Staging
from warehouse.store.sweep import Sweep

_log = logging.getLogger(__name__)

MOST = 3  # runs that take over the same rows: if none of them can publish, they may be what is wrong
_ABANDONED = 7 * 86_400.0  # seconds since anybody wrote into a folder that no lock speaks for
_CALL = "call-"  # what workers of a cluster are handed (`pipelines.workers.cluster`)


@dataclass(slots=True)
class Kept:
    """Documents that were taken over: ids of those read, and of those judged again."""

    read: set[str] = field(default_factory=set)
    judged: set[str] = field(default_factory=set)


@contextmanager
def alive(folder: Path) -> Iterator[None]:
    """Say that the run with the staging ``folder`` is at work, so that no other takes it for dead."""
    path = _lock_of(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, fallback_to_soft=False)
    lock.acquire()
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        lock.release()


def take_over(staging: Staging, plan: Plan, policy: Policy) -> Kept:
    """Move into ``staging`` what runs that are over have left of what ``plan`` has to read and to judge."""
    run = _Taker(staging, plan, policy)
    for folder in _others(staging.folder):
        with _if_dead(folder) as is_dead:
            if is_dead:
                run.take(folder)
    return run.kept


def sweep(own: Path, plan: Plan, *, alone: bool) -> None:
    """Remove what runs that are over have left beside the folder ``own``, but what a run over other paths than those of
    ``plan`` may take over; ``alone``: no other run can be at work."""
    for folder in _others(own):
        if folder.name.startswith(_CALL):
            if alone or time.time() - folder.stat().st_mtime > _ABANDONED:
                shutil.rmtree(folder, ignore_errors=True)
            continue
        with _if_dead(folder) as is_dead:
            if is_dead:
                if not _is_anothers(folder, plan):
                    shutil.rmtree(folder, ignore_errors=True)
                _lock_of(folder).unlink(missing_ok=True)
    for path in own.parent.glob("*.lock"):
        if alone and path != _lock_of(own):
            path.unlink(missing_ok=True)


def _is_anothers(folder: Path, plan: Plan) -> bool:
    """Whether there is something in the folder that this version could take over, and only a run over other paths."""
    try:
        outline, swept = Outline.load(folder), Sweep.load(folder)
        age = time.time() - folder.stat().st_mtime
    except (OSError, ValueError, TypeError, KeyError):
        return False
    if outline.building != plan.building or age > _ABANDONED or not any(folder.glob("*/*")):
        return False
    roots = {place(root) for root in (plan.sweep.roots if plan.sweep else ())}
    return swept is None or not all(is_below(root, roots) for root in swept.roots)


class _Taker:
    """Takes of one folder after another what is still wanted."""

    def __init__(self, staging: Staging, plan: Plan, policy: Policy) -> None:
        self.kept = Kept()
        self._staging, self._plan = staging, plan
        self._to_read = {source.document_id: _read_by(source, policy) for source in plan.changed}
        self._to_judge = {document: plan.known.fingerprints.get(document) for document in plan.again}

    def take(self, folder: Path) -> None:
        try:
            outline = Outline.load(folder)
        except (OSError, ValueError, TypeError, KeyError):  # of another version, or begun and no more
            return
        # what a person asks to be read again now is, unless it was asked then
        again = self._plan.asked - set(outline.asked)
        to_read = {id_: mark for id_, mark in self._to_read.items() if id_ not in again}
        for batch in sorted((folder / "done").glob("*")) if outline.building == self._plan.building else ():
            self._take_batch(batch, to_read)
        for path in sorted((folder / "read").glob("*")):
            self._take_read(path, to_read)

    def _take_batch(self, folder: Path, to_read: Mapping[str, str | None]) -> None:
        try:
            journal = Journal.load(folder)
            wanted, got = (self._to_judge, self.kept.judged) if journal.stored else (to_read, self.kept.read)
            mine = {id_ for id_, mark in journal.documents.items() if id_ in wanted and mark == wanted[id_]} - got
            mine -= set() if journal.stored else _to_be_tried(folder)
            if not mine or journal.kept >= MOST:
                return
            if mine != journal.documents.keys():
                folder, journal = _only(folder, journal, mine)
        except (TornError, OSError, pl.exceptions.PolarsError) as error:
            _log.warning("not taken over: %s", error)
            return
        self._staging.take_batch(folder, journal)
        got |= mine

    def _take_read(self, path: Path, to_read: Mapping[str, str | None]) -> None:
        try:
            frames = unpack(path)
            (row,) = frames["raw.document"].iter_rows(named=True)
        except (TornError, OSError, ValueError, KeyError, pl.exceptions.PolarsError) as error:
            _log.warning("not taken over: %s", error)
            return
        document = row["document_id"]
        is_wanted = document in to_read and row["fingerprint"] == to_read[document]
        if is_wanted and row["next_try_at"] is None and document not in self.kept.read:
            self._staging.take_read(document, path, {name: frame.height for name, frame in frames.items()})
            self.kept.read.add(document)


def _read_by(source: Source, policy: Policy) -> str:
    return fingerprint.reading_of(policy, source.document_id, source.file_name)


def _to_be_tried(folder: Path) -> set[str]:
    """Documents of a batch that could not be read for now: a run that reads them itself may fare better."""
    rows = pl.read_parquet(folder / "raw.document.parquet", columns=["document_id", "next_try_at"])
    return set(rows.filter(pl.col("next_try_at").is_not_null())["document_id"])


def _only(folder: Path, journal: Journal, documents: set[str]) -> tuple[Path, Journal]:
    """A folder beside ``folder`` with the rows of some of its documents, and its journal."""
    frames = {name.removesuffix(".parquet"): pl.read_parquet(folder / name) for name in journal.checks}
    kept = {name: _of(frame, documents) for name, frame in frames.items() if "document_id" in frame.columns}
    if "quality.term" in frames:  # their results say whose they are
        kept["quality.term"] = frames["quality.term"].join(kept["quality.result"], on="result_id", how="semi")
    target = attempt(folder)
    rows = write(kept, target)
    marks = {document: journal.documents[document] for document in documents}
    return target, Journal.of(target, marks, rows, stored=journal.stored)


def _of(frame: pl.DataFrame, documents: set[str]) -> pl.DataFrame:
    return frame.filter(pl.col("document_id").is_in(documents))


def _others(own: Path) -> list[Path]:
    if not own.parent.is_dir():
        return []
    return sorted(path for path in own.parent.iterdir() if path.is_dir() and path != own)


@contextmanager
def _if_dead(folder: Path) -> Iterator[bool]:
    """Whether the run with the staging ``folder`` is over, and nobody else is looking at it."""
    lock = FileLock(_lock_of(folder), fallback_to_soft=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")
