"""The files of a publish: where the new warehouse is built, cleaning up after dead runs, the atomic swap."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def temporary_path(target: Path) -> Path:
    """Where this process builds the next ``target``: in the same folder, so that a rename swaps it in."""
    return target.with_name(f"{target.stem}.tmp-{os.getpid()}{target.suffix}")


def remove_leftovers(target: Path) -> list[Path]:
    """Deletes what killed runs left beside ``target``; call it with the writer's lock held."""
    found = sorted(target.parent.glob(f"{_escape(target.stem)}.tmp-*{_escape(target.suffix)}*"))
    for path in found:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return found


def swap_in(built: Path, target: Path) -> None:
    """Makes ``built`` the published ``target``, durably: synced, renamed over the old one, folder synced."""
    _sync(built)
    # A write-ahead log of the old file would be replayed into the new one; keep it, but out of the way.
    log = target.with_name(target.name + ".wal")
    if log.exists():
        log.replace(target.with_name(target.name + ".wal.orphaned"))
    built.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _escape(text: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)
