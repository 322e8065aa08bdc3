"""One file to read, identified by the SHA-256 of its bytes; it may lie in an archive."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.acquire.names import as_text
from pipelines.acquire.regular import opened
from pipelines.acquire.unpack import unpacked
from pipelines.model.document import ReadError, Unreadable

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found.  ``document_id`` is the SHA-256 of its bytes in hex, ``bytes`` its size.

    ``path`` is a file on disk.  Where that is an archive, ``member`` names the file in it (and, for an archive in
    an archive, the way to it); then `local` gives the bytes, and ``source_uri`` is ``file:///….zip!/member``.
    """

    document_id: str
    path: Path
    source_uri: str
    file_name: str
    bytes: int
    member: tuple[str, ...] = ()

    @contextmanager
    def local(self) -> Iterator[Path]:
        """A path at which the bytes lie while the context lasts.

        Raises ``ReadError``: NOT_FOUND where the file is not there for this machine; DAMAGED, ENCRYPTED, BOMB where a
        member can no longer be had from its archive.
        """
        try:
            self.path.stat()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise ReadError(Unreadable.NOT_FOUND, f"{socket.gethostname()} finds no file {self.path}") from error
        except OSError:  # the reader says what is wrong with it
            pass
        if not self.member:
            yield self.path
            return
        with unpacked(self.path, self.member) as path:
            yield path


def source_of(path: Path) -> Source:
    """The file as a source.  Raises ``OSError`` where it cannot be read."""
    document_id, size = hashed(path)
    absolute = path.absolute()
    return Source(document_id, absolute, absolute.as_uri(), as_text(path.name), size)


def hashed(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file in hex and its bytes, in chunks, so a large one costs no memory.

    Raises ``OSError`` where it cannot be read.
    """
    digest = hashlib.sha256()
    size = 0
    with opened(path) as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
