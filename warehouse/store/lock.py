"""One writer at a time: an advisory lock that the operating system drops when its holder dies."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.connection import WarehouseError
from warehouse.location import Lake, Location


class LockedError(WarehouseError):
    """Another process is writing the same warehouse."""


@contextmanager
def writer_lock(location: Location, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Holds the writer's lock of a warehouse that is a file (``<name>.lock`` beside it, which stays); a lake has none,
    its store sees to it.

    Where another holds it: calls ``on_wait`` once and waits, or without it raises LockedError at once, naming the
    holder's process.
    """
    if isinstance(location, Lake):
        yield
        return
    target = location
    path = target.with_name(target.name + ".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, fallback_to_soft=False, on_acquired=_sign)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if on_wait is None:
            holder = path.read_text(encoding="utf-8", errors="replace").strip()
            raise LockedError(
                f"{target} is being published by another process ({holder or 'unknown'}); wait for it, then run again"
            ) from None
        on_wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def holder(location: Location) -> str | None:
    """Who holds the writer's lock of a warehouse that is a file, as ``process 4711``; None where nobody does.

    Without touching the lock: a run that tries it meanwhile gets it.
    """
    if isinstance(location, Lake):
        return None
    path = location.with_name(location.name + ".lock")
    try:
        number, signed = path.stat().st_ino, path.read_text(encoding="utf-8", errors="replace").strip()
        locks = Path("/proc/locks").read_text(encoding="ascii")
    except OSError:  # no lock was ever taken, or the system does not tell
        return None
    # Lines are `1: FLOCK ADVISORY WRITE 4711 08:01:131 0 EOF`; by the file's number alone: the device is not always
    # told as stat does (overlays).
    held = any(line.split()[5].endswith(f":{number}") for line in locks.splitlines() if " FLOCK " in line)
    return (signed or "unknown") if held else None


def _sign(descriptor: int) -> None:
    """Leave the holder's name in the file, for whoever is turned away."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"process {os.getpid()}\n".encode(), 0)
