"""DDL and comments from the schema source."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.model.schema import SCHEMAS, Column, Table
from pipelines.model.shards import COLUMN, UNPLACED


def create_schemas() -> Iterator[str]:
    """``CREATE SCHEMA`` for every schema of the warehouse."""
    for schema in SCHEMAS:
        yield f"CREATE SCHEMA IF NOT EXISTS {schema}"


def create_table(table: Table) -> str:
    """``CREATE TABLE`` with NOT NULL but no keys: keys make loading many times slower and are asserted as checks."""
    columns = ",\n  ".join(map(_column, table.columns))
    return f"CREATE TABLE {table.full_name} (\n  {columns}\n)"


def _column(column: Column) -> str:
    nullable = "" if column.nullable else " NOT NULL"
    default = f" DEFAULT '{UNPLACED}'" if column.name == COLUMN else ""
    return f"{column.name} {column.duckdb_type}{nullable}{default}"


def comments(table: Table) -> Iterator[str]:
    """``COMMENT ON`` the table (or view) and each of its columns."""
    yield f"COMMENT ON {'VIEW' if table.is_view else 'TABLE'} {table.full_name} IS {_quote(table.comment)}"
    for column in table.columns:
        yield f"COMMENT ON COLUMN {table.full_name}.{column.name} IS {_quote(column.comment)}"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
