"""Documents that were taken out: of what a takedown may keep, the hash, when, why and by which version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata

import duckdb

from warehouse.store.known import FORGOTTEN
from warehouse.store.store import STAGED, Change, Run

TABLE = "quality.forgotten"
_OF_LINES = 16  # digits of an id that begin those of its lines
_STAND = "SELECT address FROM raw.address WHERE sha256 = $document"
_ADDRESSES = (
    f"DELETE FROM raw.sweep WHERE address IN ({_STAND})",  # a path a run was given may be the file's own
    "DELETE FROM raw.address WHERE sha256 = $document",
)
_PUT_DOWN = f"""
INSERT INTO {TABLE} (document_id, forgotten_at, reason, made_by)
SELECT $document, $now, $reason, $made_by WHERE $document NOT IN ({FORGOTTEN})
"""
_NAMED = """
UPDATE quality.run SET stopped = regexp_replace(stopped, $digits || '[0-9a-f]*', '(forgotten)', 'g')
WHERE contains(stopped, $digits)
"""
_STAGED_AGAIN = f"SELECT DISTINCT shard FROM {STAGED}.raw.document WHERE document_id IN ({FORGOTTEN})"
_MEANWHILE = "a document of it was taken out meanwhile; the next run makes it without"


def put_down(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Put down which documents ``run`` has taken out, and take out where they stood, in the caller's transaction.

    A document whose shard could not be made is still there, and nothing is said of it.
    """
    for document in run.forget:
        if not is_out(connection, [document]):
            continue
        for sql in _ADDRESSES:
            connection.execute(sql, {"document": document})
        connection.execute(_NAMED, {"digits": document[:_OF_LINES]})
        said = {"document": document, "now": _now(), "reason": run.reason or None}
        connection.execute(_PUT_DOWN, {**said, "made_by": metadata.version("gouji")})


def is_out(connection: duckdb.DuckDBPyConnection, documents: Sequence[str]) -> bool:
    """Whether none of ``documents`` has a row."""
    sql = "SELECT count(*) = 0 FROM raw.document WHERE document_id IN (SELECT unnest(?::VARCHAR[]))"
    return connection.execute(sql, [list(documents)]).fetchone() == (True,)


def undo(connection: duckdb.DuckDBPyConnection, document: str) -> None:
    """Let runs read a document again."""
    connection.execute(
        f"UPDATE {TABLE} SET undone_at = ? WHERE document_id = ? AND undone_at IS NULL", [_now(), document]
    )


def taken_out_meanwhile(connection: duckdb.DuckDBPyConnection, changes: Sequence[Change]) -> dict[str, str]:
    """Shards of ``changes`` that hold, as they are staged, what another run has taken out since; with the reason."""
    try:
        found = {shard for (shard,) in connection.execute(_STAGED_AGAIN).fetchall()}
    except duckdb.CatalogException:  # of before there was such a list
        return {}
    return {change.shard: _MEANWHILE for change in changes if change.shard in found}


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
