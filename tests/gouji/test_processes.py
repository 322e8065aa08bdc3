from __future__ import annotations

import subprocess
import sys

from gouji.processes import lives, this_process


def test_a_process_lives_until_it_ends() -> None:
    said = "from gouji.processes import this_process; print(this_process(), flush=True); input()"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", said], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        other = process.stdout.readline().strip()
        assert lives(other) is True
        process.kill()
        process.wait()
        assert lives(other) is False


def test_a_later_process_of_the_same_number_is_another() -> None:
    host, number, birth = this_process().split(" ")
    assert lives(f"{host} {number} {birth}") is True
    assert lives(f"{host} {number} {birth}0") is False


def test_of_other_machines_nothing_is_known() -> None:
    _, number, birth = this_process().split(" ")
    assert lives(f"elsewhere.example {number} {birth}") is None
    assert lives("") is None
