"""SIGTERM, SIGHUP and Ctrl-C end a command within seconds, its workers with it, wherever it stands; the exit status is
the one a shell expects."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

GRACE = 5.0  # seconds to put away what is half done, and to say so
_ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_STOPPED = 128  # beside the number of the signal: exit status of what a signal ended
_told: list[int] = []


def was_told() -> bool:
    """Whether this process was told to end."""
    return bool(_told)


def until_told(work: Callable[[], int]) -> int:
    """The exit status of ``work``; 128 and the signal's number where one stopped it: 143 for SIGTERM.

    Work hears of it as ``KeyboardInterrupt``, at the next instruction of Python; what it raises in turn is said, where
    that has a message.  Where it does not end within `GRACE` seconds, because a library is busy, the process ends
    without it: what is published is written under another name and renamed, so nothing is left half done.  Only the
    main thread can be told; in another ``work`` is just done.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    try:
        with _heard():
            status = work()
    except BaseException as stopped:
        if not _told:
            raise
        words = str(stopped) if isinstance(stopped, KeyboardInterrupt) else ""
        print(f"\n{words or _words(_told[0])}", file=sys.stderr)
        return _STOPPED + _told[0]
    return _STOPPED + _told[0] if status and _told else status


def leave_if_told(status: int) -> None:
    """End this process now where it was told to: a library that was interrupted may keep the interpreter from it."""
    if _told:
        sys.stdout.flush()
        sys.stderr.flush()
        _end_children()
        os._exit(status)


def _words(number: int) -> str:
    return "interrupted" if number == signal.SIGINT else f"ended by {signal.Signals(number).name}"


@contextlib.contextmanager
def _heard() -> Iterator[None]:
    """Signals that end a process interrupt it the first time.

    They are noted by a thread of their own: Dagster has handlers of its own while a run lasts.
    """
    interrupted = threading.Event()

    def interrupt(number: int, _: FrameType | None) -> None:
        _told.append(number)
        if not interrupted.is_set():
            interrupted.set()
            raise KeyboardInterrupt

    _told.clear()
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    watcher = threading.Thread(target=_end_late, args=(ours,), daemon=True)
    watcher.start()
    woken = signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
    before = {number: signal.signal(number, interrupt) for number in _ENDING}
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler)
        if not _told:
            os.close(theirs)  # the watcher's end: nothing will come
            watcher.join()
            os.close(ours)


def _end_late(pipe: int) -> None:
    """Note the signal that comes first, and end the process if it has not ended by itself after a while."""
    while came := os.read(pipe, 1):
        if came[0] in _ENDING:
            _told.append(came[0])
            threading.Event().wait(GRACE)
            _end_children()
            os._exit(_STOPPED + came[0])


def _end_children() -> None:
    """End the workers of this process and what they have started, now."""
    for child in multiprocessing.active_children():
        if child.pid is not None:
            with contextlib.suppress(OSError):  # a group of its own, once it has come so far
                os.killpg(child.pid, signal.SIGKILL)
            child.kill()
