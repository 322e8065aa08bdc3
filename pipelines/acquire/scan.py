"""What lies at and below some paths: every file and every member of an archive, each content once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.acquire.address import place
from pipelines.acquire.archive import Contents, contents, unexpected
from pipelines.acquire.inventory import Inventory, Visit, visiting
from pipelines.acquire.names import as_text, path_as_text
from pipelines.acquire.source import Source
from pipelines.acquire.walk import Gaps, Problem, exists, files, problem, settled
from pipelines.model.document import ReadError, Unreadable

_LOOKS = 2  # at a file that is written while it is looked at


@dataclass(slots=True)
class Found:
    """What lies at and below some paths.

    ``sources`` are the files, sorted by path, one for each distinct content; ``addresses`` the document id by every
    address at which one stands; ``problems`` what could not be looked at.  ``roots`` are the addresses of the paths,
    ``gaps`` the folders below them about which a walk says nothing.  ``young`` are the ids of those that were found in
    files written a moment ago (`Settle`).
    """

    roots: tuple[str, ...] = ()
    sources: list[Source] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    gaps: Gaps = field(default_factory=Gaps)
    young: set[str] = field(default_factory=set)

    @property
    def closed(self) -> set[str]:
        """Places at and below which something may stand that was not come upon."""
        return {
            place(path.absolute().as_uri())
            for path in [*(p.path for p in self.problems), *self.gaps.elsewhere, *self.gaps.unsettled]
        }


@dataclass(frozen=True, slots=True)
class Settle:
    """How long ago a file must have been written to be taken for whole, and what becomes of one that is younger: with
    ``waits`` the next run takes it, else it is read, and the caller is told (`Found.young`)."""

    seconds: float = 0.0
    waits: bool = False

    def is_young(self, status: os.stat_result, now: int) -> bool:
        """Whether a file of this status was written within the time before ``now`` (ns), or by a clock that is ahead by
        no more."""
        return abs(now - status.st_mtime_ns) < self.seconds * 1e9


def look_through(
    paths: Iterable[str | os.PathLike[str]], inventory: Inventory | None = None, settle: Settle | None = None
) -> Found:
    """Everything at and below ``paths``.

    Hidden, lock and half-written files are left out unless named directly.  An archive gives the files in it, a PDF
    also those attached to it.  What cannot be opened comes back as a ``Problem``; a path that does not exist is a usage
    error (``FileNotFoundError``).  With an ``inventory`` only those files are opened that it does not vouch for.
    """
    roots = [Path(p) for p in paths]
    for root in roots:
        if not exists(root):
            raise FileNotFoundError(f"no such file or folder: {root}")
    roots = [settled(root) for root in roots]
    out = Found(tuple(root.absolute().as_uri() for root in roots))
    first: dict[str, Source] = {}
    with visiting(inventory, roots) as visit:
        for path, status in files(roots, out.problems, out.gaps):
            held = _held(path, status, visit, settle or Settle(), out)
            if held is None:
                continue
            out.problems += _problems(path, held)
            for source in held.sources:
                out.addresses[source.source_uri] = source.document_id
                first.setdefault(source.document_id, source)
    out.sources = list(first.values())
    return out


def scan(
    paths: Iterable[str | os.PathLike[str]], inventory: Inventory | None = None
) -> tuple[list[Source], list[Problem]]:
    """The sources and the problems of `look_through`."""
    found = look_through(paths, inventory)
    return found.sources, found.problems


def _held(path: Path, status: os.stat_result, visit: Visit, settle: Settle, out: Found) -> Contents | None:
    """What the file holds; None where that is not known now, which ``out`` is told.  Whatever it does to us is its own
    fault: the others are looked at all the same."""
    held = None
    try:
        held = visit.held(path, status)
        if held is not None:
            return held
        is_young = settle.is_young(status, visit.now())
        if is_young and settle.waits:
            out.gaps.unsettled.append(path)
            return None
        held = _look(path, status, visit)
        if is_young:
            out.young.update(source.document_id for source in held.sources)
    except FileNotFoundError:  # since it was come upon; what stands there now the next run says
        out.gaps.unsettled.append(path)
    except OSError as error:
        out.problems.append(problem(path, error))
    except Exception as error:
        said = unexpected(path_as_text(path), error)
        out.problems.append(Problem(path, said.reason, said.message))
    return held


def _look(path: Path, status: os.stat_result, visit: Visit) -> Contents:
    """Open the file and leave with the inventory what it holds.  Raises ``OSError``.

    One that is written meanwhile is looked at once more, and then left to the next run.
    """
    for _ in range(_LOOKS):
        began = visit.now()
        held = contents(path)
        now = path.stat()
        if _mark(now) == _mark(status):
            visit.keep(path, status, began, held)
            return held
        status = now
    said = f"{path_as_text(path)} was written while it was looked at: the next run reads it"
    return Contents(problems=[((), ReadError(Unreadable.CHANGING, said))])


def _mark(status: os.stat_result) -> tuple[int, int, int, int]:
    """What changes when a file is written, or another takes its place."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _problems(path: Path, held: Contents) -> list[Problem]:
    """A problem of a member has the path it would have if the archive were a folder."""
    return [Problem(path.joinpath(*_parts(way)), error.reason, error.message) for way, error in held.problems]


def _parts(way: tuple[str, ...]) -> list[str]:
    """The names on the way to a member, none of which climbs out of the archive, or is none that a path can have."""
    parts = (part for name in way for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
    return [part if _is_a_name(part) else as_text(part) for part in parts]


def _is_a_name(part: str) -> bool:
    try:
        return "\0" not in os.fsdecode(os.fsencode(part))
    except UnicodeEncodeError:  # half of a pair of UTF-16
        return False
