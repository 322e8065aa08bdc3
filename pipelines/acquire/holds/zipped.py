"""Files in a zip archive.  The name a member has never becomes a path."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from pipelines.acquire.holds.budget import Budget
from pipelines.acquire.holds.member import Member, is_meant
from pipelines.acquire.names import member_name
from pipelines.model.document import ReadError, Unreadable
from pipelines.model.faults import is_full

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_CHUNK = 1 << 20
_ENCRYPTED = 1  # flag bit


@contextmanager
def zipped(path: Path, name: str) -> Iterator[Iterator[Member]]:
    """The files in the archive; of two of one name the later one holds, as it does when unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = {member_name(info): info for info in archive.infolist() if not info.is_dir()}
            yield (Member(n, partial(_write, archive, n, info)) for n, info in found.items() if is_meant(n))
    except _BROKEN as error:
        raise _failure(name, error) from error


def _write(
    archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, budget: Budget, out: IO[bytes]
) -> tuple[str, int]:
    """Reading to its end checks its CRC."""
    if info.flag_bits & _ENCRYPTED:
        raise ReadError(Unreadable.ENCRYPTED, f"{name} needs a password")
    try:
        with archive.open(info) as stream:
            return budget.pour(name, iter(partial(stream.read, _CHUNK), b""), info.compress_size, out)
    except _BROKEN as error:
        raise _failure(name, error) from error


def _failure(name: str, error: Exception) -> ReadError:
    """What a failure of zipfile means; a RuntimeError is its way to say that a password is needed."""
    if is_full(error):
        return ReadError(Unreadable.MACHINE, f"no room to unpack {name}: make room; the next run tries again")
    if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
        return ReadError(Unreadable.ENCRYPTED, f"{name} needs a password")
    if isinstance(error, NotImplementedError):
        return ReadError(Unreadable.UNSUPPORTED, f"{name} is packed in a way that is not read")
    return ReadError(Unreadable.DAMAGED, f"{name} is cut short or damaged: it does not unpack")
