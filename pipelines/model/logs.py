"""What the program logs: to stderr, quiet unless told otherwise, the document it is about on every line."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TextIO

LEVELS = ("debug", "info", "warning", "error", "critical")
QUIET = "critical"  # what one document does is in the warehouse; only what ends a run is said besides
OURS = ("pipelines", "expectations", "warehouse", "assets", "gouji")
FORMAT = "%(asctime)s %(levelname)s %(document)s %(name)s: %(message)s"

_SHOWN = 16  # characters of a document id, as in line ids
_document: ContextVar[str] = ContextVar("document", default="-")


@contextmanager
def about(document_id: str) -> Iterator[None]:
    """What is logged inside is about this document."""
    token = _document.set(document_id[:_SHOWN])
    try:
        yield
    finally:
        _document.reset(token)


@contextmanager
def stage(logger: logging.Logger, name: str) -> Iterator[None]:
    """Log at debug level how long a step of a document took, also where it fails."""
    started = time.monotonic()
    try:
        yield
    finally:
        logger.debug("%s took %.3f s", name, time.monotonic() - started)


def configure(level: str, stream: TextIO | None = None) -> None:
    """Log our packages from ``level`` (one of ``LEVELS``) on to ``stream`` (stderr); a second call replaces the first.

    Raises ValueError for another level.  Other libraries' loggers stay as they are.
    """
    if level not in LEVELS:
        raise ValueError(f"log level must be one of {', '.join(LEVELS)}, not {level!r}")
    handler = _Handler(stream or sys.stderr)
    for name in OURS:
        logger = logging.getLogger(name)
        logger.setLevel(level.upper())
        for old in [one for one in logger.handlers if isinstance(one, _Handler)]:
            logger.removeHandler(old)
        logger.addHandler(handler)


def configured() -> str | None:
    """The level our packages log from, for worker processes to take over; None where nobody has said."""
    level = logging.getLogger(OURS[0]).level
    return logging.getLevelName(level).lower() if level else None


class _Handler(logging.StreamHandler[TextIO]):
    """Ours, told from any other by its class."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.setFormatter(logging.Formatter(FORMAT))
        self.addFilter(_with_document)


def _with_document(record: logging.LogRecord) -> bool:
    record.document = _document.get()
    return True
