"""What is still to be handed out to workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Task = TypeVar("Task")


class Queue(Iterator[Task], Generic[Task]):
    """It grows while it is worked on; what is added comes first, what is put off last, in its order."""

    def __init__(self, first: Iterable[Task], then: Iterable[Task] = ()) -> None:
        self._waiting = deque(first)
        self._then = iter(then)
        self._put_off: deque[Task] = deque()

    def add(self, task: Task | None) -> None:
        """Next, before all else."""
        if task is not None:
            self._waiting.appendleft(task)

    def put_off(self, task: Task) -> None:
        """Once nothing else is waiting."""
        self._put_off.append(task)

    def __next__(self) -> Task:
        if self._waiting:
            return self._waiting.popleft()
        for task in self._then:
            return task
        if self._put_off:
            return self._put_off.popleft()
        raise StopIteration
