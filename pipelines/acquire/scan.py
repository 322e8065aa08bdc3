"""What lies at and below some paths: every file and every member of an archive, each content once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pipelines.acquire.archive import Contents, contents, is_archive
from pipelines.acquire.inventory import Inventory, Visit, visiting
from pipelines.acquire.source import Source, source_of
from pipelines.acquire.walk import Problem, exists, files, problem


def scan(
    paths: Iterable[str | os.PathLike[str]], inventory: Inventory | None = None
) -> tuple[list[Source], list[Problem]]:
    """The files at and below ``paths``, sorted by path, one for each distinct content.

    Hidden, lock and half-written files are left out unless named directly.  A zip archive gives the files in it.
    What cannot be opened comes back as a ``Problem``; a path that does not exist is a usage error
    (``FileNotFoundError``).  With an ``inventory`` only those files are opened that it does not vouch for.
    """
    roots = [Path(p) for p in paths]
    for root in roots:
        if not exists(root):
            raise FileNotFoundError(f"no such file or folder: {root}")
    problems: list[Problem] = []
    found: dict[str, Source] = {}
    with visiting(inventory, roots) as visit:
        for path, status in files(roots, problems):
            try:
                held = visit.held(path, status) or _look(path, status, visit)
            except OSError as error:
                problems.append(problem(path, error))
                continue
            problems += _problems(path, held)
            for source in held.sources:
                found.setdefault(source.document_id, source)
    return list(found.values()), problems


def _look(path: Path, status: os.stat_result, visit: Visit) -> Contents:
    """Open the file and leave with the inventory what it holds.  Raises ``OSError``."""
    began = visit.now()
    held = contents(path) if is_archive(path) else Contents([source_of(path)])
    visit.keep(path, status, began, held)
    return held


def _problems(path: Path, held: Contents) -> list[Problem]:
    """A problem of a member has the path it would have if the archive were a folder."""
    return [Problem(path.joinpath(*_parts(way)), error.reason, error.message) for way, error in held.problems]


def _parts(way: tuple[str, ...]) -> list[str]:
    """The names on the way to a member, none of which climbs out of the archive."""
    return [part for name in way for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
