"""What the published warehouse already holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.connection import WarehouseError, connect_readonly


def path_id(uri: str) -> str:
    """A document id for what has no readable bytes (a folder without permission): from its path."""
    return hashlib.sha256(f"path:{uri}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """``fingerprints`` by document id, ``unreached`` paths (uri by id) without bytes, ``built_by`` of the last run."""

    fingerprints: Mapping[str, str | None] = field(default_factory=dict)
    unreached: Mapping[str, str] = field(default_factory=dict)
    built_by: str | None = None


def known_documents(warehouse: Path) -> Known:
    """What an earlier run published; nothing where there is no file.  Raises `WarehouseError` if it is not ours."""
    if not warehouse.exists():
        return Known()
    connection = connect_readonly(warehouse)
    try:
        rows = connection.execute("SELECT document_id, fingerprint, source_uri FROM raw.document").fetchall()
        last = connection.execute("SELECT fingerprint FROM quality.run ORDER BY finished_at DESC LIMIT 1").fetchone()
    except duckdb.CatalogException as error:
        raise WarehouseError(f"{warehouse} is a DuckDB file, but no warehouse of gouji; name another file") from error
    finally:
        connection.close()
    unreached = {id_: uri for id_, _, uri in rows if id_ == path_id(uri)}
    return Known({id_: fingerprint for id_, fingerprint, _ in rows}, unreached, last[0] if last else None)
