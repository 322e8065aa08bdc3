"""Find the files below some paths: any depth, same order every time, each content once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.acquire.source import Source, source_of
from pipelines.document import Unreadable

_SKIP_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"})
_SKIP_PREFIXES = (".", "~$")  # hidden files (.DS_Store, .git, .~lock.x#) and the lock files of Word, Excel and WPS
_SKIP_SUFFIXES = (".tmp", ".part", ".partial", ".crdownload", ".download", ".swp", "~")  # half-written files


@dataclass(frozen=True, slots=True)
class Problem:
    """A file or folder that could not be looked at, and why."""

    path: Path
    reason: Unreadable
    message: str


def scan(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Source], list[Problem]]:
    """The files at and below ``paths``, sorted by path, one for each distinct content.

    Hidden, lock and half-written files are left out unless named directly.  What cannot be opened
    comes back as a ``Problem``; a path that does not exist is a usage error (``FileNotFoundError``).
    """
    roots = [Path(p) for p in paths]
    for root in roots:
        if not _exists(root):
            raise FileNotFoundError(f"no such file or folder: {root}")
    problems: list[Problem] = []
    found: dict[str, Source] = {}
    for path in _files(roots, problems):
        try:
            source = source_of(path)
        except OSError as error:
            problems.append(_problem(path, error))
            continue
        found.setdefault(source.document_id, source)
    return list(found.values()), problems


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
    return [entry for entry in entries if not _skipped(entry.name)]


def _skipped(name: str) -> bool:
    lower = name.lower()
    return lower in _SKIP_NAMES or lower.startswith(_SKIP_PREFIXES) or lower.endswith(_SKIP_SUFFIXES)


def _problem(path: Path, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem(path, Unreadable.NOT_PERMITTED, f"no permission to read {path}")
    return Problem(path, Unreadable.DAMAGED, f"{path} cannot be read: {error.strerror or error}")
