"""The schema in the warehouse: DDL and comments, checks in the place of keys, and frames brought to their table.

The tables themselves are `pipelines.model.schema`'s.
"""

from warehouse.schema.checks import Check, checks
from warehouse.schema.ddl import comments, create_schemas, create_table
from warehouse.schema.frames import FrameError, fit

__all__ = ["Check", "FrameError", "checks", "comments", "create_schemas", "create_table", "fit"]
