"""Creating the tables and filling them from frames, through Arrow."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import polars as pl

from pipelines.model.schema import Table
from warehouse.schema import comments, create_schemas, create_table, fit


def create_all(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], *, commented: bool = True) -> None:
    """Creates every schema and table (views come with the marts), with their comments where people will read them."""
    # One transaction: a thousand comments would otherwise be synced to disk one by one.
    connection.begin()
    for statement in create_schemas():
        connection.execute(statement)
    for table in tables.values():
        if not table.is_view:
            connection.execute(create_table(table))
            for statement in comments(table) if commented else ():
                connection.execute(statement)
    connection.commit()


def count_rows(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> dict[str, int]:
    """How many rows each table holds."""
    counted = (f"SELECT '{name}', count(*) FROM {name}" for name, table in tables.items() if not table.is_view)
    return dict(connection.execute(" UNION ALL ".join(counted)).fetchall())


def load(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> None:
    """Inserts a frame, brought to the schema and ordered by the table's key, so equal input gives an equal table.

    Raises FrameError if the frame does not fit.
    """
    fitted = fit(frame, table.full_name)
    if fitted.is_empty():
        return
    ordered = fitted.sort(list(table.key), nulls_last=True, maintain_order=True) if table.key else fitted
    connection.register("incoming", ordered.to_arrow())
    try:
        connection.execute(f"INSERT INTO {table.full_name} BY NAME SELECT * FROM incoming")
    finally:
        connection.unregister("incoming")
