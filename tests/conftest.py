"""Fixtures every test may use."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from scripts.cluster.machines import Cluster, dask_cluster
from scripts.cluster.postgres import Postgres, postgres
from scripts.cluster.running import AbsentError
from scripts.cluster.s3 import S3, s3
from tests.kit.once import made_once

# A slow machine is no failure: no test depends on time.
settings.register_profile("gouji", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gouji")

# What a test has written is whole, however soon it is read; tests of the time to settle say theirs.
os.environ["GOUJI_SETTLE"] = "0"

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


# What takes long: real documents, and whole runs (from the command line, of a batch, of a build, of the packaging).
# `make test-fast` leaves it out.
SLOW_FIXTURES = {
    "shared",
    "corpus",
    "samples_warehouse",
    "built",
    "ingested",
    "chromium",
    "place",
    "cluster",
    "postgres_server",
    "s3_server",
}
SLOW_FILES = (
    "tests/assets/test_fail_closed.py",
    "tests/cluster/",
    "tests/assets/test_read_again.py",
    "tests/assets/test_run_report.py",
    "tests/end_to_end/",
    "tests/extract/test_ocr",
    "tests/gouji/cli/test_debug.py",
    "tests/gouji/cli/test_dev",
    "tests/gouji/cli/test_inspect.py",
    "tests/gouji/cli/test_stopping.py",
    "tests/packaging/",
    "tests/recognise/test_variants.py",
    "tests/reconcile/test_judge.py",
    "tests/samples/",
    "tests/warehouse/export/",
    "tests/warehouse/store/test_build.py",
    "tests/warehouse/store/test_file.py",
    "tests/warehouse/store/test_intake.py",
    "tests/warehouse/store/test_intake_later.py",
    "tests/warehouse/store/test_intake_slow.py",
    "tests/warehouse/store/test_killed_once.py",
    "tests/warehouse/store/test_large.py",
    "tests/warehouse/store/test_snapshots.py",
    "tests/warehouse/test_publish.py",
    "tests/workers/",
)
# Those of minutes, the longest first.  One that waits for the warehouse of the real documents makes it while the other
# workers are at the rest; all others that ask for it come later and find it made.
LONGEST_FILES = (
    "tests/docs/test_queries.py",
    "tests/warehouse/store/test_lake.py",
    "tests/end_to_end/test_interrupted.py",
    "tests/end_to_end/test_cluster.py",
    "tests/cluster/test_page.py",
    "tests/recognise/test_variants.py",
    "tests/reconcile/test_printed_errors.py",
)


def pytest_collection() -> None:
    """What is collected stays to the end: looking it through for garbage, now and again in every test, finds none."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on garbage is what a test leaves."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long as slow, and begin with it: the dearest file last would leave the other workers idle."""
    for item in items:
        if _fixtures(item) & SLOW_FIXTURES or item.nodeid.startswith(SLOW_FILES):
            item.add_marker(pytest.mark.slow)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (_place(item), item.path not in slow))


def _place(item: pytest.Item) -> int:
    """Where among all files that of a test begins: with the longest, one by one, or behind them."""
    name = item.nodeid.partition("::")[0]
    return LONGEST_FILES.index(name) if name in LONGEST_FILES else len(LONGEST_FILES)


def _fixtures(item: pytest.Item) -> set[str]:
    """The fixtures a test asks for, by name or as a parameter that names one."""
    parameters = getattr(item, "callspec", None)
    named = parameters.params.values() if parameters else ()
    return {*getattr(item, "fixturenames", ()), *(value for value in named if isinstance(value, str))}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


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
    """The warehouse of ``sources``, one for every test of a run."""

    def ingest(folder: Path) -> None:
        into = ["--warehouse", str(folder / f"{name}.duckdb")]
        command = [sys.executable, "-m", "gouji.cli.main", "ingest", *map(str, sources), *into]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode in {0, 1, 4}, done.stderr  # 4: nothing reads scans here

    return made_once(factory, name, ingest) / f"{name}.duckdb"


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


@pytest.fixture(scope="session")
def cluster() -> Iterator[Callable[[int], Cluster]]:
    """A Dask cluster of so many workers, a slot each, on loopback.  The test is skipped where there is no Dask."""
    with ExitStack() as stack:

        @cache
        def started(count: int) -> Cluster:
            try:
                return stack.enter_context(dask_cluster(count))
            except AbsentError as absent:
                pytest.skip(str(absent))

        yield started


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A PostgreSQL server on loopback: take a database of your own.  The test is skipped where none is installed."""
    try:
        with postgres() as server:
            yield server
    except AbsentError as absent:
        pytest.skip(str(absent))


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3]:
    """An S3 server on loopback: take a bucket of your own.  The test is skipped where none is installed."""
    try:
        with s3() as server:
            yield server
    except AbsentError as absent:
        pytest.skip(str(absent))
