"""The files below some paths: any depth, the same order every time, each once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.acquire.names import is_skipped
from pipelines.model.document import Unreadable


@dataclass(frozen=True, slots=True)
class Problem:
    """A file or folder that could not be looked at, and why."""

    path: Path
    reason: Unreadable
    message: str


@dataclass(slots=True)
class Gaps:
    """Where files may stand that a walk did not come upon.

    ``empty`` are folders in which there is nothing at all, as where a disk is not mounted, ``elsewhere`` folders that
    were walked by another path to them.
    """

    empty: list[Path] = field(default_factory=list)
    elsewhere: list[Path] = field(default_factory=list)


def exists(path: Path) -> bool:
    """Whether something is there, be it ours to look at or not: that is a problem to report, not a wrong path."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def settled(root: Path) -> Path:
    """A root without ``..``, so that a file has one address wherever a command is given from."""
    parts = root.absolute().parts
    if ".." not in parts:
        return root
    up = len(parts) - parts[::-1].index("..")
    return Path(*parts[:up]).resolve().joinpath(*parts[up:])


def files(
    roots: Iterable[Path], problems: list[Problem], gaps: Gaps | None = None
) -> Iterator[tuple[Path, os.stat_result]]:
    """Regular files at and below the roots, sorted by path, with their status; adds to ``problems`` what is no file,
    and to ``gaps`` what was not walked.

    Hidden, lock and half-written files are left out unless named directly.  A folder reached twice (a symlink loop,
    overlapping paths) is walked once, so only a file that is a root itself can be reached twice.
    """
    pending = sorted(roots, key=os.fspath, reverse=True)
    named = {path.absolute() for path in pending}
    gaps = gaps or Gaps()
    walked: dict[tuple[int, int], Path] = {}
    seen_named: set[Path] = set()
    while pending:
        path = pending.pop()
        try:
            status = path.stat()
        except OSError as error:
            problems.append(problem(path, error))
            continue
        if stat.S_ISDIR(status.st_mode):
            identity = (status.st_dev, status.st_ino)
            if identity not in walked:
                walked[identity] = path.absolute()
                pending.extend(_children(path, problems, gaps))
            elif walked[identity] != path.absolute():
                gaps.elsewhere.append(path)
        elif not stat.S_ISREG(status.st_mode):
            problems.append(Problem(path, Unreadable.UNSUPPORTED, f"{path} is neither a file nor a folder"))
        elif (absolute := path.absolute()) not in seen_named:
            if absolute in named:
                seen_named.add(absolute)
            yield path, status


def problem(path: Path, error: OSError) -> Problem:
    """What the system's refusal to open ``path`` means."""
    if isinstance(error, PermissionError):
        return Problem(path, Unreadable.NOT_PERMITTED, f"no permission to read {path}")
    return Problem(path, Unreadable.DAMAGED, f"{path} cannot be read: {error.strerror or error}")


def _children(folder: Path, problems: list[Problem], gaps: Gaps) -> list[Path]:
    """Entries of a folder, last first (they are taken from the end)."""
    try:
        entries = sorted(folder.iterdir(), reverse=True)
    except OSError as error:
        problems.append(problem(folder, error))
        return []
    if not entries:
        gaps.empty.append(folder)
    return [entry for entry in entries if not is_skipped(entry.name)]
