"""The tables of a lake: made where they are not there, completed where another version made them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from pipelines.model.schema import SCHEMAS, Column, Table, tables
from pipelines.model.schema.version import columns_of, names_of
from pipelines.model.shards import COLUMN, UNPLACED
from warehouse.connection import WarehouseError
from warehouse.lake import NAME
from warehouse.schema import comments, create_schemas, create_table
from warehouse.store.migrate import columns_there, documents_left, is_judged
from warehouse.store.store import Change

_COLUMNS = f"""
SELECT c.schema_name || '.' || c.table_name, column_name, data_type
FROM duckdb_columns() c SEMI JOIN duckdb_tables() t USING (database_name, schema_name, table_name)
WHERE database_name = ? AND schema_name IN {SCHEMAS}
"""
_WHOLE = ("nation", "history")  # of no shard


def complete_tables(connection: duckdb.DuckDBPyConnection, changes: Sequence[Change] = ()) -> None:
    """Bring the lake's tables to this version's, in a transaction of the caller's.

    What is made of shards is made anew by a run of another version, so a table of it that differs begins with the rows
    of those that are not in ``changes``; rows of documents stay.  Raises WarehouseError where a column that may not be
    empty is missing, but where all that is judged is judged again.
    """
    known = _known(connection)
    for statement in create_schemas():
        connection.execute(statement)
    for table in tables().values():
        _rename(connection, table, known)
    for name, table in tables().items():
        if table.is_view or known.get(name) == {c.name: c.duckdb_type for c in table.columns}:
            continue
        if name not in known:
            _create(connection, table)
        elif table.of != "shard" and table.of != "nation" and _fits(table, known[name]):
            _complete(connection, table, known[name])
        else:
            _create_again(connection, table, known[name], changes)
    for name in sorted(known.keys() - tables().keys()):
        connection.execute(f"DROP TABLE {name}")


def _known(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Type by column by table, as the lake has them."""
    known: dict[str, dict[str, str]] = {}
    for name, column, type_ in connection.execute(_COLUMNS, [NAME]).fetchall():
        known.setdefault(name, {})[column] = type_
    return known


def _rename(connection: duckdb.DuckDBPyConnection, table: Table, known: dict[str, dict[str, str]]) -> None:
    """Give a table and its columns the names they go by now, where they stand under former ones."""
    name = next((name for name in names_of(table.full_name) if name in known), None)
    if name is None or table.is_view:
        return
    if name != table.full_name:
        if name.partition(".")[0] != table.schema:
            raise WarehouseError(f"{name} of the lake is {table.full_name} now: ingest into a new lake")
        connection.execute(f"ALTER TABLE {name} RENAME TO {table.name}")
        known[table.full_name] = known.pop(name)
    columns = known[table.full_name]
    for column in table.columns:
        former = next((one for one in columns_of(table.full_name, column.name)[1:] if one in columns), None)
        if former is not None and column.name not in columns:
            connection.execute(f"ALTER TABLE {table.full_name} RENAME COLUMN {former} TO {column.name}")
            columns[column.name] = columns.pop(former)


def as_now(connection: duckdb.DuckDBPyConnection, table: Table) -> str | None:
    """SQL of the rows that the attached lake has of a table, its columns as they are in this version.

    None where there is no such table, or its rows have to be judged again.  Raises WarehouseError where a column that
    may not be empty is missing.
    """
    for name in names_of(table.full_name):
        try:
            there = connection.execute(f"SELECT * FROM {NAME}.{name} LIMIT 0").description
        except duckdb.CatalogException:
            continue
        known = dict.fromkeys((column[0] for column in there), "")
        if not _fits(table, known):
            return None  # it is judged again
        values = {**columns_there(table, known), **({COLUMN: COLUMN} if COLUMN in known else {})}
        listed = (f"{values.get(c.name, f'NULL::{c.duckdb_type}')} AS {c.name}" for c in table.columns)
        return f"SELECT {', '.join(listed)} FROM {NAME}.{name}"
    return None


def _create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    connection.execute(create_table(table))
    if table.of not in _WHOLE:
        connection.execute(f"ALTER TABLE {table.full_name} SET PARTITIONED BY ({COLUMN})")
    for statement in comments(table):
        connection.execute(statement)


def _create_again(
    connection: duckdb.DuckDBPyConnection, table: Table, known: Mapping[str, str], changes: Sequence[Change]
) -> None:
    """The table as it is in this version, with the rows of shards that nobody makes anew."""
    left = documents_left(connection, "", changes) if table.of != "nation" and COLUMN in known else {}
    shards = set(left.values()) - (set() if is_judged(table) else {change.shard for change in changes})
    of = f"{COLUMN} IN ({', '.join(map(repr, sorted(shards)))})" if shards else "false"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE stays AS SELECT * FROM {table.full_name} WHERE {of}")
    connection.execute(f"DROP TABLE {table.full_name}")
    _create(connection, table)
    if connection.execute("FROM stays LIMIT 1").fetchone() is not None:
        columns = ", ".join(f"{there} AS {column}" for column, there in columns_there(table, known).items())
        connection.execute(f"INSERT INTO {table.full_name} BY NAME SELECT {columns}, {COLUMN} FROM stays")


def _fits(table: Table, known: Mapping[str, str]) -> bool:
    """Whether the rows of a table stay where they are; those that are judged may be made again."""
    lacking = [c for c in table.columns if c.name not in known and not c.nullable and c.name != COLUMN]
    return not is_judged(table) or not lacking


def _complete(connection: duckdb.DuckDBPyConnection, table: Table, known: Mapping[str, str]) -> None:
    for column in table.columns:
        if column.name not in known:
            connection.execute(_add(table, column))
        elif known[column.name] != column.duckdb_type:
            raise WarehouseError(
                f"the lake has {table.full_name}.{column.name} as {known[column.name]}, this version as "
                f"{column.duckdb_type}; its documents must be read again, into a new lake"
            )
    for name in known.keys() - set(table.column_names):
        connection.execute(f"ALTER TABLE {table.full_name} DROP COLUMN {name}")


def _add(table: Table, column: Column) -> str:
    if column.name == COLUMN:
        return f"ALTER TABLE {table.full_name} ADD COLUMN {COLUMN} VARCHAR DEFAULT '{UNPLACED}'"
    if not column.nullable:
        raise WarehouseError(
            f"the lake has no {table.full_name}.{column.name}; its documents must be read again, into a new lake"
        )
    return f"ALTER TABLE {table.full_name} ADD COLUMN {column.name} {column.duckdb_type}"
