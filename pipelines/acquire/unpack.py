"""The bytes of a member of a zip archive, inflated with every size counted.

The name a member has in the archive never becomes a path, and what an archive claims of its sizes can be a lie.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from pipelines.acquire.names import is_skipped, member_name
from pipelines.model.document import ReadError, Unreadable

MAX_MEMBERS = 5_000  # files in one archive with those in it
MAX_INFLATED = 2 << 30  # bytes of all of them
MAX_MEMBER = 400 << 20  # bytes of one
MAX_RATIO = 500  # bytes from one packed byte; deflate ends at 1032
RATIO_FROM = 32 << 20  # a ratio alone says nothing about small members
_CHUNK = 1 << 20
_LONGEST = 60  # characters of a name: a file name holds 255 bytes
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(slots=True)
class Budget:
    """What may still be taken out of one archive and of those in it."""

    members: int = field(default_factory=lambda: MAX_MEMBERS)
    inflated: int = field(default_factory=lambda: MAX_INFLATED)

    def take(self, name: str, members: int) -> None:
        """Count ``members`` files of the archive ``name``; raises ``ReadError`` (BOMB) where they are too many."""
        self.members -= members
        if self.members < 0:
            raise bomb(name, f"more than {MAX_MEMBERS} files")


@contextmanager
def unpacked(path: Path, member: tuple[str, ...]) -> Iterator[Path]:
    """The member as a file in a temporary folder that goes with the context.  Raises ``ReadError``."""
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        current, budget = path, Budget()
        for depth, name in enumerate(member):
            target = Path(folder, str(depth), _harmless(name))  # messages of readers name the file
            target.parent.mkdir()
            try:
                with zipfile.ZipFile(current) as archive:
                    info = dict(members(archive))[name]
                    with target.open("wb") as out:
                        inflate(archive, info, budget, out)
            except ReadError:
                raise
            except KeyError as error:
                raise ReadError(Unreadable.DAMAGED, f"{path.name} no longer holds {name}") from error
            except BROKEN as error:
                raise failure(name, error) from error
            current = target
        yield current


def members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files a person put there; of two of one name the later one holds, as it does when unpacked."""
    for info in archive.infolist():
        name = member_name(info)
        if not info.is_dir() and not any(
            is_skipped(p) for p in name.replace("\\", "/").split("/") if p not in ("", "..")
        ):
            yield name, info


def inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, out: IO[bytes]) -> tuple[str, int]:
    """Write the member; its SHA-256 and size.  Reading to its end checks its CRC.  Raises ``ReadError`` (BOMB)."""
    digest, size = hashlib.sha256(), 0
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            ratio = size / max(info.compress_size, 1)
            if size > min(MAX_MEMBER, budget.inflated) or (size > RATIO_FROM and ratio > MAX_RATIO):
                raise bomb(member_name(info), f"more than {size >> 20} MB from {info.compress_size} bytes")
            digest.update(chunk)
            out.write(chunk)
    budget.inflated -= size
    return digest.hexdigest(), size


def base_name(name: str) -> str:
    """The last part of a member's name."""
    return name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def _harmless(name: str) -> str:
    """A file name of its own for a member, like the one it has: no folder, no control characters, not too long."""
    kept = "".join(c for c in base_name(name) if c.isprintable())
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:_LONGEST]}{dot}{suffix[:8]}".strip(". ") or "member"


def bomb(name: str, detail: str) -> ReadError:
    """The error of an archive that claims or gives more than a document can be."""
    return ReadError(Unreadable.BOMB, f"{name} is not opened: it would unpack out of proportion ({detail})")


def failure(name: str, error: Exception) -> ReadError:
    """What a failure of zipfile means; a RuntimeError is its way to say that a password is needed."""
    if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
        return ReadError(Unreadable.ENCRYPTED, f"{name} needs a password")
    if isinstance(error, NotImplementedError):
        return ReadError(Unreadable.UNSUPPORTED, f"{name} is packed in a way that is not read ({error})")
    return ReadError(Unreadable.DAMAGED, f"{name} is cut short or damaged: {error}")
