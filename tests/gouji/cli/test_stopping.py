"""A command that is told to stop ends soon, whatever it is at, and its workers with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from gouji.cli.stopping import Stop, stoppable

# Two locks of one mutex: what no signal interrupts, as where a library is at work and does not come back.
STUCK = """
import ctypes, multiprocessing, sys, time
from gouji.cli import stopping

if __name__ == "__main__":
    stopping.PATIENCE = 0.5
    with stopping.stoppable() as stop:
        worker = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,), daemon=True)
        worker.start()
        print(worker.pid, flush=True)
        try:
            if sys.argv[1] == "stuck":
                mutex = ctypes.create_string_buffer(256)
                for _ in range(2):
                    ctypes.CDLL(None).pthread_mutex_lock(mutex)
            time.sleep(600)
        except KeyboardInterrupt:
            worker.kill()
            sys.exit(stop.status)
"""


@pytest.mark.parametrize("at", ["stuck", "waiting"])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_it_ends_and_says_by_which_signal(
    at: str, number: signal.Signals, status: int, tmp_path: Path, repo_root: Path
) -> None:
    (tmp_path / "command.py").write_text(STUCK, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "command.py"), at]
    environment = {**os.environ, "PYTHONPATH": str(repo_root)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        worker = psutil.Process(int(process.stdout.readline()))
        process.send_signal(number)
        _, errors = process.communicate(timeout=300)
    assert (process.returncode, b"Traceback" in errors) == (status, False)
    worker.wait(300)


def test_signals_are_as_they_were_when_it_is_over() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with stoppable() as stop:
        assert signal.getsignal(signal.SIGTERM) is signal.default_int_handler
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
    assert stop.number is None
    assert signal.set_wakeup_fd(-1) == -1


def test_an_interrupt_of_nobody_known_is_that_of_a_terminal() -> None:
    assert Stop().status == 130
