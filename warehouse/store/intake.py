"""Reading what is new and judging it, in worker processes: the first step of a run, and the only one that is long."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.acquire import Problem, Source, as_text, escaped, on_a_line, scan
from pipelines.model.document import ReadError, Unreadable
from pipelines.model.logs import about
from pipelines.model.schema import empty_frame, tables
from pipelines.model.sentences import say
from pipelines.process import Frames, Whole, Work
from pipelines.reconcile.policy import Policy
from pipelines.tasks import Batch, Brief, Job, Later, Receipt, Task, raw_rows, source_of
from pipelines.workers.mapper import Mapper, Outcome
from warehouse.schema import fit
from warehouse.store import fingerprint
from warehouse.store.attempts import TRIES, Attempt, after, given_up, slow_ones, tried
from warehouse.store.lanes import Hours, Lanes
from warehouse.store.plan import Plan, problem_id
from warehouse.store.staging import Staging
from warehouse.store.store import Store
from warehouse.store.taken_over import Kept

_log = logging.getLogger(__name__)

_OF_THE_MOMENT = (Unreadable.NOT_FOUND, Unreadable.CHANGING)


def read_and_judge(
    plan: Plan,
    store: Store,
    staging: Staging,
    mapper: Mapper,
    work: Work,
    read: Callable[[str], None],
    terms: Terms | None = None,
) -> None:
    """Read what has changed, judge it, and judge again what the plan says; the rows are in ``staging`` then.

    Scans are read last, when all else is read and judged.  What cannot be read or judged gets its row with the reason;
    what another night may read is tried again (`warehouse.store.attempts`).  ``read`` is told each file's name when it
    is done.
    """
    run = _Intake(plan, store, staging, work.policy, terms or Terms())
    for outcome in mapper.map(run.job(work), run.queue):
        put_off = run.put_off(outcome)
        if put_off is not None:
            run.queue.put_off(put_off)
        elif not isinstance(outcome.item, Batch):
            read(run.take(outcome.item, outcome).file_name)
        elif isinstance(outcome.value, Receipt):
            staging.done(outcome.item, outcome.value)
        elif outcome.error is not None:
            run.retry(outcome.item, outcome.error, outcome.detail)
    run.end()


def one_document(path: Path, mapper: Mapper, work: Work) -> Frames:
    """Every raw and judged frame of the one file at ``path``, whether it could be read or not; nothing is stored.

    Raises ``FileNotFoundError`` where there is none.
    """
    stamp = _now(None)
    sources, problems = scan([str(path)])
    rows = [_problem_row(problem, stamp) for problem in problems]
    empty = {name: empty_frame(name) for name in tables() if name.startswith("raw.")}
    for outcome in mapper.map(Whole(work, stamp.now), sources):
        if outcome.value is not None:
            return empty | outcome.value
        if outcome.error is not None:
            rows.append(_unreadable_row(outcome.item, outcome.error, outcome.detail, stamp))
    raw = empty | {"raw.document": fit(pl.concat(rows), "raw.document")}
    return raw | work.judge(raw, look_again=False)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a run reads: how often what another night may read is tried, what was taken over from a run before, and
    until when."""

    tries: int = TRIES
    kept: Kept = field(default_factory=Kept)
    hours: Hours = field(default_factory=Hours)


