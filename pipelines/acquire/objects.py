"""The bytes of documents, kept by their SHA-256 so that they outlive the folder they were found in.

``<folder>/ab/<sha256>``: one file a document, written under another name, checked and renamed, never changed.  A member
of an archive is kept itself; the archive is not.  How they are kept:

- ``keep``: a copy (by reference, where the file system can).  The default: a publisher who writes a new version over
  the old file, or a person who clears the inbox, takes nothing away.
- ``link``: another name of the file that was found, which takes no room on the same disk; a copy on another.  A file
  that is written over in place is lost in both.
- ``none``: nothing is kept; what is gone from where it stood cannot be shown or read again.

Whoever takes a document out of the warehouse for good calls `Objects.remove` with its id; `Objects.stored` says which
there are.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from pipelines.acquire.archive import at_uri
from pipelines.acquire.regular import opened
from pipelines.acquire.source import Source, hashed
from pipelines.acquire.walk import problem
from pipelines.model.document import ReadError, Unreadable
from pipelines.model.faults import is_full
from pipelines.model.keeping import How

_UNDER_WAY = "new"
_ABANDONED = 86_400.0  # seconds since a worker has written it
_CHUNK = 1 << 20
_READ = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_NAME_BYTES = 255
_CLONE = 0x40049409  # FICLONE of linux/fs.h: the same blocks until one of the two is written


@dataclass(frozen=True, slots=True)
class Objects:
    """The store below ``folder``; nothing is made before something is kept.  It pickles."""

    folder: Path
    how: How = How.KEEP

    def path(self, document_id: str) -> Path:
        """Where the bytes of a document are kept, if they are."""
        return self.folder / document_id[:2] / document_id

    @property
    def under_way(self) -> Path:
        """The folder of what is being written."""
        return self.folder / _UNDER_WAY

    def put(self, document_id: str, path: Path) -> None:
        """Keep the bytes at ``path``, which are those of the document.

        Raises ``ReadError``: CHANGING where they are others by now, MACHINE where there is no room; and ``OSError``.
        """
        if self.how is How.NONE or self.find(document_id) is not None:
            if digest_of(path) != document_id:
                raise _other(path)
            return
        part = self.under_way / uuid4().hex
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            if self._written(path, part) != document_id:
                raise _other(path)
            self.path(document_id).parent.mkdir(exist_ok=True)
            part.replace(self.path(document_id))
        except OSError as error:
            if not is_full(error):
                raise
            said = f"no room to keep a copy of {path.name} in {self.folder}: make room there; the next run tries again"
            raise ReadError(Unreadable.MACHINE, said) from error
        finally:
            part.unlink(missing_ok=True)

    def find(self, document_id: str) -> Path | None:
        """The file with the bytes of a document; None where there is none, or it no longer holds them."""
        path = self.path(document_id)
        try:
            return path if digest_of(path) == document_id else None
        except OSError:
            return None

    def remove(self, document_id: str) -> bool:
        """Take the bytes of a document out; whether there were any.  Raises ``OSError``."""
        path = self.path(document_id)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        with contextlib.suppress(OSError):  # others are in there
            path.parent.rmdir()
        return True

    def stored(self) -> Iterator[str]:
        """Ids of the documents whose bytes are kept."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            yield path.name

    def sweep(self) -> None:
        """Remove what killed workers have left half-written."""
        for path in self.under_way.glob("*"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _ABANDONED:
                    path.unlink()

    @contextmanager
    def named(self, document_id: str, name: str) -> Iterator[Path | None]:
        """The bytes of a document under the name of its file while the context lasts; None where they are not kept."""
        found = self.find(document_id)
        if found is None:
            yield None
            return
        with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
            path = Path(folder, _as_name(name) or document_id)
            path.symlink_to(found)
            yield path

    def _written(self, path: Path, part: Path) -> str:
        """Write ``part``; the SHA-256 of what it holds."""
        if self.how is How.LINK:
            with contextlib.suppress(OSError):  # of another disk, or one without links
                part.hardlink_to(path)
                return digest_of(part)
        with opened(path) as found, part.open("xb") as out:
            try:
                fcntl.ioctl(out.fileno(), _CLONE, found.fileno())
            except OSError:  # most file systems copy
                shutil.copyfileobj(found, out, _CHUNK)
        part.chmod(stat.S_IMODE(path.stat().st_mode) & _READ | stat.S_IRUSR)
        return digest_of(part)


NOTHING_KEPT = Objects(Path(), How.NONE)


@contextmanager
def to_read(source: Source, objects: Objects = NOTHING_KEPT) -> Iterator[Path]:
    """A path at which the very bytes of ``source`` lie while the context lasts, kept in ``objects`` first: where they
    were found, else in the store.

    Raises ``ReadError`` as `Source.local` and `Objects.put` do, and CHANGING where the file was written meanwhile.
    """
    with ExitStack() as stack:
        path, why = _where_found(source, objects, stack)
        if path is None and why.reason is not Unreadable.MACHINE:
            path = stack.enter_context(objects.named(source.document_id, source.file_name))
        if path is None:
            raise why
        before = _mark(path)
        try:
            yield path
        except ReadError as error:
            if _mark(path) != before:
                raise _other(path) from error
            raise
        if _mark(path) not in (before, None):
            raise _other(path)


def _where_found(source: Source, objects: Objects, stack: ExitStack) -> tuple[Path | None, ReadError]:
    """The file at the source's address, or why there is none with its bytes."""
    why = ReadError(Unreadable.NOT_FOUND, f"{source.file_name} is not where it was found")
    try:
        path = stack.enter_context(source.local())
        objects.put(source.document_id, path)
    except ReadError as error:
        return None, error
    except OSError as error:
        found = problem(source.path, error)
        return None, ReadError(found.reason, found.message)
    return path, why


def _mark(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written, or another takes its place; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


@contextmanager
def bytes_of(
    document_id: str, addresses: Iterable[str | None], objects: Objects = NOTHING_KEPT
) -> Iterator[Path | None]:
    """A file with the very bytes of a document while the context lasts: where they stand, else from the store; None
    where they are nowhere any more."""
    with ExitStack() as stack:
        for address in addresses:
            path = stack.enter_context(at_uri(address))
            if path is not None and _holds(path, document_id):
                yield path
                return
        yield objects.find(document_id)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file.  Raises ``OSError``."""
    return hashed(path)[0]


def _holds(path: Path, document_id: str) -> bool:
    try:
        return digest_of(path) == document_id
    except OSError:
        return False


def _other(path: Path) -> ReadError:
    return ReadError(
        Unreadable.CHANGING, f"{path.name} holds other bytes than when it was found: the next run reads it"
    )


def _as_name(name: str) -> str:
    """The name as a file can have it."""
    kept = name.replace("/", "_").replace("\0", "")
    return kept if len(os.fsencode(kept)) <= _NAME_BYTES and kept not in (".", "..") else ""
