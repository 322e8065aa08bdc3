"""Fail closed: a warehouse that breaks a uniqueness or reference check is not published."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from pipelines.model.schema import Table
from pipelines.model.shards import COLUMN
from warehouse.connection import WarehouseError
from warehouse.schema import checks

_EACH = 5  # shown of a shard


class CheckError(WarehouseError):
    """A table breaks its key or points to rows that are not there; the message shows some of the offending rows."""


def verify(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> int:
    """Runs every check of the given tables and returns how many there were; raises CheckError listing all that fail."""
    failures: list[str] = []
    count = 0
    for table in tables:
        for check in checks(table):
            count += 1
            rows = connection.execute(check.sql).fetchall()
            if rows:
                failures.append(f"{check.table} {check.name}: {_shown(rows)}")
    if failures:
        raise CheckError("the warehouse was not published, checks failed:\n  " + "\n  ".join(failures))
    return count


def broken_keys(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> dict[str, str]:
    """The shards in which two rows of a table have one key, with some of them; references are not looked at."""
    found: dict[str, list[str]] = {}
    for table in tables:
        for check in checks(table):
            # which shards they are of is asked only where there are any: it costs more than whether there are
            if check.is_reference or not connection.execute(check.sql).fetchall():
                continue
            by_shard: dict[str, list[tuple[object, ...]]] = {}
            for shard, *row in connection.execute(_of_shards(table)).fetchall():
                by_shard.setdefault(shard, []).append(tuple(row))
            for shard, rows in by_shard.items():
                found.setdefault(shard, []).append(f"{check.table} {check.name}: {_shown(rows)}")
    return {shard: "checks failed: " + "; ".join(failures) for shard, failures in sorted(found.items())}


def _of_shards(table: Table) -> str:
    key = ", ".join(table.key)
    return (
        f"SELECT * FROM (SELECT unnest(list_distinct(list({COLUMN}))) AS {COLUMN}, {key}, count(*) AS rows "
        f"FROM {table.full_name} GROUP BY {key} HAVING count(*) > 1) "
        f"QUALIFY row_number() OVER (PARTITION BY {COLUMN} ORDER BY {key}) <= {_EACH} ORDER BY ALL"
    )


def _shown(rows: Iterable[tuple[object, ...]]) -> str:
    return "; ".join(", ".join(str(value) for value in row) for row in rows)
