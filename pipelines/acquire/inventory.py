"""What is known of files by their paths, so that a scan opens only those that changed.

A file of the same size and time of change (``st_mtime_ns``) as known is taken to hold the same.  It is opened
nevertheless where it may have been written again within the clock's granularity after it was hashed, and when its
turn comes: of the files hashed more than 25 days ago each scan takes the oldest, at most a thirtieth of all or 50.
So with a scan a night, bit rot and writes that keep the time of change come to light: each file is hashed once in
about a month (in the first round after a night that hashed all of them, within 55 days).
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pipelines.acquire.address import uri_of
from pipelines.acquire.archive import Contents
from pipelines.acquire.holds import base_name, packed
from pipelines.acquire.inventory_file import opened
from pipelines.acquire.names import as_text
from pipelines.acquire.source import Source
from pipelines.model.document import ReadError, Unreadable

GRANULARITY = 2_000_000_000  # ns; FAT keeps times of change in steps of two seconds, the coarsest there is
CHECK_AFTER = 25 * 86_400 * 1_000_000_000  # ns
CHECK_SHARE = 30  # of the files, one in so many
CHECK_LEAST = 50  # files
_SEEN, _UNSEEN, _DUE = 0, 1, 2  # _SEEN: or not below the roots
_SPARSE = 1_000_000  # ids that may lie idle, at a byte each

_OF_THE_MACHINE = (Unreadable.TIME, Unreadable.MEMORY, Unreadable.MACHINE, Unreadable.INTERNAL)

_FIND = "SELECT id, path, size, mtime_ns, hashed_ns, document_id, archive, crc FROM file WHERE path = ?"
_EXTENT = "SELECT coalesce(max(id), 0), count(*) FROM file"
_BELOW = "SELECT id FROM file WHERE path >= ? AND path < ?"
_OLDEST = "SELECT id FROM file WHERE hashed_ns < ? ORDER BY hashed_ns"
_KEEP = """
INSERT INTO file (path, size, mtime_ns, hashed_ns, document_id, archive, crc) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, hashed_ns = excluded.hashed_ns,
    document_id = excluded.document_id, archive = excluded.archive, crc = excluded.crc
