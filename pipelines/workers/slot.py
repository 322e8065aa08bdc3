"""What runs on a machine of a cluster: a Dask worker hands an item to a child process, which has the limits that
workers of ours have everywhere.  Children are kept between items; they end with the mapper's call, or after a time
without work.
"""

from __future__ import annotations

import multiprocessing
import pickle
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.workers.worker import Worker

IDLE_SECONDS = 60.0  # that a child without work is kept; whoever sent it may have been killed

Version = Callable[[], str]


class ClusterError(Exception):
    """The cluster cannot do this work at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the tasks of one call of a mapper have in common.

    Args:
        call: a name for it, of its own.
        function: the file with the pickle of what is done with each item.
        time_limit: seconds of wall time for an item.
        memory_limit: bytes for it.
        log_level: from which level children log.
        version: what says which version of the code a process runs, and what it has to say.
    """

    call: str
    function: Path
    time_limit: float | None
    memory_limit: int | None
    log_level: str | None
    version: tuple[Version, str] | None


@dataclass(slots=True)
class _Kept:
    """A child without work, and since when."""

    child: Worker[Any, Any]
    since: float


class _Children:
    """The child processes of this Dask worker, by the call they work for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: dict[str, list[_Kept]] = {}
        self._busy: dict[Worker[Any, Any], str] = {}
        self._over: set[str] = set()
        self._reaper: threading.Thread | None = None

    def take(self, terms: Terms) -> Worker[Any, Any]:
        """A child that has nothing to do; a new one if need be.  Raises `ClusterError` where the call is over."""
        with self._lock:
            if terms.call in self._over:
                raise ClusterError("nobody waits for the answer any more")
            kept = self._idle.get(terms.call)
            child = kept.pop().child if kept else _child(terms)
            self._busy[child] = terms.call
            return child

    def give_back(self, child: Worker[Any, Any]) -> None:
        """It has answered."""
        with self._lock:
            call = self._busy.pop(child)
            if not child.alive:
                return
            if call in self._over:
                child.stop()
                return
            self._idle.setdefault(call, []).append(_Kept(child, time.monotonic()))
            if self._reaper is None:
                self._reaper = threading.Thread(target=self._reap, daemon=True)
                self._reaper.start()

    def end(self, call: str) -> None:
        """End those that work for a call, and start none for it again."""
        with self._lock:
            self._over.add(call)
            for kept in self._idle.pop(call, []):
                kept.child.stop()
            for child, whose in self._busy.items():
                if whose == call:
                    child.kill()

    def _reap(self) -> None:
        while True:
            time.sleep(IDLE_SECONDS / 4)
            long_ago = time.monotonic() - IDLE_SECONDS
            with self._lock:
                for call, kept in self._idle.items():
                    for one in kept:
                        if one.since < long_ago:
                            one.child.stop()
                    self._idle[call] = [one for one in kept if one.child.alive]


_children = _Children()
_accepted: set[str] = set()  # calls whose terms this process was found to keep


def run(terms: bytes, item: bytes) -> bytes:
    """One item: the pickle of its `Answer`.  Both arguments are pickles, of `Terms` the first.

    Raises `ClusterError` where this worker cannot do the work, whatever the item.
    """
    known: Terms = pickle.loads(terms)
    if known.call not in _accepted:
        _refuse(known)
        _accepted.add(known.call)
    child = _children.take(known)
    try:
        child.give(pickle.loads(item))
        while True:
            Worker.wait([child], known.time_limit)
            answer = child.poll(known.time_limit)
            if answer is not None:
                return pickle.dumps(answer)
    finally:
        _children.give_back(child)


def end(call: str) -> None:
    """End what works for a call on this worker."""
    _children.end(call)


def _refuse(terms: Terms) -> None:
    """Raises `ClusterError` where this process is not what the caller relies on."""
    here = f"the worker on {socket.gethostname()}"
    if multiprocessing.current_process().daemon:
        raise ClusterError(f"{here} may start no processes: start it with DASK_DISTRIBUTED__WORKER__DAEMON=False")
    if terms.version is not None and terms.version[0]() != terms.version[1]:
        raise ClusterError(f"{here} runs another version of the program")
    if not terms.function.exists():
        folder = terms.function.parent.parent
        raise ClusterError(f"{here} does not see what is in the folder {folder}, which all machines have to share")


def _child(terms: Terms) -> Worker[Any, Any]:
    return Worker(terms.function.read_bytes(), terms.memory_limit, terms.log_level)
