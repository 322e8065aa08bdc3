"""One commit at a time: a lock in the lake's own database, which is free again when its holder's connection ends.

DuckLake finds conflicts by itself, but only when all rows are written; the loser would write them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from warehouse.connection import WarehouseError, literal
from warehouse.location import Lake

_LOCK = 0x676F756A69  # any number of our own


@contextmanager
def turn(connection: duckdb.DuckDBPyConnection, lake: Lake) -> Iterator[None]:
    """Wait until no other process holds the lock of ``lake``, and hold it; ``connection`` can attach it.

    Raises WarehouseError where its catalog is not reached.
    """
    holder = connection.cursor()
    try:
        try:
            holder.execute(f"ATTACH {literal(lake.catalog)} AS turn (TYPE postgres)")
            holder.begin()  # keeps one session, whose lock it is
            ask = f"SELECT pg_advisory_xact_lock({_LOCK})::text"
            holder.execute(f"SELECT * FROM postgres_query('turn', {literal(ask)})").fetchall()
        except duckdb.Error as error:
            raise WarehouseError(f"cannot open {lake}: {str(error).strip().splitlines()[0]}") from error
        yield
    finally:
        holder.close()
