"""What was read on a page picture, kept by the hash of its pixels: the same picture is read once.

A cache beside the warehouse: what is not there, or does not open, is read.  The key has all that a reading depends on,
the code that reads and the libraries too, so that rows are the same with and without it.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
import pickle
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from pipelines.model.scan_options import current

if TYPE_CHECKING:
    from pipelines.extract.ocr.page import Scan
    from pipelines.extract.ocr.picture import Gray
    from pipelines.extract.ocr.stamps import Hidden

MOST = 256 << 20  # bytes of all pages together: some ten thousand
_LEFT = 0.8  # of them, once those read longest ago are dropped
_LIBRARIES = ("rapidocr", "onnxruntime", "numpy", "opencv-python", "opencv-python-headless")


class Place:
    """Where the reading of one picture is kept, if it is."""

    def __init__(self, folder: Path, key: str) -> None:
        self._path = folder / key[:2] / key

    def find(self) -> Scan | None:
        """What was read there before."""
        try:
            scan: Scan = pickle.loads(zlib.decompress(self._path.read_bytes()))  # ours
            os.utime(self._path)
        except Exception:  # not there, half written by a machine that died, of no use: it is read again
            return None
        return scan

    def put(self, scan: Scan) -> None:
        """Keep it, whole or not at all; a folder that cannot be written to keeps nothing."""
        made = self._path.with_name(f"{self._path.name}.{uuid4().hex}")
        with contextlib.suppress(OSError):
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(zlib.compress(pickle.dumps(scan), 1))
            made.replace(self._path)


def place_of(gray: Gray, scale: float, *, is_sheet: bool, hidden: Hidden | None = None) -> Place | None:
    """The place of a picture of ``scale`` pixels per point, some of it ``hidden``; None where nothing is kept."""
    options = current()
    if options.kept is None:
        return None
    trim(options.kept, MOST)
    about = f"{_version()} {options.provider} {gray.shape} {scale!r} {is_sheet}"
    found = hashlib.blake2b(gray.tobytes(), digest_size=20, key=_digest(about))
    found.update(b"" if hidden is None else hidden.tobytes())
    return Place(options.kept, found.hexdigest())


@cache
def trim(folder: Path, most: int) -> None:
    """Drop what was asked for longest ago, where all together is more than ``most`` bytes; once in a process."""
    with contextlib.suppress(OSError):  # another process does the same
        found = [(path, path.stat()) for path in folder.glob("??/*")]
        held = sum(stat.st_size for _, stat in found)
        if held <= most:
            return
        for path, stat in sorted(found, key=lambda one: one[1].st_mtime_ns):
            if held <= _LEFT * most:
                return
            path.unlink(missing_ok=True)
            held -= stat.st_size


@cache
def _version() -> str:
    """Of the code that reads pictures, and of the libraries it reads with."""
    here = Path(__file__).parents[2]
    code = [*here.glob("extract/**/*.py"), *here.glob("model/*.py"), *here.glob("layouts/*.py")]
    parts = [path.read_bytes() for path in sorted(code)]
    for name in _LIBRARIES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            parts.append(f"{name} {importlib.metadata.version(name)}".encode())
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=32).digest()
