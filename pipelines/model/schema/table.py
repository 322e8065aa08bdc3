"""What a table and a column of the warehouse are: names, types, keys and what each is for, in two languages."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from pipelines.model.schema.version import Renamed, renamed
from pipelines.model.shards import COLUMN

SCHEMAS = ("raw", "core", "quality", "quarantine", "mart")

# logical type -> (DuckDB type, polars type).  Money is exact: no column of this warehouse holds money as a float.
_TYPES: dict[str, tuple[str, pl.DataType]] = {
    "str": ("VARCHAR", pl.String()),
    "int": ("BIGINT", pl.Int64()),
    "f64": ("DOUBLE", pl.Float64()),
    "bool": ("BOOLEAN", pl.Boolean()),
    "date": ("DATE", pl.Date()),
    "ts": ("TIMESTAMP", pl.Datetime("us")),
    "dec": ("DECIMAL(20,2)", pl.Decimal(20, 2)),
    "step": ("DECIMAL(20,6)", pl.Decimal(20, 6)),
}
TYPE_NAMES = frozenset(_TYPES)
OF = ("document", "judgement", "result", "shard", "nation", "history")


class SchemaError(Exception):
    """The schema source itself is wrong: a misspelt type, an unknown table, a column without a description."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.  ``type`` is a logical type of this module, ``role`` what it is in a fiscal data package."""

    name: str
    type: str
    nullable: bool
    role: str
    en: str
    zh: str

    @property
    def duckdb_type(self) -> str:
        """The type in DDL, for example ``DECIMAL(20,2)``."""
        return _TYPES[self.type][0]

    @property
    def polars_type(self) -> pl.DataType:
        """The type in a polars frame."""
        return _TYPES[self.type][1]

    @property
    def comment(self) -> str:
        """What COMMENT ON COLUMN says: English, then Chinese."""
        return f"{self.en} | {self.zh}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table or view.

    ``key`` names the columns no two rows may share; ``references`` maps columns (joined by a comma) to the table whose
    key they must be found in.

    ``of`` tells what the rows belong to, and so when they are replaced: ``document`` (when it is read again),
    ``judgement`` (when the document is judged again), ``result`` (with their row of quality.result), ``shard`` (made
    anew for every shard a run touches), ``nation`` (made anew by every run) or ``history`` (never).
    """

    schema: str
    name: str
    en: str
    zh: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: dict[str, str] = field(default_factory=dict)
    of: str = "shard"
    is_view: bool = False

    @property
    def full_name(self) -> str:
        """``schema.table``."""
        return f"{self.schema}.{self.name}"

    @property
    def comment(self) -> str:
        """What COMMENT ON TABLE says: English, then Chinese."""
        return f"{self.en} | {self.zh}"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names in order."""
        return tuple(c.name for c in self.columns)

    @property
    def own_columns(self) -> tuple[Column, ...]:
        """The columns of its frames: all but the shard, which is known where rows are stored."""
        return tuple(c for c in self.columns if c.name != COLUMN)

    @property
    def former_columns(self) -> tuple[Renamed, ...]:
        """Columns that answer to a former name as well."""
        return tuple(row for row in renamed() if row.answers and row.is_column and row.table == self.full_name)
