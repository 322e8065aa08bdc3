"""One table as a Parquet file and a CSV file, written in batches so that its size does not matter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.model.schema import Table
from warehouse.output.text import FORMULA_START, HARMLESS

_BATCH = 100_000
_COLUMNS = """
SELECT column_name FROM duckdb_columns()
WHERE database_name = current_database() AND schema_name = ? AND table_name = ?
"""
_TIMESTAMP = "%Y-%m-%dT%H:%M:%S%.6f"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, for checksums and the descriptor."""

    path: Path
    bytes: int
    sha256: str


def write_table(connection: duckdb.DuckDBPyConnection, table: Table, parquet: Path, csv: Path) -> int:
    """Write ``table``, in key order, to both files; returns its rows.

    Parquet holds every value as it is.  CSV is UTF-8 without a byte order mark (RFC 4180, NULL empty, decimals in
    full), and text a spreadsheet would run has an apostrophe before it.  A column or table the warehouse is too old to
    have comes out empty.
    """
    result = connection.execute(_select(connection, table))
    reader = result.to_arrow_reader(_BATCH)
    rows, header = 0, True
    with pq.ParquetWriter(parquet, reader.schema, compression="zstd") as writer, csv.open("wb") as out:
        for batch in _batches(reader):
            writer.write_table(batch)
            frame = pl.from_arrow(batch)
            assert isinstance(frame, pl.DataFrame)  # a table of several columns
            defused(frame).write_csv(out, include_header=header, line_terminator="\r\n", datetime_format=_TIMESTAMP)
            rows, header = rows + batch.num_rows, False
    return rows


def _select(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    found = connection.execute(_COLUMNS, [table.schema, table.name]).fetchall()
    known = {name for (name,) in found}
    columns = ", ".join(
        f'"{c.name}"' if c.name in known else f'NULL::{c.duckdb_type} AS "{c.name}"' for c in table.columns
    )
    if not known:
        return f"SELECT {columns} WHERE false"
    return f"SELECT {columns} FROM {table.full_name} ORDER BY {', '.join(table.key)}"


def _batches(reader: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The batches, and one without rows where there are none: the CSV still gets its header."""
    empty = True
    for batch in reader:
        empty = False
        yield pa.Table.from_batches([batch], reader.schema)
    if empty:
        yield reader.schema.empty_table()


def defused(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before text a spreadsheet would run: `warehouse.output.text.defused` by column."""
    return frame.with_columns(
        pl.when(_is_formula(name)).then(pl.lit("'") + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name, dtype in frame.schema.items()
        if dtype == pl.String
    )


def _is_formula(name: str) -> pl.Expr:
    starts = pl.any_horizontal(pl.col(name).str.starts_with(one) for one in FORMULA_START)
    return starts & ~pl.col(name).str.contains(f"^(?:{HARMLESS.pattern})$")


def measured(path: Path) -> Written:
    """Size and sha256 of a file."""
    with path.open("rb") as file:
        return Written(path, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
