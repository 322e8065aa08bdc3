"""A disk that is full or can only be read: the run ends with a sentence, and what was published is as it was."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Place

ROWS = "unit_budget_2021_rows.txt"


@contextmanager
def small_disk(folder: Path, size: str, *, writable: bool = True) -> Iterator[None]:
    """A disk of its own at ``folder``; skips where none may be mounted."""
    folder.mkdir()
    option = f"size={size}" + ("" if writable else ",ro")
    if not shutil.which("mount") or subprocess.run(["mount", "-t", "tmpfs", "-o", option, "tmpfs", folder]).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize(
    ("size", "writable", "said"),
    [("64k", True, "is full: make room there"), ("1m", False, "can only be read: mount it for writing")],
)
def test_a_state_that_takes_nothing(
    place: Place, repo_root: Path, monkeypatch: pytest.MonkeyPatch, size: str, writable: bool, said: str
) -> None:
    shutil.copy(repo_root / "samples" / ROWS, place.documents)
    with small_disk(place.folder / "disk", size, writable=writable):
        monkeypatch.setenv("GOUJI_STATE", str(place.folder / "disk" / "state"))
        ended = place.ingest()
    assert ended.returncode == 3
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not place.warehouse.exists()
    monkeypatch.delenv("GOUJI_STATE")
    assert place.ingest().returncode == 0, "the next run does it"


def test_a_disk_too_small_for_the_warehouse(place: Place, repo_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(repo_root / "samples" / ROWS, place.documents)
    monkeypatch.setenv("GOUJI_STATE", str(place.folder / "state"))
    with small_disk(place.folder / "out", "1m"):
        ended = place.ingest()
        assert ended.returncode == 3
        assert "the disk is full: make room there" in ended.stderr
        assert not place.warehouse.exists()
