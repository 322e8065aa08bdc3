"""Work that turns out to be long is put off, so that what is short does not wait for it.

Whoever hands out an item says how many long steps it may take at once (`at_most`); the work says each before it
begins it (`long_step`).  With one too many it ends: the item is to be handed out again, without a limit, behind all
others.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_left: list[int | None] = [None]  # of this process, which has one item at a time


class PutOffError(Exception):
    """The item needs more long steps than it may take now; nothing came of it."""


@contextmanager
def at_most(steps: int | None) -> Iterator[None]:
    """What is done inside may take so many long steps; any number where that is None."""
    before = _left[0]
    _left[0] = steps
    try:
        yield
    finally:
        _left[0] = before


def is_limited() -> bool:
    """Whether the work may be put off, so that a long step had better wait until it is known how many there are."""
    return _left[0] is not None


def long_step() -> None:
    """There is one more.  Raises `PutOffError` where it is one too many."""
    left = _left[0]
    if left is None:
        return
    if not left:
        raise PutOffError
    _left[0] = left - 1
