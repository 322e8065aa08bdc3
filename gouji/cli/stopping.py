"""A command that is told to stop ends within seconds, its workers with it, whatever it is at.

Ctrl-C and SIGTERM interrupt it as Python does, so that it says what it has to say.  What Python cannot interrupt (a
library at work for minutes) ends all the same: nothing that is published is ever written in place.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Iterator

PATIENCE = 6.0  # seconds a command has to end by itself
_STOPS = (signal.SIGINT, signal.SIGTERM)
STOPPED = 128  # beside the number of the signal: exit status of what a signal ended


class Stop:
    """Which signal has come, if one has."""

    def __init__(self) -> None:
        self.number: int | None = None
        self._noted = threading.Event()

    def note(self, number: int) -> None:
        """It was this one."""
        self.number = number
        self._noted.set()

    @property
    def status(self) -> int:
        """The exit status of a command that was interrupted."""
        self._noted.wait(1.0)  # the interrupt may be quicker than whoever notes of which signal it came
        return STOPPED + (self.number or signal.SIGINT)


@contextlib.contextmanager
def stoppable() -> Iterator[Stop]:
    """What is done inside is interrupted (``KeyboardInterrupt``) by SIGTERM as by Ctrl-C, and ended soon after."""
    stop, over = Stop(), threading.Event()
    if threading.current_thread() is not threading.main_thread():  # signals are another's
        yield stop
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    heard, told = socket.socketpair()
    told.setblocking(False)
    wake = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    watching = threading.Thread(target=_watch, args=(heard, stop, over), daemon=True)
    watching.start()
    try:
        yield stop
    finally:
        over.set()
        signal.set_wakeup_fd(wake)
        signal.signal(signal.SIGTERM, before)
        told.close()  # which ends the watch
        watching.join(PATIENCE)
        heard.close()


def _watch(heard: socket.socket, stop: Stop, over: threading.Event) -> None:
    """Note the first signal that stops; where the command is not over soon after, end it."""
    while numbers := heard.recv(1):
        if numbers[0] in _STOPS:
            stop.note(numbers[0])
            break
    if stop.number is not None and not over.wait(PATIENCE):
        end_children()
        os._exit(stop.status)


def end_children() -> None:
    """End the workers of this process and what they have started, now."""
    for child in multiprocessing.active_children():
        if child.pid is not None:
            with contextlib.suppress(OSError):  # a group of its own, once it has come so far
                os.killpg(child.pid, signal.SIGKILL)
            child.kill()
