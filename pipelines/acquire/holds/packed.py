"""Files in 7z, RAR, tar and other archives, by libarchive (BSD), which the system has or has not."""

from __future__ import annotations

import locale
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from pipelines.acquire.holds.budget import Budget
from pipelines.acquire.holds.member import Member, is_meant
from pipelines.model.document import ReadError, Unreadable

LIBARCHIVE = "libarchive"  # the name of the tool
_FORMATS = ("C.UTF-8", "C.utf8", "en_US.UTF-8")  # without one of them names that are no ASCII are not given


@cache
def can_unpack() -> bool:
    """Whether libarchive is on this machine."""
    try:
        _library()
    except Exception:  # the binding fails in its own way for each thing that is missing
        return False
    return True


@contextmanager
def packed(path: Path, name: str) -> Iterator[Iterator[Member]]:
    """The files in the archive, as they lie in it: each can be read only until the next is asked for."""
    library = _library()
    _speak_unicode()
    try:
        with library.file_reader(str(path)) as archive:
            yield _members(archive, path.stat().st_size)
    except library.ArchiveError as error:
        raise _failure(name, error.msg) from error


def _members(archive: Any, size: int) -> Iterator[Member]:
    for entry in archive:
        name = str(entry.pathname)
        if entry.isfile and is_meant(name):
            yield Member(name, partial(_write, name, entry, size))


def _write(name: str, entry: Any, size: int, budget: Budget, out: IO[bytes]) -> tuple[str, int]:
    try:
        return budget.pour(name, entry.get_blocks(), size, out)
    except _library().ArchiveError as error:
        raise _failure(name, error.msg) from error


def _library() -> ModuleType:
    return import_module("libarchive")


def _speak_unicode() -> None:
    for name in _FORMATS:
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        return


def _failure(name: str, message: str | bytes | None) -> ReadError:
    """What libarchive says goes by its words alone: every failure has the same number."""
    said = message.decode("utf-8", "replace") if isinstance(message, bytes) else message or "no reason given"
    if "ncrypt" in said or "assphrase" in said:
        return ReadError(Unreadable.ENCRYPTED, f"{name} needs a password")
    if "nsupported" in said or "not supported" in said:
        return ReadError(Unreadable.UNSUPPORTED, f"{name} is packed in a way that is not read")
    return ReadError(Unreadable.DAMAGED, f"{name} is cut short or damaged: it does not unpack")
