"""Find the files below some paths: any depth, same order every time, each content once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.acquire.archive import contents, is_archive
from pipelines.acquire.names import is_skipped
from pipelines.acquire.source import Source, source_of
from pipelines.model.document import Unreadable


@dataclass(frozen=True, slots=True)
class Problem:
    """A file or folder that could not be looked at, and why."""

    path: Path
    reason: Unreadable
    message: str


def scan(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Source], list[Problem]]:
    """The files at and below ``paths``, sorted by path, one for each distinct content.

    Hidden, lock and half-written files are left out unless named directly.  A zip archive gives the files in it.
    What cannot be opened
    comes back as a ``Problem``; a path that does not exist is a usage error (``FileNotFoundError``).
    """
    roots = [Path(p) for p in paths]
    for root in roots:
        if not _exists(root):
            raise FileNotFoundError(f"no such file or folder: {root}")
    problems: list[Problem] = []
    found: dict[str, Source] = {}
    for path in _files(roots, problems):
        for source in _in_archive(path, problems) if is_archive(path) else _alone(path, problems):
            found.setdefault(source.document_id, source)
    return list(found.values()), problems


def _alone(path: Path, problems: list[Problem]) -> list[Source]:
    try:
        return [source_of(path)]
    except OSError as error:
        problems.append(_problem(path, error))
        return []


def _in_archive(path: Path, problems: list[Problem]) -> list[Source]:
    """The files in a zip archive; a problem of one of them has the path it would have if the archive were a folder."""
    found = contents(path)
    problems += [Problem(path.joinpath(*_parts(way)), error.reason, error.message) for way, error in found.problems]
    return found.sources


def _parts(way: tuple[str, ...]) -> list[str]:
    """The names on the way to a member, none of which climbs out of the archive."""
    return [part for name in way for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]


def _exists(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError:  # there, but not ours to look at: a problem to report, not a wrong path
        return True
    return True


def _files(roots: list[Path], problems: list[Problem]) -> Iterator[Path]:
    """Regular files below the roots; a folder reached twice (a symlink loop, overlapping paths) is walked once."""
    seen_folders: set[tuple[int, int]] = set()
    seen_files: set[Path] = set()
    pending = sorted(roots, key=os.fspath, reverse=True)
    while pending:
        path = pending.pop()
        try:
            status = path.stat()
        except OSError as error:
            problems.append(_problem(path, error))
            continue
        if stat.S_ISDIR(status.st_mode):
            identity = (status.st_dev, status.st_ino)
            if identity not in seen_folders:
                seen_folders.add(identity)
                pending.extend(_children(path, problems))
        elif not stat.S_ISREG(status.st_mode):
            problems.append(Problem(path, Unreadable.UNSUPPORTED, f"{path} is neither a file nor a folder"))
        elif path.absolute() not in seen_files:
            seen_files.add(path.absolute())
            yield path


def _children(folder: Path, problems: list[Problem]) -> list[Path]:
    """Entries of a folder, last first (they are taken from the end)."""
    try:
        entries = sorted(folder.iterdir(), reverse=True)
    except OSError as error:
        problems.append(_problem(folder, error))
        return []
    return [entry for entry in entries if not is_skipped(entry.name)]


def _problem(path: Path, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem(path, Unreadable.NOT_PERMITTED, f"no permission to read {path}")
    return Problem(path, Unreadable.DAMAGED, f"{path} cannot be read: {error.strerror or error}")
