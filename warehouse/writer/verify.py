"""Fail closed: a warehouse that breaks a uniqueness or reference check is not published."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from pipelines.model.schema import Table
from warehouse.connection import WarehouseError
from warehouse.schema import checks


class CheckError(WarehouseError):
    """A table breaks its key or points to rows that are not there; the message shows some of the offending rows."""


def verify(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table], *, references: bool = True) -> int:
    """Runs every check of the given tables and returns how many there were; raises CheckError listing all that fail.

    Without ``references`` only keys are checked, where the tables referred to are elsewhere.
    """
    failures: list[str] = []
    count = 0
    for table in tables:
        for check in checks(table):
            if check.is_reference and not references:
                continue
            count += 1
            rows = connection.execute(check.sql).fetchall()
            if rows:
                shown = "; ".join(", ".join(str(value) for value in row) for row in rows)
                failures.append(f"{check.table} {check.name}: {shown}")
    if failures:
        raise CheckError("the warehouse was not published, checks failed:\n  " + "\n  ".join(failures))
    return count
