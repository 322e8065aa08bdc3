"""A warehouse made by another version: whether its tables are this version's, and its rows in tables that are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import duckdb

from pipelines.model.schema import SCHEMAS, VERSION, Table, tables
from pipelines.model.schema.version import columns_of, names_of
from pipelines.model.shards import COLUMN, UNPLACED
from warehouse.connection import WarehouseError, attach_readonly, connect_readonly
from warehouse.store.known import SHARDS
from warehouse.store.staged import COMPLETED
from warehouse.store.store import Change
from warehouse.store.sweep import TABLE
from warehouse.store.versions import FROM_DOCUMENTS
from warehouse.stored_version import stored_version

_COLUMNS = f"""
SELECT c.schema_name || '.' || c.table_name, column_name, data_type, is_nullable, c.comment
FROM duckdb_columns() c SEMI JOIN duckdb_tables() t USING (database_name, schema_name, table_name)
WHERE database_name = coalesce(?, current_database()) AND schema_name IN {SCHEMAS}
"""
_OLD = "other_version"


def has_this_schema(path: Path) -> bool:
    """Whether the tables of the warehouse ``path`` are those of this version, to the last comment.

    Raises WarehouseError where they are of a later one.
    """
    connection = connect_readonly(path)
    try:
        if stored_version(connection) != VERSION:
            return False
        found = set(connection.execute(_COLUMNS, [None]).fetchall())  # a.b.duckdb is called a there, not a.b
    finally:
        connection.close()
    return found == {
        (t.full_name, c.name, c.duckdb_type, c.nullable, c.comment)
        for t in tables().values()
        for c in t.columns
        if not t.is_view
    }


def migrate(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Copy every row of the warehouse ``path`` into the empty tables of ``connection``.

    What is made of shards or of the whole is left to the run, which makes every shard anew; so is what was judged where
    it lacks a column that may not be empty (`carry_over` sees to it that it is judged again).  Raises WarehouseError
    where a row that was read, or of the history, lacks one.
    """
    with _Older(connection, path) as older:
        for table in tables().values():
            if _is_kept(table) and (not is_judged(table) or older.fits(table)):
                older.copy(table)
        if TABLE not in older.known and "raw.document" in older.known:
            rows = FROM_DOCUMENTS.format(database=f"{_OLD}.")
            connection.execute(f"INSERT INTO {TABLE} BY NAME {rows} ORDER BY ALL")


def carry_over(connection: duckdb.DuckDBPyConnection, path: Path, changes: Sequence[Change]) -> None:
    """Copy what the warehouse ``path`` has made of shards, but of those of ``changes``, which are made anew.

    A shard that a run cannot make stays as it was, also where the tables are others now.  Raises WarehouseError where
    its rows do not fit them, and where rows were left behind (`migrate`) of which a document is not judged again.
    """
    with _Older(connection, path) as older:
        if COLUMN not in older.known.get("quality.shard", ()):
            return  # of before there were shards: all are made
        left = documents_left(connection, f"{_OLD}.", changes)
        for table in (table for table in tables().values() if is_judged(table) and left):
            older.require(table)
        stays = sorted(set(left.values()) - {change.shard for change in changes})
        for table in tables().values():
            if table.of == "shard" and not table.is_view and table.full_name not in COMPLETED and stays:
                older.copy(table, stays)


def documents_left(connection: duckdb.DuckDBPyConnection, database: str, changes: Sequence[Change]) -> dict[str, str]:
    """The shard of every stored document that is neither read nor judged again."""
    again = {document for change in changes for document in (*change.read, *change.judged)}
    rows = connection.execute(f"SELECT document_id, shard FROM {database}raw.document").fetchall()
    return {document: shard for document, shard in rows if document not in again}


def is_judged(table: Table) -> bool:
    """Whether its rows are made again where a document is judged again."""
    return table.of in ("judgement", "result") or table.full_name in COMPLETED


class _Older:
    """The warehouse of another version, attached while the context lasts, and its columns by table."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection, self._path = connection, path
        self.known: dict[str, set[str]] = {}

    def __enter__(self) -> _Older:
        attach_readonly(self._connection, self._path, _OLD)
        for name, column, *_ in self._connection.execute(_COLUMNS, [_OLD]).fetchall():
            self.known.setdefault(name, set()).add(column)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE placed AS {SHARDS.format(database=f'{_OLD}.')}")
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.execute(f"DETACH {_OLD}")

    def copy(self, table: Table, shards: Collection[str] | None = None) -> None:
        """The rows of a table, by whatever name it goes there; of ``shards`` alone where some are named."""
        name = self._name(table)
        if name is not None and self._has_rows(name, shards):
            self._connection.execute(_copy(table, name, self.known[name], shards))

    def require(self, table: Table) -> None:
        """Raises WarehouseError where the table has rows and lacks a column that may not be empty."""
        name = self._name(table)
        if name is not None and self._has_rows(name, None):
            columns_there(table, self.known[name])

    def fits(self, table: Table) -> bool:
        """Whether it lacks none."""
        try:
            self.require(table)
        except WarehouseError:
            return False
        return True

    def _has_rows(self, name: str, shards: Collection[str] | None) -> bool:
        where = "" if shards is None else f"WHERE {COLUMN} IN ({', '.join(map(repr, shards))})"
        return self._connection.execute(f"SELECT 1 FROM {_OLD}.{name} {where} LIMIT 1").fetchone() is not None

    def _name(self, table: Table) -> str | None:
        return next((name for name in names_of(table.full_name) if name in self.known), None)


def _is_kept(table: Table) -> bool:
    is_made = table.is_view or table.of in ("shard", "nation")
    return not is_made or table.full_name in COMPLETED


def columns_there(table: Table, known: Collection[str]) -> Mapping[str, str]:
    """By column of ``table`` the one of ``known`` in which its values are.

    Raises WarehouseError where one that may not be empty is not there.
    """
    found = {}
    for column in table.own_columns:
        there = next((name for name in columns_of(table.full_name, column.name) if name in known), None)
        if there is not None:
            found[column.name] = there
    former = {row.old.rpartition(".")[2]: row.new.rpartition(".")[2] for row in table.former_columns}
    found |= {old: found[new] for old, new in former.items() if old not in found and new in found}
    lacking = [c.name for c in table.own_columns if not c.nullable and c.name not in found]
    if lacking:
        raise WarehouseError(
            f"the warehouse before has no {table.full_name}.{', '.join(lacking)}; its documents must be read again"
        )
    return found


def _copy(table: Table, name: str, known: Collection[str], shards: Collection[str] | None) -> str:
    columns = ", ".join(f"o.{there} AS {column}" for column, there in columns_there(table, known).items())
    rows = f"FROM {_OLD}.{name} o"
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
    if shards is not None:
        rows += f" WHERE {shard} IN ({', '.join(map(repr, shards))})"
    order = ", ".join(["shard", *table.key])
    return f"INSERT INTO {table.full_name} BY NAME SELECT {columns}, {shard} AS shard {rows} ORDER BY {order}"
