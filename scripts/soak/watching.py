"""A reader beside everything: opens the warehouse again and again, and asks whether what it sees is of one state."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path

from scripts.growth.place import OF_ONE_STATE
from warehouse.connection import WarehouseError, connect_readonly

_PAUSE = 1.0  # seconds


@dataclass(slots=True)
class Seen:
    """How often the reader looked, how often that failed, and how often tables said different things."""

    looks: int = 0
    failed: int = 0
    torn: int = 0
    why: str = ""


@contextmanager
def watched(warehouse: Path) -> Iterator[Seen]:
    """Look while the context lasts; what was seen is in the value once it has ended."""
    context = multiprocessing.get_context("spawn")
    ended, answers = context.Event(), context.SimpleQueue()
    process = context.Process(target=_look, args=(warehouse, ended, answers), daemon=True)
    process.start()
    seen = Seen()
    try:
        yield seen
    finally:
        ended.set()
        found: Seen = answers.get()
        process.join()
        seen.looks, seen.failed, seen.torn, seen.why = found.looks, found.failed, found.torn, found.why


def _look(warehouse: Path, ended: Event, answers: multiprocessing.SimpleQueue[Seen]) -> None:
    seen, parent = Seen(), os.getppid()
    while not ended.is_set() and os.getppid() == parent:  # which may have been killed
        if warehouse.exists():
            seen.looks += 1
            try:
                with connect_readonly(warehouse) as connection:
                    _, said, held = connection.execute(OF_ONE_STATE).fetchall()[0]
                    seen.torn += said != held
            except WarehouseError as error:
                seen.failed, seen.why = seen.failed + 1, str(error)
        time.sleep(_PAUSE)
    answers.put(seen)
