"""Run one function over many items in worker processes, so that a hostile item costs only itself.

``ProcessMapper`` is for one machine, `pipelines.workers.cluster.DaskMapper` for many.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, cast

from pipelines.model import logs
from pipelines.model.document import ReadError
from pipelines.workers.ends import failure, told
from pipelines.workers.worker import Worker

Item = TypeVar("Item")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Value]):
    """What became of one item: its value, or the error.  ``detail`` is a traceback for the log, if there is one."""

    item: Item
    value: Value | None = None
    error: ReadError | None = None
    seconds: float = 0.0
    detail: str = ""


class Mapper(Protocol):
    """Anything that can run a function over items.  Outcomes come as they are ready, in any order.

    Items are taken when there is room for them; an iterator that has none is asked again while others are under way.
    """

    def map(self, fn: Callable[[Item], Value], items: Iterable[Item]) -> Iterator[Outcome[Item, Value]]:
        """Yield one outcome for each item; never raises for an item's failure."""
        ...


class SerialMapper:
    """In this process, one after the other: for tests and debugging.  No limits, a crash is a crash."""

    def map(self, fn: Callable[[Item], Value], items: Iterable[Item]) -> Iterator[Outcome[Item, Value]]:
        """Yield one outcome for each item, in order."""
        for item in items:
            started = time.monotonic()
            try:
                value = fn(item)
            except Exception as error:
                yield Outcome(item, None, failure(error), time.monotonic() - started, told(error))
            else:
                yield Outcome(item, value, None, time.monotonic() - started)


class ProcessMapper:
    """Worker processes on this machine, each reused for many items (imports are paid once).

    ``jobs`` workers; one too is a process of its own.  ``time_limit`` is in seconds of wall time for an
    item.  ``memory_limit`` is in bytes of address space that a worker may take on top of what it has
    mapped once ``fn`` is imported.  An item over a limit, or one that kills its worker, is reported
    (time, memory, internal) and the worker replaced.  Workers end with the loop over ``map``, with an
    exception or Ctrl-C in it, and with the death of this process.
    """

    def __init__(self, jobs: int = 1, time_limit: float | None = None, memory_limit: int | None = None) -> None:
        if jobs < 1:
            raise ValueError("jobs must be at least 1")
        self.jobs = jobs
        self.time_limit = time_limit
        self.memory_limit = memory_limit

    def map(self, fn: Callable[[Item], Value], items: Iterable[Item]) -> Iterator[Outcome[Item, Value]]:
        """Yield outcomes in order of completion.  ``fn`` and the items must pickle; take large items first."""
        pending, function = iter(items), pickle.dumps(fn)
        workers: list[Worker[Item, Value]] = []
        try:
            while True:
                workers = [w for w in workers if w.alive]
                self._hand_out(function, pending, workers)
                busy = [w for w in workers if not w.idle]
                if not busy:
                    return
                Worker.wait(busy, self.time_limit)
                for worker in busy:
                    answer = worker.poll(self.time_limit)
                    if answer is not None:
                        item = cast("Item", worker.item)
                        yield Outcome(item, answer.value, answer.error, answer.seconds, answer.detail)
        finally:
            for worker in workers:
                if worker.alive:
                    worker.stop()

    def _hand_out(self, fn: bytes, pending: Iterator[Item], workers: list[Worker[Item, Value]]) -> None:
        """Give every idle worker an item, and start workers while there are items for them."""
        idle = [w for w in workers if w.idle]
        for _ in range(self.jobs - len(workers) + len(idle)):
            try:
                item = next(pending)
            except StopIteration:
                return
            worker = idle.pop() if idle else Worker[Item, Value](fn, self.memory_limit, logs.configured())
            if worker not in workers:
                workers.append(worker)
            worker.give(item)
