"""Which files have to be read, and reading them in worker processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import polars as pl

from assets.resources import Progress
from expectations import load_rules, load_waivers
from expectations.waivers import today_in_china
from gouji.settings import Settings
from pipelines.acquire import Problem, Source, scan
from pipelines.model.document import ReadError, Unreadable
from pipelines.process import Processor
from pipelines.reconcile.waivers import in_force
from pipelines.workers.mapper import Mapper, ProcessMapper
from warehouse.reference.codebook import code_book
from warehouse.schema import FrameError
from warehouse.store import fingerprint
from warehouse.store.known import known_documents, path_id

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """What a run found: every file, those that have to be read, what could not be looked at.

    ``healed`` are the ids of problems of a run before (no permission, ...) that are gone now.
    """

    sources: tuple[Source, ...]
    changed: tuple[Source, ...]
    problems: tuple[Problem, ...]
    healed: tuple[str, ...]
    is_current: bool

    @property
    def document_ids(self) -> list[str]:
        """Ids of all that was found, files first."""
        return [source.document_id for source in self.sources] + [problem_id(problem) for problem in self.problems]

    def frame(self) -> pl.DataFrame:
        """One row for each document: ``document_id`` and its ``state`` (read, unchanged, problem, healed)."""
        changed = {source.document_id for source in self.changed}
        states = [(id_, "read" if id_ in changed else "unchanged") for id_ in (s.document_id for s in self.sources)]
        states += [(problem_id(problem), "problem") for problem in self.problems]
        states += [(id_, "healed") for id_ in self.healed]
        return pl.DataFrame(states, schema={"document_id": pl.String, "state": pl.String}, orient="row")


class Sink(Protocol):
    """Where the raw rows of one document after the other go (`warehouse.store.spool.Spool`)."""

    def add(self, frames: Mapping[str, pl.DataFrame]) -> None:
        """Take the frames of one document by table name; raises `FrameError` where one does not fit the schema."""


def built_by() -> str:
    """The fingerprint of this version with the waivers in force today."""
    active = in_force(load_waivers(), today_in_china()).filter("is_active")["waiver_id"].to_list()
    return fingerprint.building(tuple(active))


def plan_reading(paths: Sequence[str], settings: Settings) -> ReadingPlan:
    """Compare what lies at ``paths`` with the warehouse.

    Nothing has to be done (``is_current``) where it holds every file as this version reads it, was built by this
    version, and knows every problem.  Raises ``FileNotFoundError`` for a path that does not exist.
    """
    sources, problems = scan(paths)
    known = known_documents(settings.warehouse)
    reading = fingerprint.reading()
    changed = [source for source in sources if known.fingerprints.get(source.document_id) != reading]
    still = {problem_id(problem) for problem in problems}
    roots = tuple(Path(path).absolute().as_uri() for path in paths)
    healed = [id_ for id_, uri in known.unreached.items() if id_ not in still and uri.startswith(roots)]
    nothing_new = not changed and not healed and still <= known.fingerprints.keys()
    same_build = known.built_by == built_by() or not (sources or problems or known.fingerprints)
    by_size = sorted(changed, key=lambda source: source.bytes, reverse=True)  # a large one last would be waited for
    return ReadingPlan(tuple(sources), tuple(by_size), tuple(problems), tuple(healed), nothing_new and same_build)


def whole_plan(paths: Sequence[str]) -> ReadingPlan:
    """A plan to read all that lies at ``paths``, whatever any warehouse holds."""
    sources, problems = scan(paths)
    return ReadingPlan(tuple(sources), tuple(sources), tuple(problems), (), False)


def read_documents_into(spool: Sink, plan: ReadingPlan, settings: Settings, progress: Progress) -> None:
    """Read what has changed and add its raw rows to the spool; what cannot be read gets its row with the reason."""
    now = datetime.now(UTC).replace(tzinfo=None)
    mapper: Mapper = ProcessMapper(settings.jobs, settings.document_seconds, settings.document_mib * _MIB)
    for problem in plan.problems:
        spool.add({"raw.document": _problem_row(problem, now)})
    for outcome in mapper.map(Processor(code_book(), load_rules()), plan.changed):
        source, error = outcome.item, outcome.error
        if outcome.value is not None:
            try:
                spool.add(_stamped(outcome.value, now))
            except FrameError as misfit:
                error = ReadError(Unreadable.INTERNAL, f"its rows do not fit the schema: {misfit}")
        if error is not None:
            spool.add({"raw.document": _unreadable_row(source, error, now)})
        progress.read(source.file_name)


def problem_id(problem: Problem) -> str:
    """A document id for what has no readable bytes: from its path."""
    return path_id(problem.path.absolute().as_uri())


def _stamped(frames: dict[str, pl.DataFrame], now: datetime) -> dict[str, pl.DataFrame]:
    document = frames["raw.document"].with_columns(
        fingerprint=pl.lit(fingerprint.reading()), extracted_at=pl.lit(now, pl.Datetime("us"))
    )
    return frames | {"raw.document": document}


def _unreadable_row(source: Source, error: ReadError, now: datetime) -> pl.DataFrame:
    return _document_row(
        source.document_id, source.file_name, source.source_uri, source.bytes, now, error.reason, error.message
    )


def _problem_row(problem: Problem, now: datetime) -> pl.DataFrame:
    uri = problem.path.absolute().as_uri()
    return _document_row(path_id(uri), problem.path.name, uri, 0, now, problem.reason, problem.message)


def _document_row(
    document_id: str, name: str, uri: str, size: int, now: datetime, reason: Unreadable, message: str
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "document_id": [document_id],
            "file_name": [name],
            "source_uri": [uri],
            "bytes": [size],
            "extracted_at": pl.Series([now], dtype=pl.Datetime("us")),
            "fingerprint": [fingerprint.reading()],
            "reason": [reason.value],
            "message": [message],
        }
    )
