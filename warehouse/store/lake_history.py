"""Nights of a lake: DuckLake's snapshots that a run of ours signed, put back, kept within bounds.

A night is put back by writing the shards that differ as they were, so it costs what has changed since, and is itself
one more snapshot.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import duckdb

from pipelines.model.schema import tables
from pipelines.model.shards import COLUMN
from warehouse.connection import WarehouseError, literal
from warehouse.lake import NAME, exists
from warehouse.location import Lake
from warehouse.store.lake_then import put_tables_back
from warehouse.store.snapshot import Snapshot
from warehouse.stored_version import TABLE as VERSIONS
from warehouse.stored_version import stored_version

AUTHOR = "gouji"
_GRACE = "INTERVAL '1 day'"  # files no night needs stay so long for readers that opened before
_HOLD = "main.hold"  # no table of the warehouse: the snapshot that was put back, while runs are held
_NIGHTS = f"""
SELECT snapshot_id, snapshot_time::TIMESTAMP, commit_extra_info
FROM ducklake_snapshots('{NAME}') WHERE author = '{AUTHOR}' ORDER BY snapshot_id
"""


def snapshots(connection: duckdb.DuckDBPyConnection) -> list[Snapshot]:
    """Every night that can be put back, the oldest first; the last is what is published."""
    return list(_snapshots(connection))


def _snapshots(connection: duckdb.DuckDBPyConnection) -> Iterator[Snapshot]:
    for number, ended, extra in connection.execute(_NIGHTS).fetchall():
        documents, lines = connection.execute(
            f"SELECT coalesce(sum(documents), 0)::BIGINT, coalesce(sum(lines), 0)::BIGINT "
            f"FROM quality.shard AT (VERSION => {number})"
        ).fetchone() or (0, 0)
        yield Snapshot(str(number), None, json.loads(extra or "{}").get("run_id"), ended, documents, lines)


def roll_back(connection: duckdb.DuckDBPyConnection, lake: Lake, name: str) -> None:
    """Write everything that differs from the night ``name`` as it was then, all at once.

    Raises WarehouseError where there is no such night.
    """
    known = [str(number) for number, *_ in connection.execute(_NIGHTS).fetchall()]
    if name not in known:
        raise WarehouseError(f"no snapshot {name} of the lake ({', '.join(known) or 'there are none'})")
    if _version_then(connection, int(name)) == stored_version(connection):
        connection.begin()
        _put_rows_back(connection, f"AT (VERSION => {int(name)})")
    else:
        put_tables_back(connection, lake, int(name))
    connection.execute(f"CREATE TABLE IF NOT EXISTS {_HOLD} (snapshot VARCHAR)")
    connection.execute(f"DELETE FROM {_HOLD}")
    connection.execute(f"INSERT INTO {_HOLD} VALUES ({literal(name)})")
    connection.commit()


def _version_then(connection: duckdb.DuckDBPyConnection, night: int) -> int:
    """The version of the tables as they were in a night."""
    try:
        then = connection.execute(f"SELECT max(version) FROM {VERSIONS} AT (VERSION => {night})").fetchone()
    except duckdb.CatalogException:
        return 0
    return int(then[0]) if then and then[0] is not None else 0


def _put_rows_back(connection: duckdb.DuckDBPyConnection, then: str) -> None:
    """The rows of what differs as they were, in the tables that are there."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE differs AS SELECT shard FROM quality.shard n "
        f"FULL JOIN (SELECT shard, made_at FROM quality.shard {then}) t USING (shard) "
        "WHERE n.made_at IS DISTINCT FROM t.made_at"
    )
    for table in tables().values():
        if table.is_view:
            continue
        where = "" if table.of in ("nation", "history") else f" WHERE {COLUMN} IN (FROM differs)"
        # copied first: what this transaction takes out is missing from earlier states as well
        connection.execute(f"CREATE OR REPLACE TEMP TABLE rows_then AS SELECT * FROM {table.full_name} {then}{where}")
        connection.execute(f"DELETE FROM {table.full_name}{where}")
        connection.execute(f"INSERT INTO {table.full_name} BY NAME SELECT * FROM rows_then")


def held_since(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The night that was put back and not released yet, or None."""
    found = connection.execute(f"SELECT snapshot FROM {_HOLD}").fetchone() if exists(connection, _HOLD) else None
    return str(found[0]) if found else None


def release(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget that a night was put back."""
    connection.execute(f"DELETE FROM {_HOLD}")


def maintain(connection: duckdb.DuckDBPyConnection, kept: int) -> str:
    """Forget nights before the ``kept`` latest ones that precede the published one, join small files, take out rows
    that are deleted, remove files no night needs."""
    nights = connection.execute(_NIGHTS).fetchall()
    told = []
    if len(nights) > kept + 1:
        oldest = nights[-kept - 1][1]
        gone = connection.execute(
            f"CALL ducklake_expire_snapshots('{NAME}', older_than => ?::TIMESTAMPTZ)", [f"{oldest}+00"]
        ).fetchall()
        told.append(f"{len(gone)} snapshots forgotten")
    connection.execute(f"CALL ducklake_rewrite_data_files('{NAME}')")
    connection.execute(f"CALL ducklake_merge_adjacent_files('{NAME}')")
    for function, what in (("cleanup_old_files", "files removed"), ("delete_orphaned_files", "orphans removed")):
        done = connection.execute(f"CALL ducklake_{function}('{NAME}', older_than => now() - {_GRACE})").fetchall()
        told.append(f"{len(done)} {what}")
    return ", ".join(told)


def leave_nothing_before(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget every night before the last one and remove at once what only they had, rows that are deleted included.

    Who reads one of them meanwhile is told that its files are gone.
    """
    connection.execute(f"CALL ducklake_rewrite_data_files('{NAME}', delete_threshold => 0)")
    connection.execute(f"CALL ducklake_merge_adjacent_files('{NAME}')")
    for _ in range(2):  # the second time what the first has left
        connection.execute(f"CALL ducklake_expire_snapshots('{NAME}', older_than => now())")
    connection.execute(f"CALL ducklake_cleanup_old_files('{NAME}', cleanup_all => true)")
    connection.execute(f"CALL ducklake_delete_orphaned_files('{NAME}', cleanup_all => true)")
