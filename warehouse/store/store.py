"""Where the warehouse is kept: it says what it holds, is read, and takes what a run made of its shards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl

from pipelines.reconcile.policy import Policy
from warehouse.store.known import Known
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
    """

    shard: str
    read: tuple[str, ...]
    judged: tuple[str, ...]
    made: Path
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """What a run says of itself in quality.run: when it began (UTC), what it was given and read, and which shards it
    could not publish, with the reason; and, for raw.version, what it found to have changed at which address."""

    run_id: str
    fingerprint: str
    started_at: datetime
    documents: int = 0
    documents_read: int = 0
    stopped: Mapping[str, str] = field(default_factory=dict)
    sweep: Sweep | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: rows of every table, and the checks that held."""

    rows: dict[str, int]
    checks: int


class Store(Protocol):
    """A warehouse and its shards.  It pickles: workers open it by themselves."""

    def known(self) -> Known:
        """What was published last; nothing where nothing was.  Raises WarehouseError if it is no warehouse of ours."""
        ...

    def attach(self, connection: duckdb.DuckDBPyConnection, name: str) -> bool:
        """Attach what was published last to ``connection``, for reading; False where nothing was."""
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
