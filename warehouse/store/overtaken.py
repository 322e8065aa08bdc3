"""Shards that are no longer what a run has made them of: they are not published over what came between."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from warehouse.store.forgotten import taken_out_meanwhile
from warehouse.store.store import Change

_OVERTAKEN = "another run has published it meanwhile; the next run takes it up"


def overtaken(connection: duckdb.DuckDBPyConnection, changes: Sequence[Change]) -> dict[str, str]:
    """Shards that are not, in the open warehouse, what their change was made of, with the reason."""
    now = dict(connection.execute("SELECT shard, made_at FROM quality.shard").fetchall())
    late = {change.shard: _OVERTAKEN for change in changes if now.get(change.shard) != change.made_at}
    return taken_out_meanwhile(connection, changes) | late
