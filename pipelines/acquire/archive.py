"""Files in zip archives: each member is a source of its own, and nothing is unpacked beside the archive.

A member is hashed as it inflates, and laid in a temporary folder only while it is read; the name it has in the
archive never becomes a path.  Sizes are counted while inflating, for what an archive claims of itself can be a lie.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote, unquote, urlparse

from pipelines.acquire.names import is_skipped, member_name
from pipelines.acquire.source import Source
from pipelines.document import ReadError, Unreadable

MAX_DEPTH = 2  # an archive, and archives in it
MAX_MEMBERS = 5_000  # files in one archive with those in it
MAX_INFLATED = 2 << 30  # bytes of all of them
MAX_MEMBER = 400 << 20  # bytes of one
MAX_RATIO = 500  # bytes from one packed byte; deflate ends at 1032
RATIO_FROM = 32 << 20  # a ratio alone says nothing about small members
SEPARATOR = "!/"
_CHUNK = 1 << 20
_LONGEST = 60  # characters of a name: a file name holds 255 bytes
_ENCRYPTED = 1  # flag bit
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(slots=True)
class Contents:
    """The files found in an archive, and what could not be looked at: (members on the way to it, error)."""

    sources: list[Source] = field(default_factory=list)
    problems: list[tuple[tuple[str, ...], ReadError]] = field(default_factory=list)


@dataclass(slots=True)
class _Budget:
    """What may still be inflated."""

    members: int = MAX_MEMBERS
    inflated: int = MAX_INFLATED


def is_archive(path: Path) -> bool:
    """Whether the file is a zip archive of files, not a document that is one inside (.docx, .xlsx)."""
    from pipelines.extract.media import Media
    from pipelines.extract.sniff import sniff  # the readers know sources, so they come second

    try:
        with path.open("rb") as handle:
            if handle.read(2) != b"PK":
                return False
        return sniff(path) is Media.ZIP
    except (OSError, ReadError):
        return False


def contents(path: Path) -> Contents:
    """The members of the archive at ``path`` and of archives in it, in the order of their names.

    A bomb is refused whole: one problem and no source.
    """
    out = Contents()
    try:
        _look(path, path, (), _Budget(), out)
    except ReadError as error:
        return Contents(problems=[((), error)])
    if not out.sources and not out.problems:
        out.problems.append(((), ReadError(Unreadable.EMPTY, f"{path.name} holds no file")))
    elif not out.sources and all(error.reason is Unreadable.ENCRYPTED for _, error in out.problems):
        out.problems = [((), ReadError(Unreadable.ENCRYPTED, f"{path.name} needs a password"))]
    return out


def uri_of(path: Path, member: tuple[str, ...]) -> str:
    """``file:///….zip!/member``: the way to a member of the archive at ``path``."""
    return SEPARATOR.join([path.absolute().as_uri(), *(quote(name) for name in member)])


@contextmanager
def at_uri(uri: str | None) -> Iterator[Path | None]:
    """The file behind a ``source_uri``, or a plain path, while the context lasts; a member of an archive is unpacked.

    ``None`` where it is not on this machine, or no longer in its archive.
    """
    parts = urlparse(uri or "")
    if not uri or parts.scheme in ("http", "https"):
        yield None
        return
    outer, *way = uri.split(SEPARATOR)
    path = Path(unquote(urlparse(outer).path) if parts.scheme == "file" else outer)
    if not way or parts.scheme != "file":
        yield Path(unquote(parts.path)) if parts.scheme == "file" else Path(uri)
        return
    with ExitStack() as stack:
        try:
            found = stack.enter_context(unpacked(path, tuple(unquote(name) for name in way)))
        except ReadError:
            found = None
        yield found


