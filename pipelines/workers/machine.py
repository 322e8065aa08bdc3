"""What fails for want of a machine in order (a full disk, no more open files), whatever file it was about.

A reader says of a file it cannot open or unpack that it is damaged; where an error of the system stands behind that,
it is the machine that is.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator

_TROUBLES = frozenset(
    {
        *(errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENOMEM, errno.EMFILE, errno.ENFILE),
        *(errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EAGAIN),
    }
)
_SAID = re.compile(r"\(os error (\d+)\)")  # as libraries in Rust say it
_DEPTH = 20  # errors behind errors that are looked at


def trouble(error: BaseException) -> str | None:
    """What the system says is wrong with the machine, where that is behind ``error``; else ``None``."""
    for one in _behind(error):
        number = one.errno if isinstance(one, OSError) and one.errno is not None else _said(one)
        if number in _TROUBLES:
            return os.strerror(number)
    return None


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it came of."""
    one: BaseException | None = error
    for _ in range(_DEPTH):
        if one is None:
            return
        yield one
        one = one.__cause__ or one.__context__


def _said(error: BaseException) -> int:
    found = _SAID.search(str(error))
    return int(found.group(1)) if found else 0
