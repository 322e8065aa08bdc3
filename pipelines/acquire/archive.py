"""Files in zip archives: each member is a source of its own, and nothing is unpacked beside the archive.

A member is hashed as it inflates, and laid in a temporary folder only while it is read.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.acquire.address import file_at, uri_of
from pipelines.acquire.media import Media
from pipelines.acquire.sniff import sniff
from pipelines.acquire.source import Source
from pipelines.acquire.unpack import BROKEN, Budget, base_name, failure, inflate, members, unpacked
from pipelines.model.document import ReadError, Unreadable

MAX_DEPTH = 2  # an archive, and archives in it
_ENCRYPTED = 1  # flag bit


@dataclass(slots=True)
class Contents:
    """The files found in an archive, and what could not be looked at: (members on the way to it, error)."""

    sources: list[Source] = field(default_factory=list)
    problems: list[tuple[tuple[str, ...], ReadError]] = field(default_factory=list)


def is_archive(path: Path) -> bool:
    """Whether the file is a zip archive of files, not a document that is one inside (.docx, .xlsx)."""
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
        _look(path, path, (), Budget(), out)
    except ReadError as error:
        return Contents(problems=[((), error)])
    if not out.sources and not out.problems:
        out.problems.append(((), ReadError(Unreadable.EMPTY, f"{path.name} holds no file")))
    elif not out.sources and all(error.reason is Unreadable.ENCRYPTED for _, error in out.problems):
        out.problems = [((), ReadError(Unreadable.ENCRYPTED, f"{path.name} needs a password"))]
    return out


@contextmanager
def at_uri(uri: str | None) -> Iterator[Path | None]:
    """The file behind a ``source_uri``, or a plain path, while the context lasts; a member of an archive is unpacked.

    ``None`` where it is not on this machine, or no longer in its archive.
    """
    at = file_at(uri) if uri else None
    if at is None:
        yield None
        return
    path, way = at
    if not way:
        yield path
        return
    with ExitStack() as stack:
        try:
            found = stack.enter_context(unpacked(path, way))
        except ReadError:
            found = None
        yield found


def _look(outer: Path, archive_path: Path, way: tuple[str, ...], budget: Budget, out: Contents) -> None:
    """Add what lies in the archive at ``archive_path``, which is ``way`` inside ``outer``."""
    try:
        with zipfile.ZipFile(archive_path) as archive:
            found = sorted(members(archive), key=lambda m: m[0])
            budget.take(outer.name, len(found))
            for name, info in found:
                try:
                    _add(outer, archive, info, (*way, name), budget, out)
                except ReadError as error:
                    if error.reason is Unreadable.BOMB:
                        raise
                    out.problems.append(((*way, name), error))
    except BROKEN as error:
        raise failure(way[-1] if way else outer.name, error) from error


def _add(
    outer: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, way: tuple[str, ...], budget: Budget, out: Contents
) -> None:
    name = way[-1]
    if info.flag_bits & _ENCRYPTED:
        raise ReadError(Unreadable.ENCRYPTED, f"{name} needs a password")
    with tempfile.NamedTemporaryFile(prefix="gouji-") as file:
        try:
            digest, size = inflate(archive, info, budget, file)
            file.flush()
        except BROKEN as error:
            raise failure(name, error) from error
        if not is_archive(Path(file.name)):
            out.sources.append(Source(digest, outer.absolute(), uri_of(outer, way), base_name(name), size, way))
        elif len(way) >= MAX_DEPTH:
            raise ReadError(Unreadable.UNSUPPORTED, f"{name} lies more than {MAX_DEPTH} archives deep")
        else:
            _look(outer, Path(file.name), way, budget, out)
