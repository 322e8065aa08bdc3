"""Run one function over many items on the machines of a Dask cluster, within the limits `ProcessMapper` has on one.

Needs the extra ``gouji[cluster]``.  docs/cluster.md says how the machines are started, and what they share.
"""

from __future__ import annotations

import contextlib
import pickle
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import uuid4

from pipelines.model import logs
from pipelines.model.document import ReadError, Unreadable
from pipelines.workers.ends import failure, told
from pipelines.workers.mapper import Outcome
from pipelines.workers.slot import ClusterError, Terms, Version, end, run
from pipelines.workers.worker import Answer

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Value = TypeVar("Value")

CONNECT_SECONDS = 15.0
PATIENCE_SECONDS = 120.0  # without a single worker, until the run is given up
_CLOSED = (OSError, RuntimeError)  # what a client raises that lost its scheduler, the latter once it has noticed
_LOST = "the connection to the scheduler was lost"
_LOOK = 1.0  # seconds between looks at how many slots there are


@dataclass(frozen=True, slots=True)
class DaskMapper:
    """Workers of the Dask scheduler at ``scheduler`` (tcp://host:port); each of their threads is a slot for one item.

    In a slot the item is handed to a child process with the limits of `ProcessMapper`: ``time_limit`` in seconds of
    wall time, ``memory_limit`` in bytes.  Items of a worker that is lost are done by another; an item that takes more
    workers with it than the scheduler's setting ``allowed-failures`` allows is given up.

    Args:
        shared: a folder that every machine reaches by the same path.
        version: tells the version of the code; a worker that says something else is refused.
    """

    scheduler: str
    shared: Path
    time_limit: float | None = None
    memory_limit: int | None = None
    version: Version | None = None

    def map(self, fn: Callable[[Item], Value], items: Iterable[Item]) -> Iterator[Outcome[Item, Value]]:
        """Yield outcomes in order of completion.  ``fn`` and the items must pickle; take large items first.

        Raises `ClusterError` where the cluster cannot be reached, is lost, or has no worker that could do the work.
        """
        with _connected(self.scheduler) as client, self._terms(fn) as terms, _call(client, terms) as call:
            pending, had_slots = iter(items), time.monotonic()
            while True:
                slots = call.slots()
                for item in _at_most(pending, slots - call.under_way):
                    call.submit(item)
                if slots:
                    had_slots = time.monotonic()
                    if not call.under_way:
                        return
                elif time.monotonic() > had_slots + PATIENCE_SECONDS:
                    raise ClusterError(f"{self.scheduler} has no workers")
                yield from call.outcomes(_LOOK)

    @contextlib.contextmanager
    def _terms(self, fn: Callable[[Item], Value]) -> Iterator[Terms]:
        """The terms of a call, whose function lies in a folder of the shared one while it lasts."""
        name = uuid4().hex
        version = None if self.version is None else (self.version, self.version())
        function = self.shared / f"call-{name}" / "function"
        function.parent.mkdir(parents=True)
        try:
            function.write_bytes(pickle.dumps(fn))
            yield Terms(name, function, self.time_limit, self.memory_limit, logs.configured(), version)
        finally:
            shutil.rmtree(function.parent, ignore_errors=True)


class _Call:
    """What one call of `DaskMapper.map` has under way: an item a slot, so that none waits behind a long one."""

    def __init__(self, client: Client, terms: Terms) -> None:
        self._client, self._name, self._terms = client, terms.call, pickle.dumps(terms)
        self._items: dict[str, tuple[Future, Any]] = {}  # a future lives while somebody holds it
        self._done: SimpleQueue[Future] = SimpleQueue()
        self._number = 0
        self._slots, self._looked = 0, float("-inf")

    @property
    def under_way(self) -> int:
        """How many items are."""
        return len(self._items)

    def slots(self) -> int:
        """Threads of the workers there are; machines come and go.  Raises `ClusterError`."""
        if time.monotonic() > self._looked + _LOOK:
            try:
                self._slots, self._looked = sum(self._client.nthreads().values()), time.monotonic()
            except _CLOSED as error:
                raise ClusterError(_LOST) from error
        return self._slots

    def submit(self, item: Any) -> None:
        """Send an item on its way, as bytes: the scheduler need not understand it."""
        self._number += 1
        key = f"gouji-{self._name}-{self._number}"
        future = self._client.submit(run, self._terms, pickle.dumps(item), key=key, pure=False)
        self._items[key] = future, item
        future.add_done_callback(self._done.put)

    def outcomes(self, seconds: float) -> Iterator[Outcome[Any, Any]]:
        """Of one item that is done, once there is one; of none after so many seconds."""
        with contextlib.suppress(Empty):
            future = self._done.get(timeout=seconds)
            yield _outcome(self._items.pop(future.key)[1], future)

    def end(self) -> None:
        """Let go of what is under way, and end the processes that work on it."""
        with contextlib.suppress(*_CLOSED):  # without a scheduler, workers find out by themselves
            self._client.cancel([future for future, _ in self._items.values()], force=True)
            self._client.run(end, self._name, on_error="ignore")


@contextlib.contextmanager
def _call(client: Client, terms: Terms) -> Iterator[_Call]:
    """A call, and its end."""
    call = _Call(client, terms)
    try:
        yield call
    finally:
        call.end()


def _outcome(item: Any, future: Future) -> Outcome[Any, Any]:
    """What became of an item.  Raises `ClusterError` where that is not its own doing."""
    from distributed.scheduler import KilledWorker

    if future.status == "cancelled":
        raise ClusterError(_LOST)
    try:
        answered = future.result()
    except KilledWorker as error:
        lost = f"{error.allowed_failures + 1} workers were lost while they had it"
        return Outcome(item, None, ReadError(Unreadable.INTERNAL, lost, died=True))
    except ClusterError:
        raise
    except Exception as error:
        raise ClusterError(f"a worker failed: {type(error).__name__}: {error}") from error
    try:
        answer = cast("Answer[Any]", pickle.loads(answered))
    except Exception as error:  # the value does not unpickle here
        return Outcome(item, None, failure(error), detail=told(error))
    return Outcome(item, answer.value, answer.error, answer.seconds, answer.detail)


def _at_most(pending: Iterator[Item], count: int) -> Iterator[Item]:
    """The next items, as far as there are some at the moment."""
    for _ in range(count):
        try:
            item = next(pending)
        except StopIteration:
            return
        yield item


@contextlib.contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    """A client of the scheduler.  Raises `ClusterError`."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("a scheduler needs Dask: pip install 'gouji[cluster]'") from error
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False, name="gouji")
    except (OSError, ValueError) as error:
        raise ClusterError(f"no scheduler answers at {scheduler}: {error}") from error
    try:
        yield client
    finally:
        client.close()
