"""Temporary files of a process are in a folder of its own, which goes with it or with the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pipelines.model.temporary import kept_apart

pytestmark = pytest.mark.usefixtures("temporary")
REPO = Path(__file__).parents[2]
LEAVES = """
import tempfile, time
from pipelines.model.temporary import kept_apart
with kept_apart():
    print(tempfile.mkdtemp(), flush=True)
    time.sleep(600)
"""


def test_what_is_made_within_is_apart_and_goes_with_it(temporary: Path) -> None:
    with kept_apart():
        made = Path(tempfile.mkdtemp())
        inherited = subprocess.check_output([sys.executable, "-c", "import tempfile; print(tempfile.gettempdir())"])
        assert made.parent == Path(inherited.decode().strip())
        assert (made.parent.parent, made.parent.stat().st_mode & 0o777) == (temporary, 0o700)
        with kept_apart():
            assert Path(tempfile.mkdtemp()).parent == made.parent
        assert made.is_dir()
    assert (tempfile.gettempdir(), os.environ["TMPDIR"]) == (str(temporary), str(temporary))
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next_one(temporary: Path) -> None:
    command, environment = [sys.executable, "-c", LEAVES], {**os.environ, "PYTHONPATH": str(REPO)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        left = Path(process.stdout.readline().strip())
        with kept_apart():
            assert left.is_dir(), "its owner lives"
        process.send_signal(signal.SIGKILL)
    assert left.is_dir()
    with kept_apart():
        assert [path.name for path in temporary.iterdir()] == [Path(tempfile.gettempdir()).name]
    assert list(temporary.iterdir()) == []
