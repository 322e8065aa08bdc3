"""Why an item came to nothing, in words: what was raised, and what a process leaves behind that died.

What libraries in other languages say before they end the process goes to its standard error: a worker keeps it apart
(`divert`), and the parent reads from it (`Last`) why its child died.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import re
import signal
import sys
import tempfile
import traceback
from multiprocessing.connection import Connection
from typing import Any

from pipelines.model.document import ReadError, Unreadable
from pipelines.workers.machine import trouble

_MOST = 1 << 16  # bytes of standard error that are kept
# What the C++ and Rust runtimes and the C library say when they are given no more memory.
_NO_MEMORY = re.compile(r"bad_alloc|memory allocation of \d+ bytes|[Oo]ut of memory|[Cc]annot allocate memory|ENOMEM")
_OF_THE_MOMENT = (  # differs from run to run, and tells nobody anything
    (re.compile(re.escape(tempfile.gettempdir()) + r"(/gouji-[\w-]+)+"), "..."),
    (re.compile(r"0x[0-9a-f]{6,}"), "0x..."),
)
_OURS = "the program failed at it, by an error of its own"


def failure(error: BaseException, memory_limit: int | None = None) -> ReadError:
    """An exception as the reason a person is told; what the machine is at fault for is no fault of the document.

    ``memory_limit`` is in bytes, where there is one.
    """
    what = trouble(error)
    if what is not None:
        return ReadError(Unreadable.MACHINE, f"the machine could not do it: {what}")
    if isinstance(error, ReadError):
        return error
    if isinstance(error, MemoryError):
        return ReadError(Unreadable.MEMORY, f"needs more memory than a document may take{_limit(memory_limit)}")
    return ReadError(Unreadable.INTERNAL, _OURS)


def told(error: BaseException) -> str:
    """The traceback of an error of ours or of a library; nothing where a reader has simply said what is the matter."""
    if isinstance(error, ReadError | MemoryError) and error.__cause__ is None:
        return ""
    return _lasting("".join(traceback.format_exception(error)))


def death(code: int | None, said: str, memory_limit: int | None) -> ReadError:
    """Why a process ended, by its exit code and what it had to say."""
    if code == -signal.SIGKILL:
        return ReadError(
            Unreadable.MEMORY,
            f"its reader was ended by the system (SIGKILL), most likely because the machine has no more memory"
            f"{_limit(memory_limit)}",
        )
    if code is None or code >= 0:
        return ReadError(Unreadable.INTERNAL, f"its reader ended in the middle of it (exit status {code})", died=True)
    name = _signal(-code)
    if _NO_MEMORY.search(said):
        enough = f"needs more memory than a document may take{_limit(memory_limit)}"
        return ReadError(Unreadable.MEMORY, f"{enough}: {name} ended its reader")
    perhaps = f", or the memory a document may take{_limit(memory_limit)} is too little" if memory_limit else ""
    return ReadError(
        Unreadable.INTERNAL,
        f"a library that reads it broke off ({name}): something in the file is damaged{perhaps}",
        died=True,
    )


def _limit(memory: int | None) -> str:
    return f" ({memory >> 20} MiB)" if memory else ""


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _lasting(text: str) -> str:
    """A traceback without what no other run would have in it."""
    for pattern, words in _OF_THE_MOMENT:
        text = pattern.sub(words, text)
    return text.strip()


class Last:
    """What a child has said on its standard error, read by its parent."""

    def __init__(self, connection: Connection[Any, Any]) -> None:
        self._connection = connection
        os.set_blocking(connection.fileno(), False)

    def words(self) -> str:
        """What it said since the last call."""
        out = b""
        with contextlib.suppress(OSError):
            while len(out) < _MOST and (part := os.read(self._connection.fileno(), _MOST)):
                out += part
        return _lasting(out.decode("utf-8", "replace"))

    def close(self) -> None:
        """No more of it is wanted."""
        self._connection.close()


def divert(connection: Connection[Any, Any]) -> None:
    """Let what this process writes past Python to its standard error go to ``connection``, and with it where it stood
    in Python when a signal ends it; what Python itself writes goes where it went before."""
    kept = os.dup(2)
    os.set_inheritable(kept, False)
    os.set_blocking(connection.fileno(), False)  # a full pipe loses what is said, and blocks nobody
    os.dup2(connection.fileno(), 2)
    sys.stderr = os.fdopen(kept, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    faulthandler.enable(2)
