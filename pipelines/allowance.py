"""Work that takes its time for a reason asks for more of it: a page to be recognised takes seconds, not milliseconds.

In a worker process the request goes to the parent, which holds the clock; elsewhere there is no limit to extend.
"""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[float], None]] = []


def ask_for(seconds: float) -> None:
    """Extend the time limit of the item under work by ``seconds`` of wall time."""
    for listener in _listeners:
        listener(seconds)


def on_request(listener: Callable[[float], None]) -> None:
    """Make ``listener`` the one that is told of requests in this process."""
    _listeners[:] = [listener]
