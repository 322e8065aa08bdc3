"""One file to read, identified by the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found.  ``document_id`` is the SHA-256 of its bytes in hex, ``bytes`` its size."""

    document_id: str
    path: Path
    source_uri: str
    file_name: str
    bytes: int


def source_of(path: Path) -> Source:
    """Hash the file in chunks, so a large one costs no memory.  Raises ``OSError`` where it cannot be read."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    absolute = path.absolute()
    return Source(digest.hexdigest(), absolute, absolute.as_uri(), path.name, size)
