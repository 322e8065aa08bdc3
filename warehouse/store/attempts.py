"""Documents that could not be read, and when they are tried again.

What tells of the machine or of its hour (a worker that was killed, a limit, a tool that is missing, a full disk) is
tried again in the next night, then after two, four, eight nights, so often and no more.  A tool that appears is a
reason to try at once, and so is another version of the code, which begins to count anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from pipelines.acquire import Source
from pipelines.model.document import ReadError, Unreadable
from pipelines.model.schema import frame_schema
from pipelines.model.sentences import say, words

GIVEN_UP = "given_up"  # kind of finding
TRIES = 5  # unless a setting says otherwise
_NIGHT = timedelta(days=1)
_EARLY = timedelta(hours=12)  # the next night is before a day is over, and a run by hand in the morning is not one


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is known of a document that could not be read, or not be judged.

    Args:
        reason: why (`Unreadable`).
        tries: how often that was so.
        first_failed_at: since when (UTC).
        next_try_at: from when on it is tried again (UTC); None where it is not.
        lacking: the tool that was not there.
        is_read: its rows are there, only judging them failed.
    """

    reason: str
    tries: int
    first_failed_at: datetime
    next_try_at: datetime | None = None
    lacking: str = ""
    is_read: bool = False

    def is_due(self, now: datetime, tools: Collection[str]) -> bool:
        """Whether it is tried at the time ``now`` (UTC) with these ``tools``."""
        return self.lacking in tools or (self.next_try_at is not None and self.next_try_at <= now)

    @property
    def is_slow(self) -> bool:
        """Whether it took too long, or too much, or waits since it would."""
        return self.reason in (Unreadable.TIME, Unreadable.MEMORY, Unreadable.WAITING)


def after(
    before: Attempt | None, error: ReadError, now: datetime, most: int, tools: Collection[str], *, anew: bool = False
) -> Attempt:
    """The attempt that ended with ``error`` at the time ``now``, of at most so many.

    ``anew``: those before were of another version, or a person asks for it: they do not count.  A tool that is among
    ``tools`` and was lacking, was so on another machine: it will not appear.
    """
    since = before.first_failed_at if before else now
    waits = error.reason is Unreadable.WAITING
    counted = 0 if before is None or anew else before.tries
    tries = counted if waits else counted + 1
    again = error.is_transient and (waits or tries < most)
    nights = 1 if waits else 2 ** (tries - 1)
    due = now + nights * _NIGHT - _EARLY if again else None
    return Attempt(str(error.reason), tries, since, due, "" if error.lacking in tools else error.lacking)


def slow_ones(sources: Iterable[Source], attempts: Mapping[str, Attempt]) -> list[Source]:
    """Those of the ``sources`` that are known to take long: first what was never tried, the longest waiting first."""

    def turn(source: Source) -> tuple[int, datetime, int]:
        attempt = attempts[source.document_id]
        return attempt.tries, attempt.first_failed_at, source.bytes

    known = (source for source in sources if source.document_id in attempts)
    return sorted((source for source in known if attempts[source.document_id].is_slow), key=turn)


def tried(document: pl.DataFrame, attempt: Attempt) -> pl.DataFrame:
    """A row of raw.document with what it says of the ``attempt``."""
    return document.with_columns(
        tries=pl.lit(attempt.tries, pl.Int64),
        first_failed_at=pl.lit(attempt.first_failed_at, pl.Datetime("us")),
        next_try_at=pl.lit(attempt.next_try_at, pl.Datetime("us")),
        lacking=pl.lit(attempt.lacking or None, pl.String),
    )


def given_up(document_id: str, attempt: Attempt, error: ReadError) -> pl.DataFrame:
    """A row of raw.finding for a document that is not tried again though another night might read it; else none."""
    if not error.is_transient or attempt.next_try_at is not None:
        return pl.DataFrame(schema=frame_schema("raw.finding"))
    why = words("documents.unreadable").get(attempt.reason, say("documents.not_readable"))
    said = say("documents.given_up", tries=attempt.tries, since=f"{attempt.first_failed_at:%Y-%m-%d}", why=why)
    row = {"document_id": document_id, "finding_no": 1, "kind": GIVEN_UP, "message_zh": said.zh, "message_en": said.en}
    return pl.DataFrame([row], schema_overrides={"finding_no": pl.Int64})
