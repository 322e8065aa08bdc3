"""Of which version the tables of a warehouse are: what it says of itself, and what a program of another one may do."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import metadata

import duckdb

from pipelines.model.schema import VERSION

TABLE = "quality.schema_version"
_NOTE = f"""
INSERT INTO {TABLE} (version, since, made_by)
SELECT $version, $since, $made_by WHERE NOT EXISTS (FROM {TABLE} WHERE version = $version)
"""


def stored_version(connection: duckdb.DuckDBPyConnection, database: str = "") -> int:
    """The version of the warehouse that is open, or attached as ``database``; 0 where it says none.

    None was said by programs before the table was there; where it has no row yet, this program is making the tables.
    """
    try:
        found = connection.execute(f"SELECT max(version) FROM {database and f'{database}.'}{TABLE}").fetchone()
    except duckdb.CatalogException:
        return 0
    return int(found[0]) if found and found[0] is not None else VERSION


def note_version(connection: duckdb.DuckDBPyConnection) -> None:
    """Put down that the tables are this program's, where that is new."""
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.execute(_NOTE, {"version": VERSION, "since": now, "made_by": metadata.version("gouji")})


def why_not(version: int, about: object) -> str | None:
    """Why a program cannot handle ``about``, whose tables are of ``version``; None where it can."""
    if version > VERSION:
        return (
            f"{about} was made by a newer gouji (tables of version {version}, this program's are of {VERSION}): "
            "use that one, nothing was changed"
        )
    return None


def why_missing(connection: duckdb.DuckDBPyConnection, about: object) -> str | None:
    """Why something may be missing in the warehouse ``about`` that is open; None where its tables are this program's,
    or it is none of ours."""
    version = stored_version(connection)
    if version >= VERSION:
        return why_not(version, about)
    try:
        connection.execute("FROM raw.document LIMIT 0")
    except duckdb.CatalogException:
        return None
    return (
        f"{about} was made by an older gouji (tables of version {version}, this program's are of {VERSION}): "
        "run `gouji ingest`, which brings it to this one"
    )
