"""Bringing a frame to the schema of its table without losing a digit."""

from __future__ import annotations

import polars as pl

from pipelines.model.schema import Column, Table
from pipelines.model.schema import table as table_of


class FrameError(Exception):
    """A frame does not fit its table: a column is missing, unknown, of the wrong type, or empty where it may not be."""


def fit(frame: pl.DataFrame, full_name: str) -> pl.DataFrame:
    """The frame with exactly the table's columns but the shard, in order and type.

    Optional columns that are missing are filled with NULL.  Raises FrameError, naming table and column, for a missing
    required column, an unknown column, a value that does not fit the type exactly (a float is never money), and a NULL
    where none may be.
    """
    table = table_of(full_name)
    own = table.own_columns
    names = {c.name for c in own}
    unknown = [c for c in frame.columns if c not in names]
    if unknown:
        raise FrameError(f"{full_name}: the frame has columns the schema does not know: {', '.join(unknown)}")
    missing = [c.name for c in own if not c.nullable and c.name not in frame.columns]
    if missing:
        raise FrameError(f"{full_name}: required columns are missing: {', '.join(missing)}")
    columns = [_fit_column(frame, column, table) for column in own]
    return pl.DataFrame(columns) if columns else frame


def _fit_column(frame: pl.DataFrame, column: Column, table: Table) -> pl.Series:
    wanted = column.polars_type
    if column.name not in frame.columns:
        return pl.Series(column.name, [None], dtype=wanted).new_from_index(0, frame.height)
    series = frame[column.name]
    if not column.nullable and series.null_count():
        raise FrameError(f"{table.full_name}.{column.name}: {series.null_count()} of {frame.height} rows are NULL")
    if series.dtype == wanted:
        return series
    if column.type in ("dec", "step") and series.dtype.is_float():
        raise FrameError(f"{table.full_name}.{column.name}: money must be Decimal, the frame has {series.dtype}")
    if column.type == "str" and isinstance(series.dtype, pl.List):
        return series.cast(pl.List(pl.String)).list.join(",")
    return _cast(series, column, table)


def _cast(series: pl.Series, column: Column, table: Table) -> pl.Series:
    wanted = column.polars_type
    where = f"{table.full_name}.{column.name}: the frame has {series.dtype}, the schema {wanted}"
    textual = series.dtype in (pl.String, pl.Categorical, pl.Enum, pl.Null)
    if (column.type == "str") != textual and series.dtype != pl.Null:
        raise FrameError(where)
    try:
        out = series.cast(wanted, strict=True)
    except pl.exceptions.PolarsError as error:
        raise FrameError(f"{where}: {error}") from error
    # A cast between decimals rounds silently; money that loses a digit is refused instead.
    if series.dtype.is_decimal() and not (out == series).all():
        raise FrameError(f"{where}: values have more decimal places than the column holds")
    return out
