"""One writer at a time: an advisory lock that the operating system drops when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.connection import WarehouseError


class LockedError(WarehouseError):
    """Another process is publishing into the same warehouse."""


@contextmanager
def writer_lock(target: Path) -> Iterator[None]:
    """Holds the writer's lock of the warehouse ``target`` (a file ``<target>.lock`` beside it, which stays).

    Raises LockedError at once, naming the holder's process, if another one holds it.
    """
    path = target.with_name(target.name + ".lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 64, 0).decode(errors="replace").strip()
            raise LockedError(
                f"{target} is being published by another process ({holder or 'unknown'}); wait for it, then run again"
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)
