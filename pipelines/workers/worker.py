"""One worker process: takes an item, runs a function on it, answers; dies alone.

The parent's half is ``Worker``; ``_serve`` is what runs in the child.  The child is started by ``spawn``:
forking a process that has threads (polars, numpy) can deadlock.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from pipelines.model import logs
from pipelines.model.document import ReadError, Unreadable
from pipelines.model.temporary import kept_apart
from pipelines.workers.allowance import InTurn, More, on_request
from pipelines.workers.ends import Last, death, divert, failure, told

Item = TypeVar("Item")
Value = TypeVar("Value")

_PARENT_CHECK = 1.0  # seconds between looks at whether the parent still lives
_PR_SET_PDEATHSIG = 1
_OBJECTS = 100_000  # made before the collector looks at the young ones
_READY = "ready"


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """What a worker has to say about its item."""

    value: Value | None = None
    error: ReadError | None = None
    detail: str = ""
    last: bool = False  # the worker is of no more use
    seconds: float = 0.0  # that it worked


class Worker(Generic[Item, Value]):
    """A child process that runs a function; it has at most one item at a time.

    ``fn`` is the function's pickle, ``memory_limit`` in bytes beyond what its imports take, ``log_level`` of `logs`.
    """

    def __init__(self, fn: bytes, memory_limit: int | None, log_level: str | None) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        heard, said = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_serve, args=(theirs, said, fn, memory_limit, os.getpid(), log_level), daemon=True
        )
        self._process.start()
        theirs.close()  # so that the child's death reads as the end of the pipe
        said.close()
        self._last = Last(heard)
        self._memory_limit = memory_limit
        self._ready = False
        self._since = 0.0
        self._granted = 0.0  # seconds beyond the limit
        self._turn: float | None = None  # seconds after which the item is put off
        self.item: Item | None = None
        self.idle = True
        self.alive = True

    def give(self, item: Item) -> None:
        """Start on an item.  Its clock runs from when the worker has its imports behind it."""
        self.item, self.idle, self._since, self._granted = item, False, time.monotonic(), 0.0
        self._turn = None
        with contextlib.suppress(OSError):  # a child that died at start is noticed when its answer is read
            self._connection.send(item)

    @property
    def seconds(self) -> float:
        """Time spent on the item so far."""
        return time.monotonic() - self._since

    def poll(self, limit: float | None) -> Answer[Value] | None:
        """The answer if there is one: from the child, from its death, or from the clock."""
        while self._connection.poll():
            try:
                message = self._connection.recv()
            except (EOFError, OSError):
                return self._finish(self._death())
            except Exception as error:  # the value does not unpickle here
                return self._finish(Answer(error=failure(error), detail=told(error), last=True, seconds=self.seconds))
            if message == _READY:
                self._ready, self._since = True, time.monotonic()
                continue
            if isinstance(message, More):
                self._granted += message.seconds
                continue
            if isinstance(message, InTurn):
                self._turn = message.seconds
                continue
            return self._finish(cast("Answer[Value]", message))
        if limit is not None and self._ready and self.seconds > self._allowed(limit):
            is_put_off = self._turn is not None and self._turn < limit
            reason = Unreadable.WAITING if is_put_off else Unreadable.TIME
            late = ReadError(reason, f"not read within {self._allowed(limit):g} seconds")
            return self._finish(Answer(error=late, last=True, seconds=self.seconds))
        return None

    def _allowed(self, limit: float) -> float:
        """Seconds for the item under work."""
        return self._granted + (limit if self._turn is None else min(limit, self._turn))

    def stop(self) -> None:
        """End the child and everything it started, now."""
        self.alive = False
        self.kill()
        self._process.join()
        self._connection.close()
        self._last.close()

    def kill(self) -> None:
        """The same from another thread than the one that waits for its answer, which hears of its death."""
        if self._process.pid is not None:
            with contextlib.suppress(OSError):  # its own process group, once it has come so far
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def _finish(self, answer: Answer[Value]) -> Answer[Value]:
        self.idle = True
        self._last.words()  # of no use any more, and the pipe has to be empty for what comes
        if answer.last:
            self.stop()
        return answer

    def _death(self) -> Answer[Value]:
        self._process.join(timeout=10)
        said = self._last.words()
        error = death(self._process.exitcode, said, self._memory_limit)
        return Answer(error=error, detail=said, last=True, seconds=self.seconds)

    @staticmethod
    def wait(workers: Sequence[Worker[Item, Value]], limit: float | None) -> None:
        """Sleep until a worker has something to say or runs out of time."""
        timeout: float | None = None
        if limit is not None:
            timeout = min((max(0.0, w._allowed(limit) - w.seconds) for w in workers if w._ready), default=limit) + 0.01
        wait([w._connection for w in workers], timeout)


def _serve(
    connection: Connection[Any, Any],
    said: Connection[Any, Any],
    fn_pickle: bytes,
    memory_limit: int | None,
    parent: int,
    log_level: str | None,
) -> None:
    """The child: import, limit itself, then answer items until the parent is gone; it logs as the parent does."""
    _live_with(parent)
    divert(said)
    if log_level is not None:
        logs.configure(log_level)
    with kept_apart():
        _work(connection, fn_pickle, memory_limit)


def _work(connection: Connection[Any, Any], fn_pickle: bytes, memory_limit: int | None) -> None:
    fn = pickle.loads(fn_pickle)  # ours, from the parent
    # A document is a hundred thousand objects that live until it is done: looking for garbage among them at every
    # seven hundredth, as the interpreter does by itself, is a quarter of the time of recognising it.
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 50)
    if memory_limit is not None:
        _limit_memory(memory_limit)
    on_request(connection.send)
    connection.send(_READY)
    for item in _items(connection):
        started = time.monotonic()
        answer = _answer(fn, item, memory_limit)
        answer = replace(answer, seconds=time.monotonic() - started)
        try:
            connection.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:  # the value cannot be pickled, or not within the memory left
            last = isinstance(error, MemoryError)
            answer = Answer(error=failure(error, memory_limit), detail=told(error), last=last, seconds=answer.seconds)
            connection.send(answer)
        if answer.last:
            return


def _items(connection: Connection[Any, Any]) -> Iterator[Any]:
    while True:
        try:
            yield connection.recv()
        except (EOFError, OSError):
            return


def _answer(fn: Callable[[Any], Any], item: Any, memory_limit: int | None) -> Answer[Any]:
    try:
        return Answer(value=fn(item))
    except Exception as error:  # after want of memory a new process starts with clean memory
        said = failure(error, memory_limit)
        return Answer(error=said, detail=told(error), last=said.reason is Unreadable.MEMORY)
    except BaseException as error:  # sys.exit, or a panic in a Rust library: what state that left is unknown
        return Answer(error=failure(error), detail=told(error), last=True)


def _live_with(parent: int) -> None:
    """Die with the parent, and leave Ctrl-C to it; children of ours die with our process group."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PARENT_CHECK)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def _limit_memory(allowance: int) -> None:
    """Cap the address space at what is mapped now plus the allowance (soft limit: helpers may lift theirs)."""
    statm = Path("/proc/self/statm")
    mapped = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = mapped + allowance
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
