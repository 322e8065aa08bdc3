"""The files below some paths: any depth, the same order every time, each once.

A path that is named is followed wherever it leads.  Below it a link is followed only where its target lies within the
paths that are named and would not be come upon anyway; pipes, sockets and devices are never opened.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from pipelines.acquire.names import is_skipped, path_as_text
from pipelines.acquire.regular import SpecialFileError, kind
from pipelines.model.document import Unreadable
from pipelines.model.faults import is_full

NEXT = "make room; the next run tries again"


@dataclass(frozen=True, slots=True)
class Problem:
    """A file or folder that could not be looked at, and why."""

    path: Path
    reason: Unreadable
    message: str


@dataclass(slots=True)
class Gaps:
    """Where files may stand that a walk did not come upon.

    ``empty`` are folders in which there is nothing at all, as where a disk is not mounted, ``elsewhere`` what was
    walked by another path to it, ``unsettled`` files that are left to the next run, since they may still be written.
    """

    empty: list[Path] = field(default_factory=list)
    elsewhere: list[Path] = field(default_factory=list)
    unsettled: list[Path] = field(default_factory=list)


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
    yield from _Walk(roots, problems, gaps or Gaps())


def problem(path: Path, error: OSError) -> Problem:
    """What the system's refusal to open ``path`` means."""
    name = path_as_text(path)
    if isinstance(error, PermissionError):
        return Problem(
            path, Unreadable.NOT_PERMITTED, f"no permission to read {name}: let the user that runs gouji read it"
        )
    if is_full(error):
        return Problem(path, Unreadable.MACHINE, f"no room on the disk to look into {name}: {NEXT}")
    if isinstance(error, SpecialFileError):
        return _special(path, str(error))
    return Problem(path, Unreadable.DAMAGED, f"{name} cannot be read: {error.strerror or error}")


class _Walk:
    """One walk."""

    def __init__(self, roots: Iterable[Path], problems: list[Problem], gaps: Gaps) -> None:
        self._problems, self._gaps = problems, gaps
        roots = sorted(roots, key=os.fspath, reverse=True)
        self._pending = [(path, False) for path in roots]  # from the end; whether it is a link below a root
        self._named = {path.absolute() for path in roots}
        self._links = _Links(roots)
        self._walked: dict[tuple[int, int], Path] = {}
        self._seen_named: set[Path] = set()

    def __iter__(self) -> Iterator[tuple[Path, os.stat_result]]:
        while self._pending:
            path, is_link = self._pending.pop()
            try:
                if is_link and not self._is_followed(path):
                    continue
                status = path.stat()
            except OSError as error:
                self._problems.append(_dangling(path) if is_link and _is_gone(error) else problem(path, error))
                continue
            if self._is_file(path, status):
                yield path, status

    def _is_followed(self, path: Path) -> bool:
        """Raises ``OSError`` where the link leads nowhere."""
        target = Path(os.path.realpath(path, strict=True))
        leads = self._links.lead(target)
        if leads is _Leads.OUTSIDE:
            self._problems.append(_outside(path, target))
        elif leads is _Leads.TO_WHAT_IS_WALKED:
            self._gaps.elsewhere.append(path)
        return leads is _Leads.ASIDE

    def _is_file(self, path: Path, status: os.stat_result) -> bool:
        """Whether a walk gives it; what is in a folder comes next."""
        if stat.S_ISDIR(status.st_mode):
            self._enter(path, (status.st_dev, status.st_ino))
        elif not stat.S_ISREG(status.st_mode):
            self._problems.append(_special(path, f"it is {kind(status.st_mode)}"))
        elif (absolute := path.absolute()) not in self._seen_named:
            if absolute in self._named:
                self._seen_named.add(absolute)
            return True
        return False

    def _enter(self, folder: Path, identity: tuple[int, int]) -> None:
        first = self._walked.get(identity)
        if first is None:
            self._walked[identity] = folder.absolute()
            self._pending += self._children(folder)
        elif first != folder.absolute():
            self._gaps.elsewhere.append(folder)

    def _children(self, folder: Path) -> list[tuple[Path, bool]]:
        """Entries of a folder, last first (they are taken from the end)."""
        try:
            with os.scandir(folder) as found:
                entries = sorted(((entry.name, entry.is_symlink()) for entry in found), reverse=True)
        except OSError as error:
            self._problems.append(problem(folder, error))
            return []
        if not entries:
            self._gaps.empty.append(folder)
        return [(folder / name, is_link) for name, is_link in entries if not is_skipped(name)]


class _Leads(Enum):
    """Where a link leads: out of the roots, to what a walk comes upon by itself, or to what only the link leads to (a
    hidden folder below a root)."""

    OUTSIDE = auto()
    TO_WHAT_IS_WALKED = auto()
    ASIDE = auto()


class _Links:
    """Where links lead, of a walk from some roots."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self._roots = [Path(os.path.realpath(root)) for root in roots]

    def lead(self, target: Path) -> _Leads:
        """Where a link to ``target`` leads, which is the path without links."""
        below = [target.relative_to(root).parts for root in self._roots if target.is_relative_to(root)]
        if not below:
            return _Leads.OUTSIDE
        is_met = any(not any(is_skipped(name) for name in names) for names in below)
        return _Leads.TO_WHAT_IS_WALKED if is_met else _Leads.ASIDE


def _is_gone(error: OSError) -> bool:
    return isinstance(error, FileNotFoundError | NotADirectoryError)


def _dangling(path: Path) -> Problem:
    return Problem(path, Unreadable.NOT_FOUND, f"{path_as_text(path)} is a link, and there is nothing where it leads")


def _outside(path: Path, target: Path) -> Problem:
    return Problem(
        path,
        Unreadable.LINK_OUTSIDE,
        f"{path_as_text(path)} is a link out of what is read, to {path_as_text(target)}: it is not followed. "
        "Put the files themselves there, or name that path",
    )


def _special(path: Path, what: str) -> Problem:
    return Problem(path, Unreadable.SPECIAL, f"{path_as_text(path)} is not opened: {what}, not a file")
