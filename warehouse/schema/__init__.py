"""The schema of the warehouse: one source for DDL, comments, frames, checks and the data dictionary."""

from warehouse.schema.checks import Check, checks
from warehouse.schema.ddl import comments, create_schemas, create_table
from warehouse.schema.frames import FrameError, empty_frame, fit, frame_schema
from warehouse.schema.model import SCHEMAS, Column, SchemaError, Table
from warehouse.schema.source import table, tables

__all__ = [
    "SCHEMAS",
    "Check",
    "Column",
    "FrameError",
    "SchemaError",
    "Table",
    "checks",
    "comments",
    "create_schemas",
    "create_table",
    "empty_frame",
    "fit",
    "frame_schema",
    "table",
    "tables",
]
