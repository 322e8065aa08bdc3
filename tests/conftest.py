"""Fixtures every test may use."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no failure: no test depends on time.
settings.register_profile("gouji", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gouji")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


# What takes long: real documents, and whole runs (from the command line, of a batch, of a build, of the packaging).
# `make test-fast` leaves it out.
SLOW_FIXTURES = {"shared", "corpus", "samples_warehouse", "built", "ingested", "chromium", "place"}
SLOW_FILES = (
    "tests/assets/test_fail_closed.py",
    "tests/end_to_end/",
    "tests/extract/test_ocr",
    "tests/gouji/cli/test_debug.py",
    "tests/gouji/cli/test_dev.py",
    "tests/gouji/cli/test_inspect.py",
    "tests/packaging/",
    "tests/recognise/test_variants.py",
    "tests/reconcile/test_judge.py",
    "tests/samples/",
    "tests/warehouse/export/",
    "tests/warehouse/store/test_build.py",
    "tests/warehouse/store/test_intake.py",
    "tests/warehouse/test_publish.py",
    "tests/workers/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long as slow."""
    for item in items:
        if SLOW_FIXTURES & set(getattr(item, "fixturenames", ())) or item.nodeid.startswith(SLOW_FILES):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """``../shared`` (the real documents and reference lists); the test is skipped where it is absent."""
    if not (SHARED / "corpus" / "MANIFEST.tsv").is_file():
        pytest.skip(f"needs the real documents in {SHARED}")
    return SHARED


def _ingested(factory: pytest.TempPathFactory, name: str, *sources: Path) -> Path:
    """The warehouse of ``sources``, made by the first worker that asks; the others wait for it."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # that of all workers of this run
    warehouse = folder / f"{name}.duckdb"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return warehouse if warehouse.exists() else _ingest(warehouse, *sources)


def _ingest(warehouse: Path, *sources: Path) -> Path:
    command = [sys.executable, "-m", "gouji.cli.main", "ingest", *map(str, sources), "--warehouse", str(warehouse)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr  # 1: a scanned file could not be read
    return warehouse


@pytest.fixture(scope="session")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse ``gouji ingest`` makes of the corpus and the seeds.

    One ingest serves every test of a run.  ``GOUJI_TEST_CORPUS`` names a warehouse of them that is already built.
    """
    if built := os.environ.get("GOUJI_TEST_CORPUS"):
        return Path(built)
    return _ingested(tmp_path_factory, "corpus", shared / "corpus", shared / "seeds")


@pytest.fixture(scope="session")
def samples_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse ``gouji ingest`` makes of the committed samples, one for every test of a run."""
    if built := os.environ.get("GOUJI_TEST_SAMPLES"):
        return Path(built)
    return _ingested(tmp_path_factory, "samples", ROOT / "samples")
