"""Where the warehouse is kept: it says what it holds, is read, and takes what a run made of its shards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl

from pipelines.reconcile.policy import Policy
from warehouse.store.known import Known
from warehouse.store.snapshot import Snapshot
from warehouse.store.sweep import Sweep

OLD, STAGED = "published", "staged"  # names databases are attached by


@dataclass(frozen=True, slots=True)
class Change:
    """What a run makes of one shard: rows to take out, and where those that take their place are.

    Args:
        shard: its name.
        read: documents stored in the shard whose rows all go: read again, moved, or gone.
        judged: documents stored in the shard of which only what was judged goes.
        made: folder with ``<table>.parquet`` of the rows that are made of whole shards, this one and others.
        documents: how many the shard holds at most, old and new.
        made_at: when what the shard holds was made (UTC), as this run found it.
        along: shards a document moves to or comes from: without them this one would lose it, or have it twice.
    """

    shard: str
    read: tuple[str, ...]
    judged: tuple[str, ...]
    made: Path
    documents: int = 0
    made_at: datetime | None = None
    along: tuple[str, ...] = ()

    @staticmethod
    def held_up(changes: Sequence[Change], stopped: Mapping[str, str]) -> dict[str, str]:
        """The shards that are ``stopped``, and those that share a moving document with one of them; the reasons."""
        held = dict(stopped)
        while True:
            more = {
                change.shard: f"a document moves between it and shard {other}, which is not published"
                for change in changes
                for other in change.along
                if other in held and change.shard not in held
            }
            if not more:
                return held
            held |= more


@dataclass(frozen=True, slots=True)
class Run:
    """What a run says of itself in quality.run: when it began (UTC), how many documents it was given, read, judged
    again, took over from a run that was cut short and left to a later one, how many shards it published, and which it
    could not, with the reason; for raw.version, what it found to have changed at which address; the lists a user keeps,
    by table (none: those that stand stay); what persons have laid down, for what became of it (none: nothing is said);
    and which documents it takes out (`warehouse.store.forgotten`), and why."""

    run_id: str
    fingerprint: str
    started_at: datetime
    documents: int = 0
    documents_read: int = 0
    documents_judged: int = 0
    documents_kept: int = 0
    documents_waiting: int = 0
    shards: int = 0
    stopped: Mapping[str, str] = field(default_factory=dict)
    sweep: Sweep | None = None
    lists: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    policy: Policy | None = None
    forget: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: rows of every table, checks that held, the shards, those that were not with the reason, and
    of which version the tables were before, where that was another."""

    rows: dict[str, int]
    checks: int
    shards: tuple[str, ...] = ()
    stopped: Mapping[str, str] = field(default_factory=dict)
    upgraded_from: int | None = None

    def and_then(self, later: Published) -> Published:
        """What was published by both, in this order."""
        return replace(later, shards=(*self.shards, *later.shards), upgraded_from=self.upgraded_from)


class Store(Protocol):
    """A warehouse and its shards.  It pickles: workers open it by themselves."""

    def known(self) -> Known:
        """What was published last; nothing where nothing was.  Raises WarehouseError if it is no warehouse of ours."""
        ...

    def version(self) -> int | None:
        """The version of the tables (`warehouse.stored_version`); None where nothing was published.

        Raises WarehouseError where it is later than this program's.
        """
        ...

    def attach(
        self,
        connection: duckdb.DuckDBPyConnection,
        name: str,
        tables: Collection[str],
        shards: Collection[str] | None = None,
    ) -> bool:
        """Attach what was published last to ``connection``, for reading; False where nothing was.

        Other tables than these, and rows of other shards where some are named, may be missing.
        """
        ...

    def prepared(self, folder: Path) -> Store:
        """A store with the same rows in this version's tables: itself, or a copy that lies in ``folder``."""
        ...

    def rows(
        self, table: str, *, shards: Collection[str] | None = None, documents: Collection[str] | None = None
    ) -> pl.DataFrame:
        """Rows of ``schema.table`` as a frame of its schema (without the shard), in key order."""
        ...

    def refuse_while_held(self) -> None:
        """Raises WarehouseError where an earlier state was put back and runs may not publish yet."""
        ...

    def note(self, run: Run) -> None:
        """Put down a run that found nothing to read: itself, and its sweep."""
        ...

    def commit(self, changes: Sequence[Change], staged: Path, policy: Policy, run: Run) -> Published:
        """Publish: a reader sees what was there before, or all of it.  ``staged`` holds documents' own rows."""
        ...

    def snapshots(self) -> list[Snapshot]:
        """Earlier states that can be put back, the oldest first."""
        ...

    def roll_back(self, name: str) -> None:
        """Put an earlier state in the place of the present one, and hold publishing: what was wrong with the state
        that is left would come back the next night.

        The caller holds the writer's lock.  Raises WarehouseError where there is no such state.
        """
        ...

    def release(self) -> bool:
        """Let runs publish again; whether they were held."""
        ...

    def maintain(self) -> str:
        """Put in order what nights leave behind; no row changes.  What was done, in words.

        The caller holds the writer's lock.
        """
        ...

    def leave_no_state_with(self, document: str) -> None:
        """Remove earlier states that hold a document that was taken out, or would let it in again; the caller holds the
        writer's lock."""
        ...

    def allow(self, document: str) -> None:
        """Let runs read a document again that was taken out; the caller holds the writer's lock."""
        ...

    def held(self) -> str | None:
        """The state that was put back and not released yet, or None."""
        ...
