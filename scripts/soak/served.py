"""Runs of `gouji dev` that are killed: its daemon has to go on, and the next run to complete what they left."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from scripts.soak.checks import after_a_night
from scripts.soak.phases import after_kill, witnesses
from scripts.soak.place import Place
from scripts.soak.record import Record
from scripts.soak.watching import watched
from tests.kit.hostile import hostile
from warehouse.connection import connect_readonly

_PHASE = "killed under gouji dev"
_PORT = 3977
_PATIENCE = 420.0  # seconds for a run to begin, or to end


def served_kills(at: Place, record: Record, kills: int, seed: int) -> None:
    """Lay files into the inbox, kill the run that reads them, lay one more: the next run completes."""
    rows = witnesses(at)
    if len(record.of(_PHASE)) >= kills or record.is_over:
        return
    with _dev(at):
        for number in record.left(_PHASE, kills):
            chance = random.Random(f"dev {seed} {number}")
            hostile(seed + 40_000 + number, 4, at.inbox / f"dev-{number:03}")
            with watched(at.warehouse) as seen:
                wrong = _killed(at, chance.uniform(0.0, 20.0))
                wrong += after_kill(at, rows)
                began = time.monotonic()
                hostile(seed + 50_000 + number, 1, at.inbox / f"dev-{number:03}-more")
                if not _until(partial(_is_known, at, number)):
                    wrong.append("no run has completed after the kill")
            wrong += [*after_a_night(at, rows)]
            waited = round(time.monotonic() - began, 1)
            record.add(_PHASE, wrong, wall=waited, looks=seen.looks, status=0)


def _killed(at: Place, after: float) -> list[str]:
    """Kill the run that comes, so many seconds after it has begun."""
    if not _until(lambda: _writer(at) is not None):
        return ["no run has begun"]
    time.sleep(after)
    pid = _writer(at)
    if pid is not None:
        os.kill(pid, signal.SIGKILL)
    return []


def _is_known(at: Place, number: int) -> bool:
    """Whether a run is through that has seen the file laid last."""
    if _writer(at) is not None:
        return False
    with connect_readonly(at.warehouse) as connection:
        sql = "SELECT count(*) FROM raw.document WHERE contains(source_uri, ?)"
        return connection.execute(sql, [f"/dev-{number:03}-more/"]).fetchall() != [(0,)]


def _writer(at: Place) -> int | None:
    """The process that holds the warehouse's lock: it is named in the file, and has it open."""
    lock = at.warehouse.with_name(at.warehouse.name + ".lock")
    try:
        pid = int(lock.read_text(encoding="utf-8").split()[-1])
        held = any(descriptor.readlink() == lock for descriptor in Path(f"/proc/{pid}/fd").iterdir())
    except (OSError, ValueError, IndexError):  # nobody has signed it yet, or who did is gone
        return None
    return pid if held else None


def _until(there: Callable[[], bool]) -> bool:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if there():
            return True
        time.sleep(0.2)
    return False


@contextmanager
def _dev(at: Place) -> Iterator[None]:
    process = at.begin("dev", "--port", str(_PORT))
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)
