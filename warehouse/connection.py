"""How this project opens DuckDB: bounded, offline, and for readers shut off from the file system."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse import spill
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
    limits = limits or Limits()
    if isinstance(location, Lake):
        from warehouse.lake import read_lake  # which stands on this

        connection = read_lake(location, limits, spill.place())
    else:
        connection = _read_file(location, limits)
    if not newer:
        refuse_newer(connection, location)
    return connection


def refuse_newer(connection: duckdb.DuckDBPyConnection, location: object) -> None:
    """Raises WarehouseError, and closes, where the tables of what is open are later than this program's."""
    why = why_not(stored_version(connection), location)
    if why is not None:
        connection.close()
        raise WarehouseError(why)


def _read_file(path: Path, limits: Limits) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise WarehouseError(f"no warehouse at {path}: run `gouji ingest` first, or name another with --warehouse")
    config = {
        **_OFFLINE,
        "threads": str(limits.threads),
        "memory_limit": limits.memory,
        "temp_directory": str(spill.place(of=str(path.absolute()))),
    }
    try:
        connection = _patiently(path, config)
    except duckdb.Error as error:
        raise WarehouseError(f"cannot open {path}: {_first_line(error)}") from error
    close_off(connection, [])
    return connection


def close_off(connection: duckdb.DuckDBPyConnection, but: Sequence[str]) -> None:
    """Take the file system out of SQL's reach, ``but`` these folders, limit what spills, and lock the configuration.

    After opening: the temporary folder cannot be set once the file system is closed, and options come in no order.
    The limit is not kept when
    it is given on opening.  A second connection of the same process finds it done.
    """
    if connection.execute("SELECT current_setting('lock_configuration')").fetchone() == (True,):
        return
    if but:
        connection.execute(f"SET allowed_directories = [{', '.join(map(literal, but))}]")
    connection.execute(f"SET max_temp_directory_size = {literal(spill.room())}")
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


@contextmanager
def asked(location: Location) -> Iterator[None]:
    """Around queries of ours: what DuckDB raises becomes a WarehouseError that says what to do."""
    try:
        yield
    except duckdb.Error as error:
        raise WarehouseError(shortage(error) or f"cannot read {location}: {_first_line(error)}") from error


def shortage(error: duckdb.Error) -> str | None:
    """What to do where a query ran out of memory or of room for what does not fit in it; None for other errors."""
    text = str(error)
    if "max_temp_directory_size" in text:
        return (
            f"the query needs more than the {spill.room()} of temporary files it may write: ask for less (WHERE, fewer "
            "columns, no ORDER BY), or raise query_spill (GOUJI_QUERY_SPILL)"
        )
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return (
            "the disk for temporary files is full: free some of it, name another one in TMPDIR, or ask for less "
            "(WHERE, fewer columns, no ORDER BY)"
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return (
            f"the query needs more memory than the {Limits().memory} it may take: ask for less (WHERE, fewer columns, "
            "LIMIT), or in several steps"
        )
    return None


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
