"""How this project opens DuckDB: bounded, offline, and for readers shut off from the file system."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.location import Lake, Location
from warehouse.stored_version import stored_version, why_not

_OFFLINE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}

_PATIENCE = 2.0  # seconds


class WarehouseError(Exception):
    """The warehouse cannot be read or written; the message says what to do about it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a DuckDB connection may use."""

    threads: int = 2
    memory: str = "1GB"


def connect_writer(path: Path, limits: Limits) -> duckdb.DuckDBPyConnection:
    """Opens (creates) the file for writing.  What does not fit in memory spills beside it."""
    config = {**_OFFLINE, "threads": str(limits.threads), "memory_limit": limits.memory}
    return duckdb.connect(str(path), config={**config, "temp_directory": f"{path}.spill"})


def connect_memory(spill: Path, limits: Limits) -> duckdb.DuckDBPyConnection:
    """A database in memory; what does not fit spills into the folder ``spill``."""
    config = {**_OFFLINE, "threads": str(limits.threads), "memory_limit": limits.memory}
    return duckdb.connect(":memory:", config={**config, "temp_directory": str(spill)})


def attach_readonly(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach the database file ``path`` to ``connection`` as ``name``."""
    connection.execute(f"ATTACH {quoted(path)} AS {name} (READ_ONLY)")


def quoted(path: Path) -> str:
    """A path as a literal of SQL, for statements that take no parameters."""
    return literal(str(path))


def literal(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def connect_readonly(
    location: Location, limits: Limits | None = None, *, newer: bool = False
) -> duckdb.DuckDBPyConnection:
    """Opens a published warehouse for reading, its configuration locked and the file system out of SQL's reach.

    Raises WarehouseError if there is none, it is no DuckDB file, somebody has the file open for writing, or a program
    of later tables made it; with ``newer`` that is no matter: who asks knows the tables.
    """
    limits, spill = limits or Limits(), Path(tempfile.gettempdir()) / "gouji-spill"
    if isinstance(location, Lake):
        from warehouse.lake import read_lake  # which stands on this

        connection = read_lake(location, limits, spill)
    else:
        connection = _read_file(location, limits, spill)
    if not newer:
        refuse_newer(connection, location)
    return connection


def refuse_newer(connection: duckdb.DuckDBPyConnection, location: object) -> None:
    """Raises WarehouseError, and closes, where the tables of what is open are later than this program's."""
    why = why_not(stored_version(connection), location)
    if why is not None:
        connection.close()
        raise WarehouseError(why)


def _read_file(path: Path, limits: Limits, spill: Path) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise WarehouseError(f"no warehouse at {path}: run `gouji ingest` first, or name another with --warehouse")
    config = {**_OFFLINE, "threads": str(limits.threads), "memory_limit": limits.memory, "temp_directory": str(spill)}
    try:
        connection = _patiently(path, config)
    except duckdb.Error as error:
        raise WarehouseError(f"cannot open {path}: {_first_line(error)}") from error
    close_off(connection, [])
    return connection


def close_off(connection: duckdb.DuckDBPyConnection, but: Sequence[str]) -> None:
    """Take the file system out of SQL's reach, ``but`` these folders, and lock the configuration.

    After opening: the temporary folder cannot be set once the file system is closed, and options come in no order.
    A second connection of the same process finds it done.
    """
    if connection.execute("SELECT current_setting('lock_configuration')").fetchone() == (True,):
        return
    if but:
        connection.execute(f"SET allowed_directories = [{', '.join(map(literal, but))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _patiently(path: Path, config: dict[str, str]) -> duckdb.DuckDBPyConnection:
    """Open for reading; a run that puts down that it found nothing to do holds the file for a moment."""
    ends = time.monotonic() + _PATIENCE
    while True:
        try:
            return duckdb.connect(str(path), read_only=True, config={**config})
        except duckdb.IOException as error:
            if "lock" not in str(error) or time.monotonic() > ends:
                raise
            time.sleep(_PATIENCE / 20)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
