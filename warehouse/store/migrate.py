"""A warehouse made by another version: whether its tables are this version's, and its rows in tables that are."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.model.schema import Table, tables
from pipelines.model.shards import COLUMN, UNPLACED
from warehouse.connection import WarehouseError, attach_readonly, connect_readonly
from warehouse.store.known import SHARDS
from warehouse.store.staged import COMPLETED
from warehouse.store.sweep import TABLE
from warehouse.store.versions import FROM_DOCUMENTS

_COLUMNS = """
SELECT schema_name || '.' || table_name, column_name, data_type, is_nullable, comment
FROM duckdb_columns()
WHERE database_name = coalesce(?, current_database())
    AND schema_name IN ('raw', 'core', 'quality', 'quarantine', 'mart')
"""
_OLD = "other_version"


def has_this_schema(path: Path) -> bool:
    """Whether the tables of the warehouse ``path`` are those of this version, to the last comment."""
    connection = connect_readonly(path)
    try:
        found = set(connection.execute(_COLUMNS, [None]).fetchall())  # a.b.duckdb is called a there, not a.b
    finally:
        connection.close()
    views = {t.full_name for t in tables().values() if t.is_view}
    wanted = {
        (t.full_name, c.name, c.duckdb_type, c.nullable, c.comment)
        for t in tables().values()
        for c in t.columns
        if not t.is_view
    }
    return {row for row in found if row[0] not in views} == wanted


def migrate(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Copy every row of the warehouse ``path`` into the empty tables of ``connection``.

    What is made of shards or of the whole is left to the run, which makes every shard anew.  Raises WarehouseError
    where the old tables lack a column that may not be empty.
    """
    attach_readonly(connection, path, _OLD)
    known: dict[str, set[str]] = {}
    for name, column, *_ in connection.execute(_COLUMNS, [_OLD]).fetchall():
        known.setdefault(name, set()).add(column)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE placed AS {SHARDS.format(database=f'{_OLD}.')}")
    for name, table in tables().items():
        if name in known and _is_kept(table):
            connection.execute(_copy(table, known[name]))
    if TABLE not in known and "raw.document" in known:
        connection.execute(f"INSERT INTO {TABLE} BY NAME {FROM_DOCUMENTS.format(database=f'{_OLD}.')} ORDER BY ALL")
    connection.execute(f"DETACH {_OLD}")


def _is_kept(table: Table) -> bool:
    is_made = table.is_view or table.of in ("shard", "nation")
    return not is_made or table.full_name in COMPLETED


def _copy(table: Table, known: set[str]) -> str:
    lacking = [c.name for c in table.own_columns if not c.nullable and c.name not in known]
    if lacking:
        raise WarehouseError(
            f"the warehouse before has no {table.full_name}.{', '.join(lacking)}; its documents must be read again"
        )
    columns = ", ".join(f"o.{c.name}" for c in table.own_columns if c.name in known)
    rows = f"FROM {_OLD}.{table.full_name} o"
    if COLUMN in known:
        shard = "o.shard"
    elif "document_id" in known:
        rows += " LEFT JOIN placed p USING (document_id)"
        shard = f"coalesce(p.shard, '{UNPLACED}')"
    elif table.of == "result":
        rows += " JOIN quality.result q USING (result_id)"
        shard = "q.shard"
    else:
        shard = f"'{UNPLACED}'"
    order = ", ".join(["shard", *(f"o.{column}" for column in table.key)])
    return f"INSERT INTO {table.full_name} BY NAME SELECT {columns}, {shard} AS shard {rows} ORDER BY {order}"
