"""What the warehouse and its state take of the disk, and what is left of it."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Any

_SECONDS = 0.7  # to count in: a store of a million files is counted in part
_PARTS = ("snapshots", "objects", "scans", "staging")
_ROOM = 1 << 30  # bytes that a night needs beside the copy of the warehouse it makes


def of_disk(warehouse: Path | None, state: Path) -> dict[str, Any]:
    """Bytes of the warehouse (None: it is a lake), of the folders of its state, and free; ``complete`` says whether
    all of the state could be counted in time, ``needed`` what a night needs to be free."""
    ends = time.monotonic() + _SECONDS
    sizes = {name: _size(state / name, ends) for name in _PARTS}
    file = warehouse.stat().st_size if warehouse is not None and warehouse.is_file() else None
    return {
        "warehouse": file,
        "state": _size(state, ends),
        **sizes,
        "free": _free(state),
        "needed": (file or 0) + _ROOM,
        "complete": time.monotonic() < ends,
    }


def _size(folder: Path, ends: float) -> int:
    size, folders = 0, [folder]
    while folders and time.monotonic() < ends:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    elif entry.is_file(follow_symlinks=False):
                        size += entry.stat(follow_symlinks=False).st_size
        except OSError:  # gone meanwhile, or not ours to look into
            continue
    return size


def _free(folder: Path) -> int:
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
