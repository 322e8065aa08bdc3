"""Rows that follow their body: documents' own rows carry the id that the bodies of their shard give it.

A document by itself gives its body a key (`pipelines.conform.dimensions`).  Which body that is, all documents of a
shard say together, and a night may say it otherwise than the last: then the rows of the disclosures concerned change
their department_id, and no others.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from pipelines.model.schema import Table, tables
from warehouse.connection import quoted

FILE = "moved.parquet"  # beside what is made of shards: document_id, part_no, department_id, shard
_CREATE = "CREATE TEMP TABLE IF NOT EXISTS moved (document_id VARCHAR, part_no BIGINT, department_id VARCHAR)"
_UPDATE = """
UPDATE {table} SET department_id = m.department_id FROM moved m
WHERE {where} {table}.document_id = m.document_id AND {table}.part_no = m.part_no
    AND {table}.department_id IS NOT NULL
"""


def following() -> list[Table]:
    """The tables of documents' own rows that name a body."""
    wanted = {"document_id", "part_no", "department_id"}
    return [t for t in tables().values() if t.of == "judgement" and wanted <= set(t.column_names)]


def none_moved(connection: duckdb.DuckDBPyConnection) -> None:
    """An empty list of moved disclosures (the temporary table ``moved``)."""
    connection.execute(_CREATE)
    connection.execute("DELETE FROM moved")


def list_moved(connection: duckdb.DuckDBPyConnection, moved: pl.DataFrame) -> None:
    """List the disclosures of which rows carry another id than the one of ``moved`` (document_id, part_no,
    department_id)."""
    none_moved(connection)
    connection.register("now_of", moved.select("document_id", "part_no", "department_id").to_arrow())
    connection.execute("INSERT INTO moved FROM now_of")
    connection.unregister("now_of")


def as_moved(table: Table, rows: str) -> str:
    """SQL of ``rows`` of a table, with the ids that ``moved`` has at the time of asking."""
    if table not in following():
        return rows
    now = "CASE WHEN r.department_id IS NOT NULL THEN coalesce(m.department_id, r.department_id) END"
    return (
        f"SELECT r.* REPLACE ({now} AS department_id) FROM ({rows}) r "
        "LEFT JOIN moved m ON m.document_id = r.document_id AND m.part_no = r.part_no"
    )


def update(connection: duckdb.DuckDBPyConnection, table: Table, of_shards: str = "") -> None:
    """Give the stored rows of a table the ids that ``moved`` has; ``of_shards`` is SQL of the shards they lie in."""
    where = f"{of_shards} AND" if of_shards else ""
    connection.execute(_UPDATE.format(table=table.full_name, where=where))


def write(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """What `moved` lists, each with its shard, as a file of ``folder``."""
    rows = "SELECT m.*, d.shard FROM moved m JOIN document_shard d USING (document_id) ORDER BY ALL"
    connection.execute(f"COPY ({rows}) TO {quoted(folder / FILE)}")


def update_stored(connection: duckdb.DuckDBPyConnection, folder: Path, of_shards: str) -> None:
    """Give stored rows of some shards the ids that the file of ``folder`` has, where there is one."""
    if not (folder / FILE).exists():
        return
    none_moved(connection)
    rows = f"SELECT document_id, part_no, department_id FROM read_parquet(?) WHERE {of_shards}"
    connection.execute(f"INSERT INTO moved {rows}", [str(folder / FILE)])
    if connection.execute("SELECT count(*) > 0 FROM moved").fetchone() == (True,):
        for table in following():
            update(connection, table, of_shards)
