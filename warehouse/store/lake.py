"""The store of many writers: a DuckLake.  A night is one transaction, so that a reader never sees half of one.

Nights read and make their shards side by side; only their commits wait for one another (`turn`).  A shard that another
night has published meanwhile is not published over it: it is stopped, to be made again beside what that night left.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import polars as pl

from pipelines.model import schema
from pipelines.model.shards import COLUMN
from pipelines.reconcile.policy import Policy
from warehouse import spill
from warehouse.connection import Limits, WarehouseError, attach_readonly, literal, refuse_newer
from warehouse.lake import NAME, attach_lake, connect_lake, exists, prepare
from warehouse.location import Lake
from warehouse.read import frame
from warehouse.store import lake_history, nation
from warehouse.store.forgotten import undo
from warehouse.store.known import Known
from warehouse.store.lake_schema import as_now, complete_tables
from warehouse.store.lake_turn import turn
from warehouse.store.overtaken import overtaken
from warehouse.store.replace import replace as replace_rows
from warehouse.store.snapshot import Snapshot
from warehouse.store.staged import own_tables
from warehouse.store.store import STAGED, Change, Published, Run
from warehouse.stored_version import note_version, stored_version
from warehouse.writer.load import count_rows
from warehouse.writer.marts import create_views
from warehouse.writer.verify import verify


@dataclass(frozen=True, slots=True)
class LakeStore:
    """The warehouse in ``lake``; ``spill`` is a folder for what does not fit in memory."""

    lake: Lake
    spill: Path
    limits: Limits | None = None
    kept: int = 0  # earlier states that maintenance leaves

    def known(self) -> Known:
        """What was published last."""
        with self._reading() as connection:
            return Known.read(connection) if connection is not None else Known()

    def version(self) -> int | None:
        """The version of the tables, None where nothing was published."""
        with self._reading() as connection:
            return stored_version(connection) if connection is not None else None

    def attach(
        self,
        connection: duckdb.DuckDBPyConnection,
        name: str,
        tables: Collection[str],
        shards: Collection[str] | None = None,
    ) -> bool:
        """Attach the tables as ``name``, of ``shards`` a copy: each of many queries would look their files up again.

        False where nothing was published.
        """
        prepare(connection, self.lake)
        if not attach_lake(connection, self.lake, NAME) or not exists(connection):
            return False
        connection.execute(f"ATTACH ':memory:' AS {name}")  # beyond the limit of memory it spills
        where = f"WHERE {COLUMN} IN ({', '.join(map(literal, shards))})" if shards is not None else ""
        kind = "TABLE" if shards is not None else "VIEW"
        for one in {table.split(".")[0] for table in tables}:
            connection.execute(f"CREATE SCHEMA {name}.{one}")
        for table in map(schema.table, tables):
            rows = as_now(connection, table)
            if rows is not None:
                connection.execute(f"CREATE {kind} {name}.{table.full_name} AS FROM ({rows}) {where}")
            elif table.full_name in own_tables():
                columns = ", ".join(f"{column.name} {column.duckdb_type}" for column in table.columns)
                connection.execute(f"CREATE TABLE {name}.{table.full_name} ({columns})")
        return True

    def prepared(self, folder: Path) -> LakeStore:
        """This store: what is attached of it is in this version's tables."""
        return self

    def rows(
        self, table: str, *, shards: Collection[str] | None = None, documents: Collection[str] | None = None
    ) -> pl.DataFrame:
        """Rows of ``schema.table`` as a frame of its schema."""
        return frame(self.lake, table, documents, shards)

    def refuse_while_held(self) -> None:
        """Raises WarehouseError where an earlier state was put back and runs may not publish yet."""
        self._refuse(self.held())

    def _refuse(self, held: str | None) -> None:
        if held is not None:
            raise WarehouseError(f"{self.lake} was rolled back to {held}; `gouji rollback --release` lets runs publish")

    def note(self, run: Run) -> None:
        """A row of quality.run; nothing where nothing was published."""
        with self._writing() as connection:
            if exists(connection):
                if stored_version(connection) < schema.VERSION and not Known.read(connection).shards:
                    self._complete(connection)
                nation.note_alone(connection, run)

    def _complete(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Bring the tables of a lake without documents to this version's, whole or not at all."""
        connection.begin()
        complete_tables(connection)
        create_views(connection)
        note_version(connection)
        connection.commit()

    def commit(self, changes: Sequence[Change], staged: Path, policy: Policy, run: Run) -> Published:
        """The shards' rows are replaced in one transaction.

        Raises CheckError or WarehouseError; the lake is as it was then.
        """
        with self._writing() as connection:
            self._refuse(lake_history.held_since(connection))
            attach_readonly(connection, staged, STAGED)
            was = stored_version(connection) if exists(connection) else schema.VERSION
            connection.begin()
            found = overtaken(connection, changes) if exists(connection) else {}
            stopped = Change.held_up(changes, {**run.stopped, **found})
            kept = [change for change in changes if change.shard not in stopped]
            said = replace(run, shards=run.shards + len(kept) - len(changes), stopped=stopped)
            complete_tables(connection, kept)
            replace_rows(connection, kept, policy.made_across)
            nation.complete(connection, policy, said)
            create_views(connection)
            checks = verify(connection, (t for t in schema.tables().values() if t.of in ("nation", "history")))
            rows = count_rows(connection, schema.tables())
            _sign(connection, run)
            connection.commit()
        upgraded_from = was if was != schema.VERSION else None
        return Published(rows, checks, tuple(change.shard for change in kept), said.stopped, upgraded_from)

    def snapshots(self) -> list[Snapshot]:
        """The nights that can be put back, the oldest first."""
        with self._reading() as connection:
            return lake_history.snapshots(connection) if connection is not None else []

    def roll_back(self, name: str) -> None:
        """Put the night ``name`` in the place of what is there, and hold publishing."""
        with self._writing() as connection:
            lake_history.roll_back(connection, self.lake, name)

    def release(self) -> bool:
        """Let runs publish again; whether they were held."""
        if self.held() is None:
            return False
        with self._writing() as connection:
            lake_history.release(connection)
        return True

    def leave_no_state_with(self, document: str) -> None:
        """Leave nothing of what was before the last night: files of earlier ones hold what was taken out."""
        with self._writing() as connection:
            lake_history.leave_nothing_before(connection)

    def allow(self, document: str) -> None:
        """Let runs read a document again that was taken out."""
        with self._writing() as connection:
            undo(connection, document)

    def held(self) -> str | None:
        """The night that was put back and not released yet, or None."""
        with self._reading() as connection:
            return lake_history.held_since(connection) if connection is not None else None

    def maintain(self) -> str:
        """Join small files, forget nights beyond those kept, remove files no night needs; what was done."""
        with self._writing() as connection:
            return lake_history.maintain(connection, self.kept)

    @contextmanager
    def _reading(self) -> Iterator[duckdb.DuckDBPyConnection | None]:
        connection = connect_lake(self.lake, self.limits or Limits(), spill.place(self.spill))
        try:
            found = attach_lake(connection, self.lake, NAME) and exists(connection)
            if found:
                connection.execute(f"USE {NAME}")
                refuse_newer(connection, self.lake)
            yield connection if found else None
        finally:
            connection.close()

    @contextmanager
    def _writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        connection = connect_lake(self.lake, self.limits or Limits(), spill.place(self.spill))
        try:
            with turn(connection, self.lake):
                attach_lake(connection, self.lake, NAME, writable=True)
                connection.execute(f"USE {NAME}")
                refuse_newer(connection, self.lake)
                yield connection
        except duckdb.Error as error:
            raise WarehouseError(f"{self.lake} could not be written: {error}") from error
        finally:
            connection.close()  # what was begun and not committed was never there


def _sign(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Say in the lake's own history which run made the snapshot."""
    extra = literal(json.dumps({"run_id": run.run_id}))
    connection.execute(
        f"CALL ducklake_set_commit_message({literal(NAME)}, {literal(lake_history.AUTHOR)}, "
        f"{literal('run ' + run.run_id)}, extra_info => {extra})"
    )
