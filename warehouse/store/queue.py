"""What is still to be handed out to workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Task = TypeVar("Task")


class Queue(Iterator[Task], Generic[Task]):
    """It grows while it is worked on; what is added comes first."""

    def __init__(self, first: Iterable[Task]) -> None:
        self._waiting = deque(first)

    def add(self, task: Task | None) -> None:
        """Next, before all else."""
        if task is not None:
            self._waiting.appendleft(task)

    def __next__(self) -> Task:
        if self._waiting:
            return self._waiting.popleft()
        raise StopIteration
