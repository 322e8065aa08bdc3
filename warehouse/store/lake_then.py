"""Tables of a lake as they were in a night of another version: made anew, with the columns and the rows of then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb

from pipelines.model.schema import SCHEMAS
from pipelines.model.schema import tables as table_names
from pipelines.model.shards import COLUMN
from warehouse.connection import literal
from warehouse.lake import NAME, attach_night
from warehouse.location import Lake

_COLUMNS = f"""
SELECT c.schema_name || '.' || c.table_name, column_name, data_type, is_nullable, column_default, c.comment
FROM duckdb_columns() c SEMI JOIN duckdb_tables() t USING (database_name, schema_name, table_name)
WHERE database_name = ? AND schema_name IN {SCHEMAS} ORDER BY 1, column_index
"""
_TABLES = f"""
SELECT schema_name || '.' || table_name, comment FROM duckdb_tables()
WHERE database_name = ? AND schema_name IN {SCHEMAS}
"""
_VIEWS = f"""
SELECT schema_name || '.' || view_name, sql, comment FROM duckdb_views()
WHERE database_name = ? AND schema_name IN {SCHEMAS}
"""
_THEN = "as_it_was"


def put_tables_back(connection: duckdb.DuckDBPyConnection, lake: Lake, night: int) -> None:
    """Make every table and view of the lake as it was in ``night``; begins a transaction, which the caller ends.

    What was is copied first: what a transaction takes out is missing from earlier states as well.
    """
    attach_night(connection, lake, _THEN, night)
    stood = [name for (name, *_) in connection.execute(_TABLES, [NAME]).fetchall()]
    shown = [name for (name, *_) in connection.execute(_VIEWS, [NAME]).fetchall()]
    tables, views = (connection.execute(sql, [_THEN]).fetchall() for sql in (_TABLES, _VIEWS))
    columns: dict[str, list[_Column]] = {}
    for name, *column in connection.execute(_COLUMNS, [_THEN]).fetchall():
        columns.setdefault(name, []).append(_Column(*column))
    for number, (name, _) in enumerate(tables):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE then_{number} AS SELECT * FROM {_THEN}.{name}")
    connection.execute(f"DETACH {_THEN}")
    connection.begin()
    for kind, names in (("VIEW", shown), ("TABLE", stood)):
        for name in names:
            connection.execute(f"DROP {kind} {name}")
    for number, (name, comment) in enumerate(tables):
        for statement in _made(name, comment, columns[name]):
            connection.execute(statement)
        connection.execute(f"INSERT INTO {name} SELECT * FROM then_{number}")
    for name, sql, comment in views:
        query = sql.partition(" AS ")[2]  # it names the view without its schema
        connection.execute(f"CREATE VIEW {name} AS {query}")
        connection.execute(f"COMMENT ON VIEW {name} IS {literal(comment or '')}")


class _Column(NamedTuple):
    name: str
    type: str
    nullable: bool
    default: str | None
    comment: str | None


def _made(name: str, comment: str | None, columns: Sequence[_Column]) -> Iterator[str]:
    """What makes a table as it was."""
    listed = (
        f"{c.name} {c.type}{f' DEFAULT {c.default}' if c.default else ''}{'' if c.nullable else ' NOT NULL'}"
        for c in columns
    )
    yield f"CREATE TABLE {name} ({', '.join(listed)})"
    known = table_names().get(name)
    if COLUMN in (c.name for c in columns) and (known is None or known.of not in ("nation", "history")):
        yield f"ALTER TABLE {name} SET PARTITIONED BY ({COLUMN})"
    yield f"COMMENT ON TABLE {name} IS {literal(comment or '')}"
    for c in columns:
        yield f"COMMENT ON COLUMN {name}.{c.name} IS {literal(c.comment or '')}"
