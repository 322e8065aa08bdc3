"""Work that takes time and memory for a reason asks for more: a page to be recognised takes seconds, not milliseconds.

In a worker process the request for time goes to the parent, which holds the clock, and the limit of memory is its
own; elsewhere there is no limit to extend.
"""

from __future__ import annotations

import resource
from collections.abc import Callable

_listeners: list[Callable[[float], None]] = []


def ask_for(seconds: float) -> None:
    """Extend the time limit of the item under work by ``seconds`` of wall time."""
    for listener in _listeners:
        listener(seconds)


def on_request(listener: Callable[[float], None]) -> None:
    """Make ``listener`` the one that is told of requests in this process."""
    _listeners[:] = [listener]


def lift_memory(amount: int) -> None:
    """Let this process map ``amount`` more bytes where its address space is limited."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        wanted = soft + amount
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
