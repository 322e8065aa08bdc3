"""What is still to be handed out to workers that read and judge, in the order in which nobody waits for what is long.

Added to it (batches to be judged), what is read in its turn, what is judged again, scans, and last documents that take
long for what they are.  Reading ends when the time of a run is up; those last have a time of their own, so that a
heap of hostile files costs no more of a night.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pipelines.acquire import Source
from pipelines.tasks import Brief, Later, Task

SHARE = 4  # of the time of all else, one part in so many goes to what takes long, where that is more than it has


@dataclass(slots=True)
class Hours:
    """Until when a run reads, in seconds since 1970; ``clock`` tells them.

    Args:
        night: seconds from now; None: as long as it takes.
        slow: seconds at least for documents that take long.
    """

    night: float | None = None
    slow: float = 1800.0
    clock: Callable[[], float] = time.time
    _cost: float = 0.0  # seconds that were lost to documents put off
    _began: float = 0.0
    _slow_until: float | None = None

    def __post_init__(self) -> None:
        self._began = self.clock()

    @property
    def until(self) -> float | None:
        """When reading ends."""
        return None if self.night is None else self._began + self.night

    @property
    def slow_until(self) -> float:
        """When it ends for documents that take long; their time begins when it is first asked for."""
        if self._slow_until is None:
            now = self.clock()
            self._slow_until = now + max(self.slow, (now - self._began) / SHARE)
            if self.until is not None:
                self._slow_until = min(self._slow_until, self.until)
        return self._slow_until

    def charge(self, seconds: float) -> None:
        """A document took so long in its turn, and was put off."""
        self._cost += seconds

    @property
    def is_short(self) -> bool:
        """Whether that has cost as much as there is for documents that take long."""
        return self._cost > self.slow

    def is_up(self) -> bool:
        """Whether reading has ended."""
        return self.until is not None and self.clock() >= self.until

    def is_up_for_slow(self) -> bool:
        """Whether it has for documents that take long."""
        return self.clock() >= self.slow_until


class Lanes(Iterator[Task]):
    """Tasks in the order above; ``left`` is told of each that is not handed out, and may add to them.

    Args:
        first: documents to be read in their turn.
        then: stored ones to be judged again.
        slow: documents known to take long.
    """

    def __init__(
        self,
        first: Iterable[Source],
        then: Iterable[Task],
        slow: Iterable[Source],
        hours: Hours,
        left: Callable[[Later], None],
    ) -> None:
        self._added: deque[Task] = deque()
        self._first = deque(first)
        self._then = iter(then)
        self._scans: deque[Later] = deque()
        self._untried: deque[Later] = deque()
        self._slow = deque(Later(source, is_slow=True) for source in slow)
        self._hours, self._left = hours, left

    def add(self, task: Task | None) -> None:
        """Next, before all else."""
        if task is not None:
            self._added.appendleft(task)

    def put_off(self, task: Later) -> None:
        """Once nothing else is waiting; what takes long behind the rest."""
        (self._untried if task.is_slow else self._scans).append(task)

    def __next__(self) -> Task:
        while True:
            if self._hours.is_up():
                self._leave()
            if self._added:
                return self._added.popleft()
            if self._first:
                source = self._first.popleft()
                return Brief(source) if self._hours.is_short else source
            for task in self._then:
                return task
            if self._scans:
                return replace(self._scans.popleft(), until=self._hours.until)
            if not self._untried and not self._slow:
                raise StopIteration
            if not self._hours.is_up_for_slow():
                return replace((self._untried or self._slow).popleft(), until=self._hours.slow_until)
            self._leave()

    def _leave(self) -> None:
        """Hand nothing out any more that is to be read."""
        waiting = [*map(Later, self._first), *self._scans, *self._untried, *self._slow]
        for lane in (self._first, self._scans, self._untried, self._slow):
            lane.clear()
        for task in waiting:
            self._left(task)
