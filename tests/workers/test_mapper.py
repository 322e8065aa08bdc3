"""Worker processes: an item that fails, crashes, hangs or eats memory costs only itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipelines.model.document import ReadError, Unreadable
from pipelines.model.temporary import kept_apart
from pipelines.workers.mapper import Mapper, Outcome, ProcessMapper, SerialMapper
from tests.workers.conftest import Make, Outcomes
from tests.workers.work import work
from warehouse.store.queue import Queue

REPO = Path(__file__).parents[2]


def spawned() -> set[psutil.Process]:
    """The processes below this one that run Python functions."""
    below = psutil.Process().children(recursive=True)
    return {one for one in below if one.is_running() and "spawn_main" in _command(one)}


def _command(process: psutil.Process) -> str:
    """What it was started with; nothing where it has ended meanwhile."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def by_item(outcomes: list[Outcome[Any, Any]]) -> dict[object, Outcome[Any, Any]]:
    return {o.item: o for o in outcomes}


def test_each_failure_costs_its_item_only(outcomes: Outcomes) -> None:
    bad = ["leave 3", "segv", "kill", "wrong", "sealed", "unpicklable"]
    found = by_item(outcomes("double 1", *bad, "double 2", "double 3", jobs=2))
    assert {i: o.value for i, o in found.items() if o.error is None} == {"double 1": 2, "double 2": 4, "double 3": 6}
    reasons = {i: o.error.reason for i, o in found.items() if o.error is not None}
    assert reasons == {
        "leave 3": Unreadable.INTERNAL,
        "segv": Unreadable.INTERNAL,
        "kill": Unreadable.MEMORY,
        "wrong": Unreadable.INTERNAL,
        "sealed": Unreadable.ENCRYPTED,
        "unpicklable": Unreadable.INTERNAL,
    }
    assert "ValueError: no such table" in found["wrong"].detail
    assert "work.py" in found["wrong"].detail
    assert "SIGSEGV" in str(found["segv"].error)


def test_only_a_worker_that_ended_without_a_word_says_nothing_of_its_item(outcomes: Outcomes) -> None:
    found = by_item(outcomes("leave 3", "segv", "kill", "wrong", "sealed", "out_of_memory"))
    transient = {item for item, one in found.items() if one.error is not None and one.error.is_transient}
    assert transient == {"leave 3", "segv", "kill", "out_of_memory"}


def test_an_item_that_takes_more_than_its_turn_is_put_off(outcomes: Outcomes) -> None:
    found = by_item(outcomes("in_turn 600", "in_turn 0", "double 2", time_limit=60))
    assert {item: one.value for item, one in found.items() if one.error is None} == {
        "in_turn 0": "slept",
        "double 2": 4,
    }
    error = found["in_turn 600"].error
    assert error is not None
    assert (error.reason, error.message) == (Unreadable.WAITING, "not read within 0.2 seconds")
    (late,) = outcomes("in_turn 600", time_limit=0.1)  # it has no more than that anyway
    assert late.error is not None
    assert late.error.reason is Unreadable.TIME


def test_time_limit(outcomes: Outcomes) -> None:
    found = by_item(outcomes("double 1", "sleep 600", "double 2", time_limit=0.5))
    assert found["sleep 600"].error is not None
    assert found["sleep 600"].error.reason is Unreadable.TIME
    assert (found["double 1"].value, found["double 2"].value) == (2, 4)


def test_work_that_asks_gets_more_time(outcomes: Outcomes) -> None:
    found = by_item(outcomes("ask_and_sleep 1", "sleep 600", "double 2", time_limit=0.5))
    assert found["ask_and_sleep 1"].value == "slept"
    assert found["sleep 600"].error is not None  # what one item was granted is not the next one's
    assert found["sleep 600"].error.reason is Unreadable.TIME


def test_a_worker_that_is_killed_leaves_no_temporary_files(temporary: Path) -> None:
    with kept_apart():
        found = by_item([*ProcessMapper(1, time_limit=1).map(work, ["leave_a_folder", "double 1"])])
        late = found["leave_a_folder"].error
        assert late is not None
        assert (late.reason, found["double 1"].value) == (Unreadable.TIME, 2)
        assert list(temporary.glob("*/*/*/half")) == [], "the next worker takes it away"
    assert list(temporary.iterdir()) == []


