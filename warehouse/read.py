"""Reading a published warehouse: SQL by people (read-only, no access to files) and frames for the pipeline."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Collection, Iterator
from typing import BinaryIO, Literal

import duckdb
import polars as pl

from pipelines.model.schema import Column, empty_frame, frame_schema, table
from pipelines.model.schema.version import columns_of, names_of
from pipelines.model.shards import COLUMN
from warehouse.connection import Limits, WarehouseError, connect_readonly, shortage
from warehouse.location import Location
from warehouse.output.formats import WRITERS, Row
from warehouse.stored_version import why_missing

__all__ = ["Format", "QueryError", "connect_readonly", "frame", "query", "write_query"]

Format = Literal["table", "csv", "json", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "parquet", "xlsx")
_BATCH = 10_000


class QueryError(WarehouseError):
    """The SQL does not run; the message is DuckDB's own, with the place it points to."""


def query(location: Location, sql: str, format: Format = "table", limits: Limits | None = None) -> bytes:
    """The result of one SQL statement on the warehouse at ``location``, as bytes (UTF-8, a Parquet file or a workbook).

    Raises WarehouseError (no warehouse), QueryError (the SQL does not run, is not one statement, or wants files).
    """
    out = io.BytesIO()
    write_query(location, sql, out, format, limits)
    return out.getvalue()


def write_query(
    location: Location, sql: str, out: BinaryIO, format: Format = "table", limits: Limits | None = None
) -> int:
    """Like ``query``, written to a stream in batches; returns the number of rows."""
    if format not in FORMATS:
        raise QueryError(f"unknown format {format!r}, expected one of {', '.join(FORMATS)}")
    connection = connect_readonly(location, limits, newer=True)
    try:
        return _run(connection, sql, out, format)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        other = why_missing(connection, location)
        raise QueryError("\n".join(filter(None, [_message(error), other]))) from error
    except duckdb.Error as error:
        raise QueryError(_message(error)) from error
    finally:
        connection.close()


def frame(
    location: Location, name: str, document_ids: Collection[str] | None = None, shards: Collection[str] | None = None
) -> pl.DataFrame:
    """Rows of ``schema.table`` in a published warehouse as a frame of that table's schema, in key order.

    ``document_ids`` keeps only rows of those documents, ``shards`` those of these shards (where the file has them).
    Columns the file is too old to have come back NULL.
    Raises WarehouseError if there is no warehouse, SchemaError for an unknown table.
    """
    wanted = table(name)
    connection = connect_readonly(location)
    try:
        stored, known = _stored(connection, name)
        if not known:
            return empty_frame(name)
        columns = ", ".join(f"{_values(c, name, known)} AS {c.name}" for c in wanted.own_columns)
        kept = ["true"]
        if document_ids is not None:
            ids = pl.DataFrame({"document_id": sorted(set(document_ids))}, schema={"document_id": pl.String})
            connection.register("wanted_documents", ids.to_arrow())
            kept.append("document_id IN (SELECT document_id FROM wanted_documents)")
        if shards is not None and COLUMN in known:
            kept.append(f"{COLUMN} IN ({', '.join(repr(shard) for shard in sorted(shards)) or 'NULL'})")
        where = " AND ".join(kept)
        found = connection.execute(
            f"SELECT {columns} FROM {stored} WHERE {where} ORDER BY {', '.join(wanted.key)}"
        ).pl()
        return found.cast(frame_schema(name))
    finally:
        connection.close()


def _stored(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[str, list[str]]:
    """What a table is called in the warehouse, and the columns it has there; none where it is not there."""
    for stored in names_of(name):
        known = [column for (column,) in connection.execute(_COLUMNS, stored.split(".")).fetchall()]
        if known:
            return stored, known
    return name, []


def _values(column: Column, table: str, known: Collection[str]) -> str:
    """SQL of the values of a column, by whatever name it goes there."""
    return next((name for name in columns_of(table, column.name) if name in known), f"NULL::{column.duckdb_type}")


_COLUMNS = """
SELECT column_name FROM duckdb_columns()
WHERE database_name = current_database() AND schema_name = ? AND table_name = ?
"""


def _run(connection: duckdb.DuckDBPyConnection, sql: str, out: BinaryIO, format: Format) -> int:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"expected one SQL statement, found {len(statements)}")
    result = connection.execute(statements[0])
    if result.description is None:
        raise QueryError("the statement gives no rows")
    if format == "parquet":
        rows = result.pl()
        rows.write_parquet(out)
        return rows.height
    columns = [column[0] for column in result.description]
    if format == "xlsx":
        return _workbook(columns, _batches(result), out)
    return WRITERS[format](columns, _batches(result), out)


def _workbook(columns: list[str], rows: Iterator[Row], out: BinaryIO) -> int:
    """A workbook, sent only when it is whole."""
    from warehouse.output.workbook import SheetError, write_xlsx

    with tempfile.TemporaryFile() as whole:
        try:
            count = write_xlsx(whole, columns, rows)
        except SheetError as error:
            raise QueryError(
                f"{error}. Ask for less (WHERE, LIMIT, GROUP BY), or take --format parquet or csv"
            ) from error
        whole.seek(0)
        shutil.copyfileobj(whole, out)
    return count


def _batches(result: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    while batch := result.fetchmany(_BATCH):
        yield from batch


def _message(error: duckdb.Error) -> str:
    text = str(error).strip()
    if short := shortage(error):
        return short
    if isinstance(error, duckdb.PermissionException) or "file system operations are disabled" in text:
        return f"queries read the warehouse only, not files: {text.splitlines()[0]}"
    if "read-only mode" in text:
        return "the warehouse is read-only: queries cannot change it"
    return text
