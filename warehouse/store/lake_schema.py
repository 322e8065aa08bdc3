"""The tables of a lake: made where they are not there, completed where another version made them."""

from __future__ import annotations

import duckdb

from pipelines.model.schema import Column, Table, tables
from pipelines.model.shards import COLUMN, UNPLACED
from warehouse.connection import WarehouseError
from warehouse.lake import NAME
from warehouse.schema import comments, create_schemas, create_table
from warehouse.store.staged import own_tables

_COLUMNS = """
SELECT schema_name || '.' || table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = ?
"""
_WHOLE = ("nation", "history")  # of no shard


def complete_tables(connection: duckdb.DuckDBPyConnection, *, grow_only: bool = False) -> None:
    """Bring the lake's tables to this version's, in a transaction of the caller's.

    What is made of shards is made anew by a run of another version, so a table of it that differs begins empty; rows of
    documents stay.  With ``grow_only`` only their tables and columns that are missing are made, which no reader minds.
    Raises WarehouseError where a column that may not be empty is missing.
    """
    known: dict[str, dict[str, str]] = {}
    for name, column, type_ in connection.execute(_COLUMNS, [NAME]).fetchall():
        known.setdefault(name, {})[column] = type_
    for statement in create_schemas():
        connection.execute(statement)
    for name, table in tables().items():
        if table.is_view or known.get(name) == {c.name: c.duckdb_type for c in table.columns}:
            continue
        if name not in known:
            _create(connection, table)
        elif name in own_tables() or table.of == "history":
            _complete(connection, table, known[name], grow_only=grow_only)
        elif not grow_only:
            connection.execute(f"DROP TABLE {name}")
            _create(connection, table)


def _create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    connection.execute(create_table(table))
    if table.of not in _WHOLE:
        connection.execute(f"ALTER TABLE {table.full_name} SET PARTITIONED BY ({COLUMN})")
    for statement in comments(table):
        connection.execute(statement)


def _complete(connection: duckdb.DuckDBPyConnection, table: Table, known: dict[str, str], *, grow_only: bool) -> None:
    for column in table.columns:
        if column.name not in known:
            connection.execute(_add(table, column))
        elif known[column.name] != column.duckdb_type:
            raise WarehouseError(
                f"the lake has {table.full_name}.{column.name} as {known[column.name]}, this version as "
                f"{column.duckdb_type}; its documents must be read again, into a new lake"
            )
    for name in known.keys() - set(table.column_names) if not grow_only else ():
        connection.execute(f"ALTER TABLE {table.full_name} DROP COLUMN {name}")


def _add(table: Table, column: Column) -> str:
    if column.name == COLUMN:
        return f"ALTER TABLE {table.full_name} ADD COLUMN {COLUMN} VARCHAR DEFAULT '{UNPLACED}'"
    if not column.nullable:
        raise WarehouseError(
            f"the lake has no {table.full_name}.{column.name}; its documents must be read again, into a new lake"
        )
    return f"ALTER TABLE {table.full_name} ADD COLUMN {column.name} {column.duckdb_type}"
