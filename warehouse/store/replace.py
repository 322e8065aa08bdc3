"""Putting a shard's rows in the place of those it had, in a transaction of the caller's."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb

from pipelines.model.schema import Table, tables
from warehouse.store.staged import OWN
from warehouse.store.store import STAGED, Change


def replace(connection: duckdb.DuckDBPyConnection, change: Change, across_rules: Sequence[str]) -> None:
    """Take out and put in what ``change`` says; the staged file is attached as `STAGED`, the tables are the default."""
    _list(connection, "taken_out", change.read)
    _list(connection, "judged_again", [*change.read, *change.judged])
    stored = tables().values()
    for table in sorted(stored, key=lambda t: t.of != "result"):  # terms go by results that are still there
        if not table.is_view:
            _take_out(connection, table, change, across_rules)
    for table in stored:
        if table.of in OWN:
            new = f"FROM {STAGED}.{table.full_name} WHERE shard = ? ORDER BY {', '.join(table.key)}"
            connection.execute(f"INSERT INTO {table.full_name} BY NAME {new}", [change.shard])
        made = change.made / f"{table.full_name}.parquet"
        if made.exists():
            connection.execute(
                f"INSERT INTO {table.full_name} BY NAME SELECT * FROM read_parquet(?) WHERE shard = ?",
                [str(made), change.shard],
            )


def _list(connection: duckdb.DuckDBPyConnection, name: str, documents: Collection[str]) -> None:
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest(?::VARCHAR[]) AS document_id", [list(documents)]
    )


def _take_out(connection: duckdb.DuckDBPyConnection, table: Table, change: Change, across_rules: Sequence[str]) -> None:
    of_shard = f"DELETE FROM {table.full_name} WHERE shard = $shard"
    rules = "rule_id IN (SELECT unnest($rules::VARCHAR[]))"
    given = {"shard": change.shard}
    if table.of == "shard":
        connection.execute(of_shard, given)
    elif table.of == "document" and change.read:
        connection.execute(f"{of_shard} AND document_id IN (FROM taken_out)", given)
    elif table.of == "result":
        replaced = f"{rules} OR document_id IN (FROM judged_again)"
        results = f"SELECT result_id FROM quality.result WHERE shard = $shard AND ({replaced})"
        connection.execute(f"{of_shard} AND result_id IN ({results})", {**given, "rules": list(across_rules)})
    elif table.of == "judgement":
        gone = "document_id IN (FROM judged_again)"
        if "rule_id" in table.column_names and table.schema == "quality":
            connection.execute(f"{of_shard} AND ({rules} OR {gone})", {**given, "rules": list(across_rules)})
        elif change.read or change.judged:
            connection.execute(f"{of_shard} AND {gone}", given)