class _Intake:
    """One run's reading and judging, as outcomes come in."""

    def __init__(self, plan: Plan, store: Store, staging: Staging, policy: Policy, terms: Terms) -> None:
        self._plan, self._policy, self._terms = plan, policy, terms
        self._stamp = _now(fingerprint.reading(policy))
        self._staging = staging
        sources = [source for source in plan.changed if source.document_id not in terms.kept.read]
        self._to_read = {source.document_id for source in sources}
        self._read = 0
        self._left: set[str] = set()  # to a later night
        for problem in plan.fresh_problems:
            staging.add(_problem_row(problem, self._stamp))
        again = plan.again - terms.kept.judged
        slow = slow_ones(sources, plan.known.attempts)
        known = {source.document_id for source in slow}
        self.queue = Lanes(
            [source for source in sources if source.document_id not in known],
            staging.stored_batches(store, {id_: plan.known.shards[id_] for id_ in again}),
            slow,
            terms.hours,
            self.leave,
        )
        self._unasked = self._to_read - known  # of which it is not known yet whether they are put off
        if not self._to_read:
            self.queue.add(staging.batch())

    def job(self, work: Work) -> Job:
        """What workers do for this run."""
        return Job(work, self._staging.folder, *self._stamp)

    def put_off(self, outcome: Outcome[Task, Receipt | Later]) -> Later | None:
        """The document that is read once nothing else is left to be done, if that is what came of a task."""
        error = outcome.error
        if isinstance(outcome.value, Later):
            later = outcome.value
        elif error is not None and error.reason is Unreadable.WAITING and not isinstance(outcome.item, Batch):
            later = Later(source_of(outcome.item), is_slow=True)
            self._terms.hours.charge(outcome.seconds)
        else:
            return None
        self._answered(later.source)
        return later

    def leave(self, task: Later) -> None:
        """A document is left to a later night; what takes long says that it waits, where nothing is said of it yet."""
        source = task.source
        self._to_read.discard(source.document_id)
        self._left.add(source.document_id)
        if task.is_slow and source.document_id not in self._plan.known.fingerprints:
            self._unreadable(source, ReadError(Unreadable.WAITING, say("documents.unreadable.waiting").en), "")
        self._answered(source)

    def take(self, task: Source | Brief | Later, outcome: Outcome[Task, Receipt | Later]) -> Source:
        """The raw rows of a source, or why there are none; a full batch is judged next."""
        source = source_of(task)
        self._to_read.discard(source.document_id)
        self._read += 1
        if isinstance(outcome.value, Receipt):
            self._staging.take(source.document_id, outcome.value)
        elif outcome.error is not None:
            self._unreadable(source, outcome.error, outcome.detail)
        self._answered(source)
        return source

    def end(self) -> None:
        """Put down what was done of the plan."""
        outline, folder = self._staging.outline, self._staging.folder
        gone = tuple(id_ for id_ in outline.gone if id_ not in self._left)
        kept, waiting = len(self._terms.kept.read), len(self._left)
        replace(outline, documents_read=self._read, kept=kept, waiting=waiting, gone=gone).save(folder)

    def _unreadable(self, source: Source, error: ReadError, detail: str) -> None:
        """A source of which there is only the reason."""
        read_by = fingerprint.reading_of(self._policy, source.document_id, source.file_name)
        is_anew = self._plan.known.fingerprints.get(source.document_id) != read_by
        attempt = self._after(source.document_id, error, anew=is_anew)
        # What may still be written says nothing of the document: the next run reads it.
        stamp = self._stamp._replace(fingerprint=None if source.document_id in self._plan.young else read_by)
        row = _unreadable_row(source, error, detail, stamp)
        self._staging.add(tried(row, attempt), given_up(source.document_id, attempt, error))

    def _after(self, document: str, error: ReadError, *, anew: bool = False) -> Attempt:
        before, asked = self._plan.known.attempts.get(document), document in self._plan.asked
        return after(before, error, self._stamp.now, self._terms.tries, self._plan.tools, anew=anew or asked)

    def _answered(self, source: Source) -> None:
        """What is read is judged when it makes a batch, and when nothing will be added to it soon: by the last document
        of text (those of scans are far behind), and by the last of all."""
        was_last_of_text = self._unasked == {source.document_id}
        self._unasked.discard(source.document_id)
        if self._staging.is_full or was_last_of_text or not self._to_read:
            self.queue.add(self._staging.batch())

    def retry(self, batch: Batch, error: ReadError, detail: str) -> None:
        """A batch that could not be judged: its documents one by one, then without opening their files again, then
        without their rows."""
        if len(batch.documents) > 1:
            for part in self._staging.parts(batch):
                self.queue.add(part)
        elif batch.look_again:
            self.queue.add(self._staging.unopened(batch))
        else:
            attempt = self._after(batch.documents[0], error)
            row = tried(_unjudged_row(batch, error, detail), attempt)
            said = given_up(batch.documents[0], attempt, error)
            self.queue.add(self._staging.without_rows(batch, row, said))


class _Stamp(NamedTuple):
    """When a run reads (UTC), and by which version."""

    now: datetime
    fingerprint: str | None


def _now(fingerprint: str | None) -> _Stamp:
    return _Stamp(datetime.now(UTC).replace(tzinfo=None), fingerprint)


def _unjudged_row(batch: Batch, error: ReadError, detail: str) -> pl.DataFrame:
    """raw.document of a document that cannot be judged."""
    with about(batch.documents[0]):
        _log.info("cannot be judged (%s): %s", error.reason, error.message)
    return raw_rows(batch)["raw.document"].with_columns(
        reason=pl.lit(error.reason.value),
        message=pl.lit(on_a_line(f"not judged: {error.message}")),
        detail=pl.lit(escaped(detail) or None, pl.String),
    )


def _unreadable_row(source: Source, error: ReadError, detail: str, stamp: _Stamp) -> pl.DataFrame:
    with about(source.document_id):
        _log.info("%s cannot be read (%s): %s", source.file_name, error.reason, error.message)
    if error.reason in _OF_THE_MOMENT:  # says nothing of the document: the next run tries again
        stamp = stamp._replace(fingerprint=None)
    row = _document_row(source, error.reason, error.message, stamp)
    return row.with_columns(detail=pl.lit(escaped(detail) or None, pl.String))


def _problem_row(problem: Problem, stamp: _Stamp) -> pl.DataFrame:
    uri = problem.path.absolute().as_uri()
    source = Source(problem_id(problem), problem.path, uri, as_text(problem.path.name), 0)
    return _document_row(source, problem.reason, problem.message, stamp)


def _document_row(source: Source, reason: Unreadable, message: str, stamp: _Stamp) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "document_id": [source.document_id],
            "file_name": [source.file_name],
            "source_uri": [source.source_uri],
            "bytes": [source.bytes],
            "extracted_at": pl.Series([stamp.now], dtype=pl.Datetime("us")),
            "fingerprint": pl.Series([stamp.fingerprint], dtype=pl.String),
            "reason": [reason.value],
            "message": [on_a_line(message)],
        }
    )
