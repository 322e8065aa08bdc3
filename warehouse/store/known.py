"""What the published warehouse already holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from pipelines.model.shards import UNPLACED
from warehouse.store.attempts import Attempt

# The shard of documents in a warehouse that does not say it (`pipelines.model.shards`).
SHARDS = f"""
SELECT document_id,
    coalesce(left(arg_min(region_code, part_no) FILTER (region_code IS NOT NULL), 4), '{UNPLACED}') AS shard
FROM {{database}}raw.part GROUP BY document_id
"""


def path_id(uri: str) -> str:
    """A document id for what has no readable bytes (a folder without permission): from its path."""
    return hashlib.sha256(f"path:{uri}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of documents, by their ids, and by which version each shard was last made.

    ``fingerprints`` is by which version each document was read, ``shards`` where it is stored, ``unreached`` the paths
    (uri by id) without bytes, ``made_by`` the fingerprint by shard, ``made_at`` when (UTC), ``attempts`` what became of
    those that could not be read.  ``unreadable`` are those of which nothing could be read, ``forgotten`` those that
    were taken out and may not be read.
    """

    fingerprints: Mapping[str, str | None] = field(default_factory=dict)
    shards: Mapping[str, str] = field(default_factory=dict)
    unreached: Mapping[str, str] = field(default_factory=dict)
    made_by: Mapping[str, str | None] = field(default_factory=dict)
    made_at: Mapping[str, datetime] = field(default_factory=dict)
    attempts: Mapping[str, Attempt] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    forgotten: frozenset[str] = frozenset()

    @staticmethod
    def read(connection: duckdb.DuckDBPyConnection) -> Known:
        """From an open warehouse.  Raises ``duckdb.CatalogException`` where its tables are not ours."""
        has_shards = connection.execute(_HAS_SHARDS).fetchone() == (True,)
        rows = connection.execute(_DOCUMENTS if has_shards else _PLACED_DOCUMENTS).fetchall()
        made = connection.execute(_MADE).fetchall() if has_shards else []
        counts_tries = connection.execute(_COUNTS_TRIES).fetchone() == (True,)
        failed = connection.execute(_FAILED).fetchall() if counts_tries else []
        return Known(
            {id_: fingerprint for id_, fingerprint, *_ in rows},
            {id_: placed for id_, _, _, placed, _ in rows},
            {id_: uri for id_, _, uri, *_ in rows if id_ == path_id(uri)},
            {shard: fingerprint for shard, fingerprint, _ in made},
            {shard: at for shard, _, at in made},
            {document: Attempt(*said) for document, *said in failed},
            frozenset(id_ for id_, *_, is_unreadable in rows if is_unreadable),
            forgotten(connection),
        )


def forgotten(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Documents that were taken out of an open warehouse; none in one of before there was a list."""
    try:
        return frozenset(document for (document,) in connection.execute(FORGOTTEN).fetchall())
    except duckdb.CatalogException:
        return frozenset()


FORGOTTEN = "SELECT document_id FROM quality.forgotten WHERE undone_at IS NULL"
_DOCUMENTS = "SELECT document_id, fingerprint, source_uri, shard, reason IS NOT NULL FROM raw.document"
_PLACED_DOCUMENTS = f"""
SELECT d.document_id, d.fingerprint, d.source_uri, coalesce(p.shard, '{UNPLACED}'), d.reason IS NOT NULL
FROM raw.document d LEFT JOIN ({SHARDS.format(database="")}) p USING (document_id)
"""
_MADE = "SELECT shard, fingerprint, made_at FROM quality.shard"
_FAILED = """
SELECT document_id, q.reason, q.tries, q.first_failed_at, q.next_try_at, coalesce(d.lacking, ''), d.reason IS NULL
FROM quality.document q JOIN raw.document d USING (document_id) WHERE q.tries IS NOT NULL
"""
_COUNTS_TRIES = """
SELECT count(*) = 1 FROM duckdb_columns()
WHERE database_name = current_database()
    AND schema_name = 'quality' AND table_name = 'document' AND column_name = 'tries'
"""
_HAS_SHARDS = """
SELECT count(*) = 1 FROM duckdb_columns()
WHERE database_name = current_database()
    AND schema_name = 'raw' AND table_name = 'document' AND column_name = 'shard'
"""
