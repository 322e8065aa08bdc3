"""Work that takes time and memory for a reason asks for more: a page to be recognised takes seconds, not milliseconds.

In a worker process the request for time goes to the parent, which holds the clock, and the limit of memory is its
own; elsewhere there is no limit to extend.
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class More:
    """An item is given this many more seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class InTurn:
    """An item is given no more than this many seconds for now, beside those it asks for: with more it is put off."""

    seconds: float


Request = More | InTurn
_listeners: list[Callable[[Request], None]] = []


def ask_for(seconds: float) -> None:
    """Extend the time limit of the item under work by ``seconds`` of wall time."""
    _tell(More(seconds))


def take_in_turn(seconds: float) -> None:
    """Take no more than ``seconds`` for the item under work: then it ends for the reason ``WAITING``, to be handed out
    again when nobody waits for it."""
    _tell(InTurn(seconds))


def _tell(request: Request) -> None:
    for listener in _listeners:
        listener(request)


def on_request(listener: Callable[[Request], None]) -> None:
    """Make ``listener`` the one that is told of requests in this process."""
    _listeners[:] = [listener]


def lift_memory(amount: int) -> None:
    """Let this process map ``amount`` more bytes where its address space is limited."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        wanted = soft + amount
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
