"""A night as a run does it, without Dagster and in this process; and the warehouse that one ingest would have made."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from expectations.policy import load_policy
from gouji.work import work
from pipelines.acquire import Inventory, Objects, Source
from pipelines.model.schema import tables
from pipelines.process import Work
from pipelines.workers.mapper import SerialMapper
from warehouse.connection import Limits, connect_readonly, connect_writer
from warehouse.store import fingerprint
from warehouse.store.build import make, publish
from warehouse.store.file import FileStore
from warehouse.store.intake import read_and_judge
from warehouse.store.plan import Outline, Plan, plan
from warehouse.store.staging import Staging
from warehouse.store.store import Run
from warehouse.writer.load import create_all

_HISTORY = ("raw.address", "raw.sweep")
_READ = """
SELECT document_id, source_uri, file_name, bytes FROM {} WHERE document_id <> sha256('path:' || source_uri)
ORDER BY document_id
"""


@dataclass
class Place:
    """A folder with an inbox and a warehouse; the clock is set by hand."""

    folder: Path
    now: datetime = datetime(2026, 1, 1, 18, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.policy = load_policy()
        self.work = _keeping(work(self.policy), Objects(self.folder / "objects"))
        self.inbox.mkdir(parents=True, exist_ok=True)

    @property
    def inbox(self) -> Path:
        """What runs look through."""
        return self.folder / "inbox"

    @property
    def store(self) -> FileStore:
        """The warehouse the nights make."""
        return FileStore(self.folder / "nights.duckdb")

    def pass_night(self, number: int) -> None:
        """Look through the inbox, read what is new, publish."""
        clock = Inventory(self.folder / "inventory.sqlite", lambda: round(self.now.timestamp() * 1e9))
        found = plan([str(self.inbox)], self.store, self.policy, clock, objects=self.work.read.objects)
        self._finish(self.store, found, f"night {number}")
        self.now += timedelta(days=1)

    def upgrade(self) -> None:
        """As if another version had made all that is there."""
        if self.store.path.exists():
            with duckdb.connect(str(self.store.path)) as connection:
                connection.execute("UPDATE raw.document SET fingerprint = 'older'")
                connection.execute("UPDATE quality.shard SET fingerprint = 'older'")

    def reference(self) -> FileStore:
        """What one ingest makes of every document that was ever published, which is told when each stood where."""
        store = FileStore(self.folder / "once.duckdb")
        store.path.unlink(missing_ok=True)
        with connect_writer(store.path, Limits()) as connection:
            create_all(connection, tables())
            connection.execute(f"ATTACH '{self.store.path}' AS nights (READ_ONLY)")
            for name in _HISTORY:
                connection.execute(f"INSERT INTO {name} BY NAME FROM nights.{name}")
            connection.execute("DETACH nights")
        with connect_readonly(self.store.path) as connection:
            rows = connection.execute(_READ.format("raw.document")).fetchall()
        sources = tuple(
            Source(id_, Path(uri.removeprefix("file://")), uri, name, size) for id_, uri, name, size in rows
        )
        nothing: frozenset[str] = frozenset()
        self._finish(store, Plan(sources, sources, (), (), (), nothing, nothing, store.known()), "once")
        return store

    def _finish(self, store: FileStore, found: Plan, name: str) -> None:
        run = Run(name, fingerprint.building(self.policy), datetime(2026, 1, 1), sweep=found.sweep)  # noqa: DTZ001
        if found.is_current:
            store.note(run)
            return
        staging = Staging(self.folder / "staging" / "run")
        staging.begin(Outline.of(found))
        if found.sweep is not None:
            found.sweep.save(staging.folder)
        read_and_judge(found, store, staging, SerialMapper(), self.work, lambda _: None)
        make(store, staging, self.policy, SerialMapper())
        publish(store, staging, self.policy, run)
        shutil.rmtree(staging.folder)


def _keeping(plain: Work, objects: Objects) -> Work:
    return replace(plain, read=replace(plain.read, objects=objects))
