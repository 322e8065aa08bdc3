"""Frames as a table of the warehouse has them: its polars schema, and an empty one."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from pipelines.model.schema.source import table as table_of


def frame_schema(full_name: str, *, without: Collection[str] = ()) -> pl.Schema:
    """The polars schema of ``schema.table``, columns in order, but for those a later step adds (``without``, shard).

    Raises SchemaError for an unknown table.
    """
    return pl.Schema({c.name: c.polars_type for c in table_of(full_name).own_columns if c.name not in without})


def empty_frame(full_name: str) -> pl.DataFrame:
    """A frame of ``schema.table`` without rows."""
    return pl.DataFrame(schema=frame_schema(full_name))