"""
_FORGET = "DELETE FROM file WHERE document_id = ? OR archive IS NOT NULL"
_DROP = "DELETE FROM file WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Inventory:
    """Where the inventory is kept, and the clock (ns since 1970).  Where it is lost, one scan hashes everything."""

    path: Path
    now: Callable[[], int] = time.time_ns


@contextmanager
def visiting(inventory: Inventory | None, roots: Iterable[Path]) -> Iterator[Visit]:
    """One scan of ``roots`` with the inventory, or with none; what is gone below them is dropped when it is through."""
    if inventory is None:
        yield Visit(None, time.time_ns)
        return
    with opened(inventory.path) as connection:
        visit = Visit(connection, inventory.now)
        visit.begin(roots)
        yield visit
        visit.drop_unseen()
        if visit.failure is not None:
            raise visit.failure


def drop(inventory: Inventory, document_id: str) -> None:
    """Know nothing any more of files that hold a document, in the bytes of the inventory as well.

    What archives hold is known by the archive: of none of them anything is known afterwards.
    """
    if not inventory.path.exists():
        return
    with opened(inventory.path) as connection:
        if connection is not None:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(_FORGET, [bytes.fromhex(document_id)])


class Visit:
    """What one scan asks of the inventory and tells it.  Memory: a byte for each file that is known.

    Raises nothing of its own: after the first ``failure`` of the file it knows nothing and keeps nothing.
    """

    def __init__(self, connection: sqlite3.Connection | None, now: Callable[[], int]) -> None:
        self.now = now
        self.failure: sqlite3.Error | None = None
        self._connection = connection
        self._marks = bytearray()  # by id: whether it lies below the roots and was not met yet, whether its turn came

    def begin(self, roots: Iterable[Path]) -> None:
        """Mark what is known below the roots, and what of it is hashed again whatever its time of change."""
        top, files = next(self._rows(_EXTENT), (0, 0))
        if top > _SPARSE + 10 * files:
            self._give_up(sqlite3.DatabaseError(f"ids up to {top} for {files} files"))
            return
        self._marks = bytearray(top + 1)
        for root in roots:
            for low, high in _ranges(root):
                for (known,) in self._rows(_BELOW, low, high):
                    self._mark(known, _UNSEEN)
        due = max(CHECK_LEAST, self._marks.count(_UNSEEN) // CHECK_SHARE)
        oldest = (known for (known,) in self._rows(_OLDEST, self.now() - CHECK_AFTER) if self._marked(known))
        for known in islice(oldest, due):
            self._mark(known, _DUE)

    def held(self, path: Path, status: os.stat_result) -> Contents | None:
        """What the file holds, where that is known without opening it."""
        found = next(self._rows(_FIND, _key(path)), None)
        if found is None:
            return None
        known, *row, crc = found
        is_due = self._marked(known) == _DUE
        self._mark(known, _SEEN)
        _, size, mtime_ns, hashed_ns, document_id, archive = row
        is_same = (size, mtime_ns) == (status.st_size, status.st_mtime_ns) and crc == _crc(row)
        # a file closed to us since is a problem, known or not
        if is_due or not is_same or hashed_ns - mtime_ns < GRANULARITY or not os.access(path, os.R_OK):
            return None
        return _file(path, document_id, size) if archive is None else _archive(path, archive)

    def keep(self, path: Path, status: os.stat_result, began: int, held: Contents) -> None:
        """Put down what the file of this ``status`` was found to hold when its hashing began at ``began``.

        Not where that may have been the machine's fault and not the file's (no room to unpack a member), nor where
        the file grew meanwhile.
        """
        alone = [source for source in held.sources if not source.member]
        by_machine = any(isinstance(e.__cause__, OSError) or e.reason in _OF_THE_MACHINE for _, e in held.problems)
        if by_machine or any(source.bytes != status.st_size for source in alone):
            return
        is_file = bool(alone) and len(held.sources) == 1 and not held.problems
        found = (bytes.fromhex(alone[0].document_id), None) if is_file else (None, _packed(held))
        row = [_key(path), status.st_size, status.st_mtime_ns, began, *found]
        self._do(_KEEP, *row, _crc(row))

    def drop_unseen(self) -> None:
        """Forget what was known below the roots and not met: it is gone."""
        for known, mark in enumerate(self._marks):
            if mark:
                self._do(_DROP, known)

    def _rows(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Rows of a statement; none after the file has failed."""
        if self._connection is not None:
            try:
                yield from self._connection.execute(statement, values)
            except sqlite3.Error as error:
                self._give_up(error)

    def _do(self, statement: str, *values: Any) -> None:
        for _ in self._rows(statement, *values):
            pass

    def _give_up(self, error: sqlite3.Error) -> None:
        self.failure, self._connection = error, None

    def _marked(self, known: int) -> int:
        return self._marks[known] if 0 <= known < len(self._marks) else _SEEN

    def _mark(self, known: int, mark: int) -> None:
        if 0 <= known < len(self._marks):
            self._marks[known] = mark


def _ranges(root: Path) -> Iterator[tuple[bytes, bytes]]:
    """Of the keys of a root that is a file, and of the files below one that is a folder: from, and up to before."""
    key, separator = _key(root), os.sep.encode()
    yield key, key + b"\0"
    below = key if key.endswith(separator) else key + separator
    yield below, below[:-1] + bytes([below[-1] + 1])


def _key(path: Path) -> bytes:
    return os.fsencode(path.absolute())


def _crc(row: list[Any]) -> int:
    """SQLite does not notice a changed byte within a value; a document_id with one would be another document.

    What was put down where packed archives could not be opened is not vouched for where they can.
    """
    return zlib.crc32(repr(row).encode() + (b"" if packed.can_unpack() else packed.LIBARCHIVE.encode()))


def _file(path: Path, document_id: bytes, size: int) -> Contents:
    absolute = path.absolute()
    return Contents([Source(document_id.hex(), absolute, absolute.as_uri(), as_text(path.name), size)])


def _packed(held: Contents) -> bytes:
    sources = [[source.document_id, source.bytes, *source.member] for source in held.sources]
    problems = [[error.reason, error.message, *way] for way, error in held.problems]
    return json.dumps([sources, problems]).encode()  # names that are no Unicode are escaped


def _archive(path: Path, packed: bytes) -> Contents:
    sources, problems = json.loads(packed)
    absolute = path.absolute()
    return Contents(
        [
            Source(
                id_, absolute, uri_of(path, (*way,)), as_text(base_name(way[-1]) if way else path.name), size, (*way,)
            )
            for id_, size, *way in sources
        ],
        [((*way,), ReadError(Unreadable(reason), message)) for reason, message, *way in problems],
    )
