"""Worker processes: an item that fails, crashes, hangs or eats memory costs only itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from pipelines.model.document import ReadError, Unreadable
from pipelines.workers.mapper import Mapper, Outcome, ProcessMapper, SerialMapper

REPO = Path(__file__).parents[2]

# The function the workers run must be importable there, so it lives in a module on their path.
WORK = """
import os, signal, time
from pipelines.model.document import ReadError, Unreadable

def work(item):
    if item == "exit":
        os._exit(3)
    if item == "segv":
        os.kill(os.getpid(), signal.SIGSEGV)
    if item == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "asks":
        from pipelines.workers.allowance import ask_for

        ask_for(600)
        time.sleep(1)
        return "in time"
    if item == "hang":
        time.sleep(600)
    if item == "memory":
        return len(bytearray(8 << 30))
    if item == "raise":
        raise ValueError("no such table")
    if item == "unreadable":
        raise ReadError(Unreadable.ENCRYPTED, "needs a password")
    if item == "unpicklable":
        return lambda: 1
    if item == "pid":
        return os.getpid()
    return item * 2
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[object], object]:
    (tmp_path / "mapper_work.py").write_text(WORK)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "mapper_work", raising=False)
    import mapper_work  # type: ignore[import-not-found]

    return mapper_work.work  # type: ignore[no-any-return]


def by_item(outcomes: list[Outcome[object, object]]) -> dict[object, Outcome[object, object]]:
    return {o.item: o for o in outcomes}


def test_each_failure_costs_its_item_only(work: Callable[[object], object]) -> None:
    bad = ["exit", "segv", "kill", "raise", "unreadable", "unpicklable"]
    outcomes = by_item(list(ProcessMapper(2).map(work, [1, *bad, 2, 3])))
    assert {i: o.value for i, o in outcomes.items() if o.error is None} == {1: 2, 2: 4, 3: 6}
    reasons = {i: o.error.reason for i, o in outcomes.items() if o.error is not None}
    assert reasons == {
        "exit": Unreadable.INTERNAL,
        "segv": Unreadable.INTERNAL,
        "kill": Unreadable.MEMORY,
        "raise": Unreadable.INTERNAL,
        "unreadable": Unreadable.ENCRYPTED,
        "unpicklable": Unreadable.INTERNAL,
    }
    assert "ValueError: no such table" in str(outcomes["raise"].error)
    assert "mapper_work.py" in outcomes["raise"].detail
    assert "SIGSEGV" in str(outcomes["segv"].error)


def test_time_limit(work: Callable[[object], object]) -> None:
    outcomes = by_item(list(ProcessMapper(1, time_limit=0.5).map(work, [1, "hang", 2])))
    assert outcomes["hang"].error is not None
    assert outcomes["hang"].error.reason is Unreadable.TIME
    assert (outcomes[1].value, outcomes[2].value) == (2, 4)


def test_work_that_asks_gets_more_time(work: Callable[[object], object]) -> None:
    outcomes = by_item(list(ProcessMapper(1, time_limit=0.5).map(work, ["asks", "hang", 2])))
    assert outcomes["asks"].value == "in time"
    assert outcomes["hang"].error is not None  # what one item was granted is not the next one's
    assert outcomes["hang"].error.reason is Unreadable.TIME


def test_memory_limit(work: Callable[[object], object]) -> None:
    outcomes = by_item(list(ProcessMapper(1, memory_limit=1 << 30).map(work, [1, "memory", 2])))
    assert outcomes["memory"].error is not None
    assert outcomes["memory"].error.reason is Unreadable.MEMORY
    assert (outcomes[1].value, outcomes[2].value) == (2, 4)


def test_workers_are_kept_and_are_not_this_process(work: Callable[[object], object]) -> None:
    pids = {o.value for o in ProcessMapper(1).map(work, ["pid"] * 5)}
    assert len(pids) == 1
    assert os.getpid() not in pids


def test_no_items_no_workers(work: Callable[[object], object]) -> None:
    assert list(ProcessMapper(4).map(work, [])) == []


def test_leaving_the_loop_ends_the_workers(work: Callable[[object], object]) -> None:
    outcomes = ProcessMapper(2).map(work, ["pid", "hang", "hang"])
    pid = next(outcomes).value
    outcomes.close()  # type: ignore[attr-defined]
    assert isinstance(pid, int)
    assert not psutil.pid_exists(pid)
    assert not [c for c in psutil.Process().children() if "spawn_main" in " ".join(c.cmdline())]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_workers_die_with_the_parent(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "mapper_work.py").write_text(WORK)
    main = tmp_path / "main.py"
    main.write_text(
        "import signal, sys\n"
        # a shell starts its background jobs, and all they start, with Ctrl-C ignored
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"sys.path[:0] = [{str(REPO)!r}, {str(tmp_path)!r}]\n"
        "from mapper_work import work\n"
        "from pipelines.workers.mapper import ProcessMapper\n"
        "if __name__ == '__main__':\n"
        "    for outcome in ProcessMapper(1).map(work, ['pid', 'hang']):\n"
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