@contextmanager
def unpacked(path: Path, member: tuple[str, ...]) -> Iterator[Path]:
    """The member as a file in a temporary folder that goes with the context.  Raises ``ReadError``."""
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        current, budget = path, _Budget()
        for depth, name in enumerate(member):
            target = Path(folder, str(depth), _harmless(name))  # messages of readers name the file
            target.parent.mkdir()
            try:
                with zipfile.ZipFile(current) as archive:
                    info = dict(_members(archive))[name]
                    with target.open("wb") as out:
                        _inflate(archive, info, budget, out)
            except ReadError:
                raise
            except KeyError as error:
                raise ReadError(Unreadable.DAMAGED, f"{path.name} no longer holds {name}") from error
            except _BROKEN as error:
                raise _failure(name, error) from error
            current = target
        yield current


def _look(outer: Path, archive_path: Path, way: tuple[str, ...], budget: _Budget, out: Contents) -> None:
    """Add what lies in the archive at ``archive_path``, which is ``way`` inside ``outer``."""
    try:
        with zipfile.ZipFile(archive_path) as archive:
            members = sorted(_members(archive), key=lambda m: m[0])
            budget.members -= len(members)
            if budget.members < 0:
                raise _bomb(outer.name, f"more than {MAX_MEMBERS} files")
            for name, info in members:
                try:
                    _add(outer, archive, info, (*way, name), budget, out)
                except ReadError as error:
                    if error.reason is Unreadable.BOMB:
                        raise
                    out.problems.append(((*way, name), error))
    except _BROKEN as error:
        raise _failure(way[-1] if way else outer.name, error) from error


def _add(
    outer: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, way: tuple[str, ...], budget: _Budget, out: Contents
) -> None:
    name = way[-1]
    if info.flag_bits & _ENCRYPTED:
        raise ReadError(Unreadable.ENCRYPTED, f"{name} needs a password")
    with tempfile.NamedTemporaryFile(prefix="gouji-") as file:
        try:
            digest, size = _inflate(archive, info, budget, file)
            file.flush()
        except _BROKEN as error:
            raise _failure(name, error) from error
        if not is_archive(Path(file.name)):
            out.sources.append(Source(digest, outer.absolute(), uri_of(outer, way), _base(name), size, way))
        elif len(way) >= MAX_DEPTH:
            raise ReadError(Unreadable.UNSUPPORTED, f"{name} lies more than {MAX_DEPTH} archives deep")
        else:
            _look(outer, Path(file.name), way, budget, out)


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files a person put there; of two of one name the later one holds, as it does when unpacked."""
    for info in archive.infolist():
        name = member_name(info)
        if not info.is_dir() and not any(
            is_skipped(p) for p in name.replace("\\", "/").split("/") if p not in ("", "..")
        ):
            yield name, info


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget, out: IO[bytes]) -> tuple[str, int]:
    """Write the member; its SHA-256 and size.  Reading to its end checks its CRC.  Raises ``ReadError`` (BOMB)."""
    digest, size = hashlib.sha256(), 0
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            ratio = size / max(info.compress_size, 1)
            if size > min(MAX_MEMBER, budget.inflated) or (size > RATIO_FROM and ratio > MAX_RATIO):
                raise _bomb(member_name(info), f"more than {size >> 20} MB from {info.compress_size} bytes")
            digest.update(chunk)
            out.write(chunk)
    budget.inflated -= size
    return digest.hexdigest(), size


def _base(name: str) -> str:
    """The last part of a member's name."""
    return name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def _harmless(name: str) -> str:
    """A file name of its own for a member, like the one it has: no folder, no control characters, not too long."""
    kept = "".join(c for c in _base(name) if c.isprintable())
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:_LONGEST]}{dot}{suffix[:8]}".strip(". ") or "member"


def _bomb(name: str, detail: str) -> ReadError:
    return ReadError(Unreadable.BOMB, f"{name} is not opened: it would unpack out of proportion ({detail})")


def _failure(name: str, error: Exception) -> ReadError:
    """What a failure of zipfile means; a RuntimeError is its way to say that a password is needed."""
    if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
        return ReadError(Unreadable.ENCRYPTED, f"{name} needs a password")
    if isinstance(error, NotImplementedError):
        return ReadError(Unreadable.UNSUPPORTED, f"{name} is packed in a way that is not read ({error})")
    return ReadError(Unreadable.DAMAGED, f"{name} is cut short or damaged: {error}")
