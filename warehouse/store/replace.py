"""Putting the rows of shards in the place of those they had, in a transaction of the caller's.

All shards of a call share one statement for each table and step: one costs milliseconds however few rows it moves,
and there are a hundred and twenty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import duckdb

from pipelines.model.schema import Table, tables
from warehouse.store import moved
from warehouse.store.staged import OWN
from warehouse.store.store import STAGED, Change

DOCUMENTS = 600  # of shards replaced together: what is sorted on the way in stays small


def replace(connection: duckdb.DuckDBPyConnection, changes: Sequence[Change], across_rules: Sequence[str]) -> None:
    """Take out and put in what ``changes`` say; the staged file is attached as `STAGED`, the tables are the default."""
    for some in _together(changes):
        _replace(connection, some, across_rules)


def _together(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """The changes in groups of at most `DOCUMENTS` documents; a larger one goes alone."""
    some: list[Change] = []
    for change in changes:
        if some and sum(one.documents for one in some) + change.documents > DOCUMENTS:
            yield some
            some = []
        some.append(change)
    if some:
        yield some


def _replace(connection: duckdb.DuckDBPyConnection, changes: Sequence[Change], across_rules: Sequence[str]) -> None:
    # Names, not parameters: the file's row groups of other shards are passed over by them.
    of_shards = f"shard IN ({_names(changes)})"
    taken_out = [document for change in changes for document in change.read]
    judged_again = taken_out + [document for change in changes for document in change.judged]
    _list(connection, "taken_out", taken_out)
    _list(connection, "judged_again", judged_again)
    stored = [table for table in tables().values() if not table.is_view]
    for table in sorted(stored, key=lambda t: t.of != "result"):  # terms go by results that are still there
        gone = _gone(table, of_shards)
        if gone is not None:
            given = {"rules": list(across_rules)} if "$rules" in gone else {}
            connection.execute(f"DELETE FROM {table.full_name} WHERE {of_shards} AND {gone}", given)
    for table in stored:
        if table.of in OWN:
            new = f"FROM {STAGED}.{table.full_name} WHERE {of_shards} ORDER BY {_order(table)}"
            connection.execute(f"INSERT INTO {table.full_name} BY NAME {new}")
        _put_made(connection, table, changes)
    for made, some in groupby(sorted(changes, key=_made), key=_made):
        moved.update_stored(connection, made, f"shard IN ({_names(some)})")


def _made(change: Change) -> Path:
    return change.made


def _gone(table: Table, of_shards: str) -> str | None:
    """Which rows of a table's shards go, as SQL; None where all stay."""
    of_rules = "rule_id IN (SELECT unnest($rules::VARCHAR[]))"
    judged = "document_id IN (FROM judged_again)"
    if table.of == "shard":
        return "true"
    if table.of == "document":
        return "document_id IN (FROM taken_out)"
    if table.of == "result":
        results = f"SELECT result_id FROM quality.result WHERE {of_shards} AND ({of_rules} OR {judged})"
        return f"result_id IN ({results})"
    if table.of == "judgement":
        return f"({of_rules} OR {judged})" if "rule_id" in table.column_names and table.schema == "quality" else judged
    return None


def _put_made(connection: duckdb.DuckDBPyConnection, table: Table, changes: Sequence[Change]) -> None:
    """Put in the rows of a table that are made of whole shards; shards made together lie in one file."""
    for made, some in groupby(sorted(changes, key=_made), key=_made):
        file = made / f"{table.full_name}.parquet"
        if file.exists():
            new = f"SELECT * FROM read_parquet(?) WHERE shard IN ({_names(some)}) ORDER BY {_order(table)}"
            connection.execute(f"INSERT INTO {table.full_name} BY NAME {new}", [str(file)])


def _order(table: Table) -> str:
    return ", ".join(["shard", *table.key])


def _names(changes: Iterable[Change]) -> str:
    return ", ".join(f"'{change.shard}'" for change in changes)


def _list(connection: duckdb.DuckDBPyConnection, name: str, documents: Collection[str]) -> None:
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest(?::VARCHAR[]) AS document_id", [list(documents)]
    )
