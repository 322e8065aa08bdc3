"""A file in a file, and how those in one are had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipelines.acquire.holds.budget import Budget
from pipelines.acquire.names import is_skipped


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a file: its name, and what writes it (SHA-256 and size), while the holder is open and none after it
    was asked for."""

    name: str
    write: Callable[[Budget, IO[bytes]], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Holder:
    """How the files in a file are had.

    ``members`` opens it, under the name that messages give it: the files a person put there, as they come.  It raises
    ``ReadError``.  ``is_document``: it is
    one itself, beside what it holds.  ``is_foreign``: code that is not Python opens it, so it is done in a process that
    may fall.
    """

    members: Callable[[Path, str], AbstractContextManager[Iterator[Member]]]
    is_document: bool
    is_foreign: bool


def is_meant(name: str) -> bool:
    """Whether a member is one that a person put there: not hidden, no lock, not half-written."""
    return not any(is_skipped(part) for part in name.replace("\\", "/").split("/") if part not in ("", ".."))
