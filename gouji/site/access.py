"""What the report needs of a warehouse, handed in by its caller: this package imports no `warehouse`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.acquire import NOTHING_KEPT, Objects

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Access:
    """``connect`` opens the warehouse read-only; ``defused`` makes text safe for a spreadsheet that opens a CSV;
    ``objects`` has the bytes that were kept.

    All are used in worker processes too, so they must pickle.
    """

    connect: Callable[[], duckdb.DuckDBPyConnection]
    defused: Callable[[str], str]
    objects: Objects = NOTHING_KEPT


def rows(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """The result of ``sql`` as dictionaries, in order."""
    result = connection.execute(sql, list(parameters))
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
