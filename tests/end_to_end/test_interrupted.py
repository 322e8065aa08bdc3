"""A run that is killed leaves the published warehouse as it was, whatever the moment; the next one completes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.end_to_end.budget import write_budget
from tests.end_to_end.conftest import Place

PATIENCE = 300  # seconds; only a hung run takes as long


def wait_for(process: subprocess.Popen[bytes], folder: Path, pattern: str) -> None:
    """Until a file of the run appears (or the run is over: then it was quicker than us)."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and not any(folder.glob(pattern)):
        assert time.monotonic() < deadline
        time.sleep(0.001)


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder where a document was read, and a copy of it: each test finds it as that night left it."""
    folder = tmp_path_factory.mktemp("interrupted")
    place = Place(folder / "place")
    place.documents.mkdir(parents=True)
    write_budget(place.documents / "old.docx")
    before = place.ingest()
    assert before.returncode == 0, before.stderr
    shutil.copytree(place.folder, folder / "copy")
    return place.folder, folder / "copy"


@pytest.fixture
def place(one_night: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, repo_root: Path) -> Place:
    folder, copy = one_night
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)
    monkeypatch.setenv("PYTHONPATH", str(repo_root))
    monkeypatch.chdir(folder)
    return Place(folder)


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (".gouji/*/staging/*/plan.json", signal.SIGKILL),
        (".gouji/*/staging/*/read/*", signal.SIGKILL),
        (".gouji/*/staging/*/done/*", signal.SIGKILL),
        ("w.tmp-*", signal.SIGKILL),
        (".gouji/*/staging/*/plan.json", signal.SIGINT),
    ],
)
def test_a_run_that_is_stopped(place: Place, moment: str, number: signal.Signals) -> None:
    old = place.warehouse.read_bytes()
    for year in range(2015, 2021):
        write_budget(place.documents / f"{year}.docx", title=f"青溪县林业局{year}年部门预算")

    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(place.command(), start_new_session=True, **piped) as process:
        wait_for(process, place.warehouse.parent, moment)
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.send_signal(number)
        _, errors = process.communicate(timeout=PATIENCE)

    assert b"Traceback" not in errors
    assert process.returncode in ({-number, 0} if number == signal.SIGKILL else {130, 0})
    published = place.warehouse.read_bytes() != old
    assert place.rows("SELECT count(*) FROM core.fact_budget") == [(61 * (7 if published else 1),)]

    after = place.ingest()
    assert after.returncode == 0, after.stderr
    assert place.rows("SELECT count(*) FROM core.fact_budget") == [(61 * 7,)]
    assert sorted(path.name for path in place.warehouse.parent.glob("w.*")) == ["w.duckdb", "w.duckdb.lock"]
    assert list(place.warehouse.parent.glob(".gouji/*/staging/*")) == []
