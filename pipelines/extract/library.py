"""What libraries that open files raise, in words: whatever it is, the file is not what it says it is."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from pipelines.model.document import ReadError, Unreadable

_NOT_OF_THE_FILE = (ReadError, MemoryError, PermissionError, FileNotFoundError, RecursionError)
_PANIC = "PanicException"  # of libraries in Rust: no Exception, and its class cannot be imported
_WHY: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((etree.LxmlError, SyntaxError), "a part of it is no well-formed XML"),
    ((zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError), "it does not unpack"),
    ((LookupError,), "a part is missing that another refers to"),
)
_OTHERWISE = "it is cut short, or something in it is damaged"


@contextmanager
def opening(name: str, what: str) -> Iterator[None]:
    """Around a call of a library that opens the file ``name`` as a ``what`` ("Word document").

    Raises ``ReadError`` (damaged) for what the library raises, and lets through what says nothing of the file:
    no memory, no permission, no such file.  The error of the library is its cause.
    """
    try:
        yield
    except _NOT_OF_THE_FILE:
        raise
    except Exception as error:
        raise damaged(name, what, error) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise damaged(name, what, error) from error


def damaged(name: str, what: str, error: BaseException) -> ReadError:
    """That the file ``name`` is no whole ``what``, and what that means which the library raised."""
    why = next((words for kinds, words in _WHY if isinstance(error, kinds)), _OTHERWISE)
    return ReadError(Unreadable.DAMAGED, f"{name} is not a whole {what}: {why}")
