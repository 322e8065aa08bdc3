"""What the machine refuses (a full disk, one that can only be read, a closed folder), in words that say what to do.

By what an error says and not by its class: errors come through processes, Dagster and DuckDB as text.
"""

from __future__ import annotations

import errno
import os
import re

_SYSTEM = re.compile(r"\[Errno (?P<number>\d+)\] [^:\n]*(?:: (?P<quote>['\"])(?P<path>.*?)(?P=quote))?")
_FULL = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY = (errno.EROFS,)
_CLOSED = (errno.EACCES, errno.EPERM)
_TOO_MANY = (errno.EMFILE, errno.ENFILE)
_SPOILT = (errno.EIO,)
_WORDS = {
    _FULL: "the disk{of} is full: make room there (`gouji maintain` and fewer `snapshots` help), then run again",
    _READ_ONLY: "the disk{of} can only be read: mount it for writing, or name another folder by the setting `state` or "
    "`warehouse`",
    _CLOSED: "no permission to use{path}: let the user that runs gouji read and write there, or name another place by "
    "the settings (`state`, `warehouse`, ...)",
    _TOO_MANY: "too many files are open: raise the limit (ulimit -n)",
    _SPOILT: "the disk{of} fails (input/output error): look after it before anything is written there again",
}


def in_words(said: str) -> str | None:
    """What an error that reads ``said`` means where the machine refused something, and what to do; else None."""
    for numbers, words in _WORDS.items():
        for found in _SYSTEM.finditer(said):
            if int(found["number"]) in numbers:
                path = found["path"]
                return words.format(of=f" of {path}" if path else "", path=f" {path}" if path else " a file")
        if numbers != _CLOSED and any(os.strerror(number) in said for number in numbers):
            return words.format(of="", path="")
    return None


def is_full(error: BaseException | None) -> bool:
    """Whether a disk had no room left, by what the system or a library says."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in _FULL
    return any(os.strerror(number) in str(error) for number in _FULL)
