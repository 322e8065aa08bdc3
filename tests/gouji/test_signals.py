"""A signal ends a command: at once where Python runs, after a moment where a library is busy, and never in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psutil
import pytest

from gouji.cli.signals import until_told, was_told

REPO = Path(__file__).parents[2]
FOR_EVER = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3"
BUSY = """
import ctypes, sys
from gouji.cli.signals import until_told
def work():
    print("begun", flush=True)
    {work}
sys.exit(until_told(work))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.duckdb"
    duckdb.connect(str(path)).close()
    return path


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that are ended after the test, whatever becomes of it."""
    running: list[subprocess.Popen[str]] = []
    yield running
    for one in running:
        one.kill()
        one.communicate()


def start(running: list[subprocess.Popen[str]], *arguments: str, **more: str) -> subprocess.Popen[str]:
    command = [sys.executable, *arguments]
    pipe = subprocess.PIPE
    one = subprocess.Popen(command, cwd=REPO, stdout=pipe, stderr=pipe, text=True, env={**os.environ, **more})
    running.append(one)
    return one


@pytest.mark.parametrize(
    ("number", "status", "words"),
    [(signal.SIGTERM, 143, "ended by SIGTERM"), (signal.SIGINT, 130, "interrupted"), (signal.SIGHUP, 129, "SIGHUP")],
)
def test_a_query_that_takes_hours_ends(
    file: Path, tmp_path: Path, started: list[subprocess.Popen[str]], number: signal.Signals, status: int, words: str
) -> None:
    spilled = tmp_path / "temporary"
    spilled.mkdir()
    asked = ("-m", "gouji.cli.main", "query", FOR_EVER, "--warehouse", str(file))
    one = start(started, *asked, TMPDIR=str(spilled))
    while not any(spilled.glob("*/gouji-spill-*")) and one.poll() is None:
        os.sched_yield()  # until the query is under way
    os.kill(one.pid, number)
    out, err = one.communicate(timeout=60)
    assert (one.returncode, out) == (status, "")
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "work",
    [
        "ctypes.CDLL(None).sleep(600); ctypes.CDLL(None).sleep(600)",
        "import time; time.sleep(600)",
    ],
)
def test_work_in_a_library_ends_as_well(started: list[subprocess.Popen[str]], work: str) -> None:
    one = start(started, "-c", BUSY.format(work=work))
    assert one.stdout is not None
    assert one.stdout.readline() == "begun\n"
    os.kill(one.pid, signal.SIGTERM)
    assert "Traceback" not in one.communicate(timeout=60)[1]
    assert one.returncode == 143


# Two locks of one mutex: what no signal interrupts, as where a library is at work and does not come back.
WITH_A_WORKER = """
import ctypes, multiprocessing, signal, sys, time
from gouji.cli import signals

def work():
    worker = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,), daemon=True)
    worker.start()
    if sys.argv[1] == "heard by another":
        signal.signal(signal.SIGTERM, lambda *_: None)
    print(worker.pid, flush=True)
    if sys.argv[1] == "stuck":
        mutex = ctypes.create_string_buffer(256)
        for _ in range(2):
            ctypes.CDLL(None).pthread_mutex_lock(mutex)
    time.sleep(600)

if __name__ == "__main__":
    signals.GRACE = 0.5
    sys.exit(signals.until_told(work))
"""


@pytest.mark.parametrize("at", ["stuck", "waiting", "heard by another"])
def test_its_workers_end_with_it(at: str, tmp_path: Path, started: list[subprocess.Popen[str]]) -> None:
    (tmp_path / "command.py").write_text(WITH_A_WORKER, encoding="utf-8")
    one = start(started, str(tmp_path / "command.py"), at, PYTHONPATH=str(REPO))
    assert one.stdout is not None
    worker = psutil.Process(int(one.stdout.readline()))
    os.kill(one.pid, signal.SIGTERM)
    assert "Traceback" not in one.communicate(timeout=60)[1]
    assert one.returncode == 143
    worker.wait(60)


def test_signals_are_as_they_were_when_it_is_over() -> None:
    def handlers() -> list[object]:
        return [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)]

    before = handlers()
    within: list[object] = []

    def work() -> int:
        within.extend(handlers())
        return 3

    assert until_told(work) == 3
    assert not set(before) & set(within)
    assert handlers() == before
    assert not was_told()
    assert signal.set_wakeup_fd(-1) == -1


def test_what_is_not_told_to_end_is_not_changed(started: list[subprocess.Popen[str]]) -> None:
    one = start(started, "-c", BUSY.format(work="return 4"))
    assert one.communicate(timeout=60) == ("begun\n", "")
    assert one.returncode == 4
    failed = start(started, "-c", BUSY.format(work="raise ValueError('ours')"))
    assert "ValueError: ours" in failed.communicate(timeout=60)[1]
    assert failed.returncode == 1
