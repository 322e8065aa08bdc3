"""Opening files, and nothing else: a pipe would be waited for, a device might act."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
)


class SpecialFileError(OSError):
    """What was to be opened is a pipe, a socket or a device."""


def opened(path: Path) -> BinaryIO:
    """The file at ``path``, open for reading.  Raises ``OSError``, and SpecialFileError for what is no file.

    A scan looks before it opens; what stands there may be another thing by then.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise SpecialFileError(f"it is {kind(mode)}")
    except BaseException:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def kind(mode: int) -> str:
    """What is there, by its ``st_mode``, where it is neither a file nor a link."""
    return next((words for is_one, words in _KINDS if is_one(mode)), "a folder" if stat.S_ISDIR(mode) else "no file")
