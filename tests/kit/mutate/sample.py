"""One package: its slips, which tests call what, and what became of each slip that was drawn."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.kit.mutate.slips import Slip

_LONG = 3600  # seconds for a run of all tests of a package
_SPARE = 20  # seconds a mutant may need beyond what its tests needed


class Server:
    """The process that forks a child for each run of tests, inside the copied tree."""

    def __init__(self, tree: Path, *warm: str) -> None:
        self.tree = tree
        self.report = tree.parent / "report.json"
        shutil.copy2(tree / "tests/kit/mutate/sitecustomize.py", tree)
        environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
        environment.pop("GOUJI_TEST_CORPUS", None)
        command = [sys.executable, "-m", "tests.kit.mutate.server", *warm]
        self.process = subprocess.Popen(
            command, cwd=tree, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(
        self,
        tests: list[str],
        seconds: float,
        *,
        choose: bool,
        trace: list[str] | None = None,
        patch: tuple[str, int] | None = None,
    ) -> Ran:
        """Run ``tests``; ``seconds`` of processor time, and three times that by the clock, is all they get."""
        self.report.unlink(missing_ok=True)
        job = {
            "tests": tests, "choose": choose, "trace": trace, "report": str(self.report),
            "cpu": int(seconds), "wall": 3 * seconds, "patch": patch,
        }  # fmt: skip
        written, read = self.process.stdin, self.process.stdout
        assert written is not None
        assert read is not None
        _say(written, job)
        answer = json.loads(read.readline())
        told: dict[str, Any] = {"tests": {}, "failed": "stopped"}
        if self.report.exists():
            told = json.loads(self.report.read_text(encoding="utf-8"))
        return Ran(answer["status"], told["failed"], told["tests"])

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def _say(written: IO[str], job: dict[str, Any]) -> None:
    written.write(json.dumps(job) + "\n")
    written.flush()


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended: pytest's status (None: killed), the first test that failed, and what is known of each."""

    status: int | None
    failed: str
    tests: dict[str, dict[str, Any]]


@dataclass
class Coverage:
    """The tests of a package that pass, what each needs, and the functions each calls."""

    seconds: dict[str, float]
    callers: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    on_import: set[tuple[str, int]] = field(default_factory=set)  # or for an answer that is kept

    def tests_for(self, slip: Slip) -> list[str]:
        """Tests that call the function of ``slip``: those of the file named like its module first, then quick ones."""
        called = set(self.seconds) if slip.first_line == 0 else self.callers.get((slip.file, slip.first_line), set())
        stem = Path(slip.file).stem
        return sorted(called, key=lambda t: (stem not in Path(t.split("::")[0]).stem, self.seconds[t], t))


def covered(server: Server, package: str, folders: list[str]) -> Coverage:
    """Run all tests of a package once and note which calls what."""
    calls = server.tree.parent / "calls.tsv"
    calls.unlink(missing_ok=True)
    ran = server.run(folders, _LONG, choose=False, trace=[package, str(calls)])
    passed = {name: told["seconds"] for name, told in ran.tests.items() if told["passed"]}
    found = Coverage(passed)
    lines = calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []
    for line in lines:
        by, file, first_line = line.rsplit("\t", 2)
        place = file, int(first_line)
        found.callers.setdefault(place, set()).update(_callers(by, ran.tests) & set(passed))
        if not by:
            found.on_import.add(place)
    return found


def _callers(by: str, tests: dict[str, dict[str, Any]]) -> set[str]:
    """``by`` is a test and its phase, or empty: what is set up for one test serves all that share the fixture."""
    if not by:
        return set(tests)
    name, _, phase = by.rpartition(" ")
    if phase != "(setup)" or not tests.get(name, {}).get("shared"):
        return {name}
    return {other for other in tests if other.split("::")[0] in _files_of(name, tests)}


def _files_of(name: str, tests: dict[str, dict[str, Any]]) -> set[str]:
    """The files whose tests may use what ``name`` set up: its folder's, where the fixture is not the file's own."""
    file = name.split("::")[0]
    if all(fixture.split("::")[0] == file for fixture in tests[name]["shared"]):
        return {file}
    return {other.split("::")[0] for other in tests}


def tried(cold: Server, warm: Server, coverage: Coverage, slips: Iterator[Slip]) -> Iterator[tuple[Slip, str, str]]:
    """Each slip, its fate (``caught``, ``stopped``, ``survived``, ``unreached``) and the test that noticed."""
    for slip in slips:
        tests = coverage.tests_for(slip)
        if not tests:
            yield slip, "unreached", ""
            continue
        file = cold.tree / slip.file
        patch = (
            None if coverage.on_import & {(slip.file, slip.first_line), (slip.file, slip.outer_line)} else _patch(slip)
        )
        server = warm if patch else cold
        source, times = file.read_bytes(), file.stat()
        try:
            file.write_bytes(slip.applied(source))
            ran = server.run(tests, _SPARE + 5 * sum(coverage.seconds[t] for t in tests), choose=True, patch=patch)
        finally:
            file.write_bytes(source)
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        yield slip, _fate(ran), ran.failed


def _patch(slip: Slip) -> tuple[str, int] | None:
    return (slip.file, slip.outer_line) if slip.outer_line else None


def _fate(ran: Ran) -> str:
    if ran.status is None:
        return "stopped"
    return "survived" if ran.status == 0 else "caught"
