"""The SQLite file of the inventory: a cache, so whatever is wrong with it costs time and never a run."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

_log = logging.getLogger(__name__)

# ids mark files in a byte array; `path` is as the system has it, in bytes, so that it sorts as its folders nest
_TABLE = """
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    hashed_ns INTEGER NOT NULL,
    document_id BLOB,
    archive BLOB,
    crc INTEGER NOT NULL
)
"""
_BY_AGE = "CREATE INDEX file_by_age ON file (hashed_ns)"


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection | None]:
    """The file at ``path`` in one transaction, which holds when the context ends, be it by an error.

    A file that is missing, damaged or of another version is made anew.  ``None`` where another process has it (that
    one scans with it, this one without), or where nothing can be written.  A ``sqlite3.Error`` raised in the context
    ends here: nothing of the transaction holds, and a damaged file is removed.
    """
    lock = FileLock(path.with_name(path.name + ".lock"), fallback_to_soft=False)
    connection = _connected(path) if _locked(lock) else None
    try:
        if connection is None:
            yield None
        else:
            yield from _transaction(path, connection)
    finally:
        lock.release()


def _locked(lock: FileLock) -> bool:
    try:
        Path(lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except (Timeout, OSError, NotImplementedError) as error:
        _log.info("no inventory: %s", error)
        return False
    return True


def _connected(path: Path) -> sqlite3.Connection | None:
    for attempt in ("as it is", "anew"):
        try:
            if attempt == "anew":
                _discard(path)
            return _begun(path)
        except (sqlite3.Error, OSError) as error:
            _log.info("the inventory %s cannot be used %s: %s", path, attempt, error)
    return None


def _begun(path: Path) -> sqlite3.Connection:
    """A connection within a transaction.  Raises ``sqlite3.Error`` where the file is not of this version."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        connection.text_factory = bytes
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables == version == 0:
            connection.execute(_TABLE)
            connection.execute(_BY_AGE)
            connection.execute(f"PRAGMA user_version = {_version()}")
        elif version != _version():
            raise sqlite3.DatabaseError("it is of another version")
        connection.execute("SELECT max(id) FROM file").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _transaction(path: Path, connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    failure: sqlite3.Error | None = None
    try:
        yield connection
    except sqlite3.Error as error:
        failure = error
    finally:
        failure = failure or _commit(connection)
        connection.close()
        if failure is not None:
            _log.info("the inventory %s failed: %s", path, failure)
        if failure is not None and not isinstance(
            failure, sqlite3.OperationalError
        ):  # that is a full disk and the like
            with suppress(OSError):
                _discard(path)


def _commit(connection: sqlite3.Connection) -> sqlite3.Error | None:
    try:
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        return error
    return None


def _discard(path: Path) -> None:
    """Raises ``OSError``.  A journal left alone, where this is killed half-way, is dropped by SQLite."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + "-journal").unlink(missing_ok=True)


@cache
def _version() -> int:
    """Of the code of this package, which says what is an archive and what counts in it; above 0, in 31 bits."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:4]) >> 1 | 1
