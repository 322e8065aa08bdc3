"""A run that is killed or stopped keeps what it has read; the next one reads the rest, and gives the same rows."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from scripts.measure import killed
from tests.end_to_end.budget import write_budget
from tests.end_to_end.conftest import Place
from tests.end_to_end.test_interrupted import PATIENCE, wait_for
from warehouse.store import staging

YEARS = range(2015, 2025)
LAST_RUN = "SELECT documents_read, documents_kept FROM quality.run ORDER BY finished_at DESC LIMIT 1"
# when a run sees and reads a file is no property of the file
SKIP = killed.SKIP | {"quality.shard"}


@pytest.fixture
def documents(place: Place) -> Place:
    for year in YEARS:
        write_budget(place.documents / f"{year}.docx", title=f"青溪县林业局{year}年部门预算")
    return place


def read_so_far(place: Place) -> int:
    """Documents whose raw rows are in files of a run."""
    return len(list(place.warehouse.parent.glob(".gouji/*/staging/*/read/*")))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_what_was_read_is_not_read_again(
    documents: Place, number: signal.Signals, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = documents
    monkeypatch.setenv("GOUJI_JOBS", "1")
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(place.command(), start_new_session=True, **piped) as process:
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and read_so_far(place) < 3:
            assert time.monotonic() < deadline
            time.sleep(0.001)
        told = time.monotonic()
        process.send_signal(number)
        _, errors = process.communicate(timeout=PATIENCE)
    assert b"Traceback" not in errors
    assert process.returncode == {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}[number]
    assert time.monotonic() - told < 60  # seconds, on the slowest machine there is
    assert workers_of(place) == []
    assert not place.warehouse.exists()
    kept = read_so_far(place)
    assert 3 <= kept < len(YEARS)

    after = place.ingest()
    assert after.returncode == 0, after.stderr
    assert place.rows(LAST_RUN) == [(len(YEARS) - kept, kept)]
    assert list(place.warehouse.parent.glob(".gouji/*/staging/*")) == []

    if number == signal.SIGKILL:
        undisturbed = Place(tmp_path / "undisturbed")
        undisturbed.folder.mkdir()
        assert undisturbed.ingest(place.documents).returncode == 0
        assert killed.rows_of(place.warehouse, SKIP) == killed.rows_of(undisturbed.warehouse, SKIP)


def workers_of(place: Place) -> list[str]:
    """Processes that have the folder of the place as theirs; a worker may need a moment to notice."""
    for _ in range(100):
        found = [path.name for path in Path("/proc").glob("[0-9]*") if _is_at(path, place)]
        if not found:
            return []
        time.sleep(0.05)
    return found


def _is_at(process: Path, place: Place) -> bool:
    try:
        return process.name != str(os.getpid()) and (process / "cwd").readlink() == place.folder
    except OSError:
        return False


def test_what_was_judged_is_not_judged_again(documents: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place = documents
    monkeypatch.setattr(staging, "BATCH_DOCUMENTS", 3)  # here, and not in the process that is killed: it has one batch
    with subprocess.Popen(place.command(), start_new_session=True, stderr=subprocess.DEVNULL) as process:
        wait_for(process, place.warehouse.parent, ".gouji/*/staging/*/done/*")
        process.kill()
    assert not place.warehouse.exists()
    assert place.ingest().returncode == 0
    assert place.rows(LAST_RUN) == [(0, len(YEARS))]
    assert place.rows("SELECT count(*) FROM core.fact_budget") == [(61 * len(YEARS),)]
