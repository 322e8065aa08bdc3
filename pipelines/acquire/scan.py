"""What lies at and below some paths: every file and every member of an archive, each content once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.acquire.address import place
from pipelines.acquire.archive import Contents, contents
from pipelines.acquire.inventory import Inventory, Visit, visiting
from pipelines.acquire.source import Source
from pipelines.acquire.walk import Gaps, Problem, exists, files, problem, settled


@dataclass(slots=True)
class Found:
    """What lies at and below some paths.

    ``sources`` are the files, sorted by path, one for each distinct content; ``addresses`` the document id by every
    address at which one stands; ``problems`` what could not be looked at.  ``roots`` are the addresses of the paths,
    ``gaps`` the folders below them about which a walk says nothing.
    """

    roots: tuple[str, ...] = ()
    sources: list[Source] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    gaps: Gaps = field(default_factory=Gaps)

    @property
    def closed(self) -> set[str]:
        """Places at and below which something may stand that was not come upon."""
        return {place(path.absolute().as_uri()) for path in [*(p.path for p in self.problems), *self.gaps.elsewhere]}


def look_through(paths: Iterable[str | os.PathLike[str]], inventory: Inventory | None = None) -> Found:
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
            try:
                held = visit.held(path, status) or _look(path, status, visit)
            except OSError as error:
                out.problems.append(problem(path, error))
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


def _look(path: Path, status: os.stat_result, visit: Visit) -> Contents:
    """Open the file and leave with the inventory what it holds.  Raises ``OSError``."""
    began = visit.now()
    held = contents(path)
    visit.keep(path, status, began, held)
    return held


def _problems(path: Path, held: Contents) -> list[Problem]:
    """A problem of a member has the path it would have if the archive were a folder."""
    return [Problem(path.joinpath(*_parts(way)), error.reason, error.message) for way, error in held.problems]


def _parts(way: tuple[str, ...]) -> list[str]:
    """The names on the way to a member, none of which climbs out of the archive."""
    return [part for name in way for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
