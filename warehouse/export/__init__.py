"""``gouji export``: every core and mart table as Parquet and CSV, described by a fiscal data package."""

from warehouse.export.package import Exported, export
from warehouse.export.roles import COLUMN_TYPES, column_type

__all__ = ["COLUMN_TYPES", "Exported", "column_type", "export"]