def test_memory_limit(outcomes: Outcomes) -> None:
    found = by_item(outcomes("double 1", "take 8192", "double 2", memory_limit=1 << 30))
    assert found["take 8192"].error is not None
    assert found["take 8192"].error.reason is Unreadable.MEMORY
    assert (found["double 1"].value, found["double 2"].value) == (2, 4)


def test_workers_are_kept_and_are_not_this_process(outcomes: Outcomes) -> None:
    pids = {o.value for o in outcomes(*["pid"] * 5)}
    assert len(pids) == 1
    assert os.getpid() not in pids


def test_no_items_no_workers(outcomes: Outcomes) -> None:
    assert outcomes(jobs=2) == []


def test_items_that_come_up_while_others_are_under_way(mapper: Make) -> None:
    queue = Queue(["double 1"])
    values = []
    for outcome in mapper(1).map(work, queue):
        values.append(outcome.value)
        if len(values) < 4:
            queue.add(f"double {outcome.value}")
    assert values == [2, 4, 8, 16]


def test_no_more_items_are_taken_than_there_is_room_for(mapper: Make) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "pid"

    outcomes = mapper(1).map(work, endless())
    assert isinstance(next(outcomes).value, int)
    outcomes.close()  # type: ignore[attr-defined]
    assert taken <= 4


@pytest.mark.parametrize("how", ["close", "throw"])
def test_leaving_the_loop_ends_the_workers(mapper: Make, how: str) -> None:
    one = mapper(2)
    before = spawned()
    outcomes = one.map(work, ["pid", "sleep 600", "sleep 600", "sleep 600", "sleep 600"])
    next(outcomes)
    assert len(spawned() - before) == 2
    if how == "close":
        outcomes.close()  # type: ignore[attr-defined]
    else:
        with pytest.raises(KeyboardInterrupt):
            outcomes.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    _, alive = psutil.wait_procs(spawned() - before, timeout=60)
    assert not alive


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_workers_die_with_the_parent(tmp_path: Path, how: signal.Signals) -> None:
    main = tmp_path / "main.py"
    main.write_text(
        "import signal, sys\n"
        # a shell starts its background jobs, and all they start, with Ctrl-C ignored
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        # and what ran before in the process that starts this one may have left more ignored or blocked
        "signal.signal(signal.SIGTERM, signal.SIG_DFL)\n"
        "signal.pthread_sigmask(signal.SIG_SETMASK, [])\n"
        f"sys.path[:0] = [{str(REPO)!r}]\n"
        "from tests.workers.work import work\n"
        "from pipelines.workers.mapper import ProcessMapper\n"
        "if __name__ == '__main__':\n"
        "    for outcome in ProcessMapper(1).map(work, ['pid', 'sleep 600']):\n"
        "        print(outcome.value, flush=True)\n"
    )
    parent = subprocess.Popen([sys.executable, str(main)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert parent.stdout is not None
    worker = psutil.Process(int(parent.stdout.readline()))
    parent.send_signal(how)
    parent.wait(timeout=60)
    parent.stdout.close()
    for _ in range(300):  # until it is gone; the test fails only if it never goes
        if not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.1)
    pytest.fail(f"worker {worker.pid} outlived its parent")


def test_serial_mapper_reports_the_same_way() -> None:
    def half(n: int) -> float:
        if n == 0:
            raise ReadError(Unreadable.EMPTY, "nothing")
        return 10 / (n - 1)

    mapper: Mapper = SerialMapper()
    outcomes = list(mapper.map(half, [0, 1, 6]))
    assert [o.value for o in outcomes] == [None, None, 2.0]
    assert [o.error.reason if o.error else None for o in outcomes] == [Unreadable.EMPTY, Unreadable.INTERNAL, None]


def test_at_least_one_job() -> None:
    with pytest.raises(ValueError, match="jobs"):
        ProcessMapper(0)
