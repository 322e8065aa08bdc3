"""The tables of the warehouse: the one source of their names, types, keys and descriptions (``tables/*.toml``).

DDL, checks, frames, exports and the data dictionary are made of it.
"""

from pipelines.model.schema.frames import empty_frame, frame_schema
from pipelines.model.schema.source import table, tables
from pipelines.model.schema.table import SCHEMAS, Column, SchemaError, Table
from pipelines.model.schema.version import VERSION

__all__ = ["SCHEMAS", "VERSION", "Column", "SchemaError", "Table", "empty_frame", "frame_schema", "table", "tables"]
