"""Tables of a shard that is being made, as frames and back."""

from __future__ import annotations

import duckdb
import polars as pl

from pipelines.model.schema import table
from warehouse.schema import fit
from warehouse.writer.load import load


def rows(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """The rows of ``schema.table`` without the shard, in key order."""
    return connection.execute(f"SELECT * EXCLUDE (shard) FROM {name} ORDER BY {', '.join(table(name).key)}").pl()


def add_rows(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame, shard: str) -> None:
    """Put the rows of ``frame`` beside those of ``schema.table``, as rows of ``shard``."""
    connection.register("added", fit(frame, name).to_arrow())
    connection.execute(f"INSERT INTO {name} BY NAME SELECT *, ? AS shard FROM added", [shard])
    connection.unregister("added")


def replace_rows(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Put the rows of ``frame`` in the place of those of ``schema.table``."""
    connection.execute(f"DELETE FROM {name}")
    load(connection, table(name), frame)
