"""Work that turns out to be long is put off, so that what is short does not wait for it.

Whoever hands out an item says how many long steps it may take at once, and until when (`at_most`); the work says each
before it begins it (`long_step`), and that it is long as a whole (`long_item`).  With one too many it ends: the item is
to be handed out again, without a limit, behind all others.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Limit:
    """Long steps that are left, and the time (seconds since 1970) after which none begins."""

    steps: int | None = None
    until: float | None = None


_left = [_Limit()]  # of this process, which has one item at a time


class PutOffError(Exception):
    """The item needs more long steps than it may take now; nothing came of it.  ``is_slow``: it is long as a whole."""

    def __init__(self, *, is_slow: bool = False) -> None:
        super().__init__()
        self.is_slow = is_slow


@contextmanager
def at_most(steps: int | None, until: float | None = None) -> Iterator[None]:
    """What is done inside may take so many long steps, and begin none after the time ``until``; any number, and at any
    time, where that is None."""
    before = _left[0]
    _left[0] = _Limit(steps, until)
    try:
        yield
    finally:
        _left[0] = before


def is_limited() -> bool:
    """Whether the work may be put off, so that a long step had better wait until it is known how many there are."""
    return _left[0].steps is not None


def long_step() -> None:
    """There is one more.  Raises `PutOffError` where it is one too many, or too late."""
    left = _left[0]
    if left.until is not None and time.time() > left.until:
        raise PutOffError
    if left.steps is None:
        return
    if not left.steps:
        raise PutOffError
    _left[0] = _Limit(left.steps - 1, left.until)


def long_item() -> None:
    """The item is long for what it is.  Raises `PutOffError` where it may take few long steps."""
    if is_limited():
        raise PutOffError(is_slow=True)
