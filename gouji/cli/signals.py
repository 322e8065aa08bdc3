"""SIGTERM and Ctrl-C end a command within seconds, with the exit status a shell expects, wherever it stands."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

GRACE = 3.0  # seconds to put away what is half done
_ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_WORDS = {signal.SIGINT: "interrupted"}


class EndedError(BaseException):
    """The process was told to end; no Exception, so that nobody takes it for a failure of the work."""


def until_told(work: Callable[[], int]) -> int:
    """The exit status of ``work``; 128 and the signal's number where one ended it, 143 for SIGTERM.

    Work hears of it as an exception, at the next instruction of Python; where that does not come within `GRACE`
    seconds, because a library is busy, the process ends without it: what is published is written under another name
    and renamed, so nothing is left half done.  Only the main thread can be told; in another ``work`` is just done.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    told: list[int] = []
    with _heard(told):
        try:
            return work()
        except BaseException:
            if not told:
                raise
        finally:
            if told:
                _say(told[0])
    return 128 + told[0]


def _say(number: int) -> None:
    words = _WORDS.get(signal.Signals(number), f"ended by {signal.Signals(number).name}")
    print(f"\n{words}", file=sys.stderr)


@contextmanager
def _heard(told: list[int]) -> Iterator[None]:
    """Signals that end a process are noted in ``told``, and raise `EndedError` the first time."""

    def note(number: int, _: FrameType | None) -> None:
        told.append(number)
        if len(told) == 1:
            raise EndedError

    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    before = {number: signal.signal(number, note) for number in _ENDING}
    woken = signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
    watcher = threading.Thread(target=_end_late, args=(ours,), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler)
        if not told:
            os.close(theirs)  # the watcher's end: nothing will come
            watcher.join()
            os.close(ours)


def _end_late(pipe: int) -> None:
    """Once a signal has come, end the process if it has not ended by itself after a while."""
    while came := os.read(pipe, 1):
        if came[0] in _ENDING:
            threading.Event().wait(GRACE)
            os._exit(128 + came[0])
