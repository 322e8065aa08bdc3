"""The directory of an OLE compound file: names of streams and storages, enough to tell .doc from .xls."""

from __future__ import annotations

from pathlib import Path

import olefile

SIGNATURE: bytes = olefile.MAGIC


def stream_names(path: Path) -> set[str]:
    """Names in the directory of the compound file; empty where the file is too damaged to follow."""
    try:
        with olefile.OleFileIO(path) as file:
            return {name for entry in file.listdir(streams=True, storages=True) for name in entry}
    except (OSError, ValueError, IndexError, OverflowError):
        return set()
