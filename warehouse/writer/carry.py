"""Taking rows over from the warehouse before: unchanged documents are copied inside DuckDB, not through Python."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from pipelines.model.schema import Table
from warehouse.connection import WarehouseError

JUDGED = ("judged", "results")  # rows a document decided alone; no others are made of it until it is judged again


@dataclass(frozen=True, slots=True)
class Carry:
    """The warehouse to carry from, the documents whose raw rows to carry, and whether what was judged of them too."""

    warehouse: Path
    document_ids: Collection[str]
    judged: bool = False


def carry_over(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], carry: Carry) -> None:
    """Copies the rows of the given documents, and the history tables, from another warehouse file.

    Raises WarehouseError if that file lacks a column that may not be NULL: then its documents must be read again.
    """
    path = str(carry.warehouse).replace("'", "''")
    connection.execute(f"ATTACH '{path}' AS old (READ_ONLY)")
    wanted = pl.DataFrame({"document_id": sorted(set(carry.document_ids))}, schema={"document_id": pl.String})
    connection.register("wanted", wanted.to_arrow())
    try:
        for table in tables.values():
            if table.carry and (carry.judged or table.carry not in JUDGED):
                _copy(connection, table)
    finally:
        connection.unregister("wanted")
        connection.execute("DETACH old")


def _copy(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    known = {
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM duckdb_columns() "
            "WHERE database_name = 'old' AND schema_name = ? AND table_name = ?",
            [table.schema, table.name],
        ).fetchall()
    }
    if not known:
        return
    lacking = [c.name for c in table.columns if not c.nullable and c.name not in known]
    if lacking:
        raise WarehouseError(
            f"the warehouse before has no {table.full_name}.{', '.join(lacking)}; its documents must be read again"
        )
    columns = ", ".join(c for c in table.column_names if c in known)
    rows = f"SELECT {columns} FROM old.{table.full_name} o"
    if table.carry in ("documents", "judged"):
        rows += " SEMI JOIN wanted USING (document_id)"
    elif table.carry == "results":
        own = "SELECT result_id FROM old.quality.result SEMI JOIN wanted USING (document_id)"
        rows += f" SEMI JOIN ({own}) USING (result_id)"
    elif table.key:
        # History of which this run brings a newer row keeps the newer one.
        rows += f" ANTI JOIN {table.full_name} USING ({', '.join(table.key)})"
    connection.execute(f"INSERT INTO {table.full_name} BY NAME {rows} ORDER BY {', '.join(table.key)}")
