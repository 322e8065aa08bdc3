"""Checks in the place of database keys: uniqueness and references, as SQL that returns the offending rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.model.schema import Table
from pipelines.model.schema import table as table_of

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Check:
    """``sql`` returns at most a few rows that break the check; none means it holds."""

    name: str
    table: str
    sql: str
    is_reference: bool = False


def checks(table: Table) -> Iterator[Check]:
    """The checks of one table; NOT NULL is in its DDL, since that costs nothing."""
    if table.key and not table.is_view:
        key = ", ".join(table.key)
        yield Check(
            name=f"unique({key})",
            table=table.full_name,
            sql=f"SELECT {key}, count(*) AS rows FROM {table.full_name} GROUP BY ALL HAVING count(*) > 1 "
            f"ORDER BY ALL LIMIT {_SHOWN}",
        )
    for columns, target in table.references.items():
        yield _reference(table, tuple(columns.split(",")), table_of(target))


def _reference(table: Table, columns: tuple[str, ...], target: Table) -> Check:
    on = " AND ".join(f"t.{k} = f.{c}" for c, k in zip(columns, target.key, strict=True))
    names = ", ".join(f"f.{c}" for c in columns)
    return Check(
        name=f"references({', '.join(columns)} -> {target.full_name})",
        table=table.full_name,
        sql=f"SELECT DISTINCT {names} FROM {table.full_name} f ANTI JOIN {target.full_name} t ON {on} "
        f"ORDER BY ALL LIMIT {_SHOWN}",
        is_reference=True,
    )
