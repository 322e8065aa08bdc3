"""A cluster makes the warehouse one machine makes, and makes it too where workers are killed in the middle."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from scripts.cluster.machines import Cluster
from scripts.measure import compare
from tests.kit.command import gouji

PATIENCE = 500  # seconds; only a hung run takes as long


def command(samples: Path, warehouse: Path, scheduler: str) -> list[str]:
    program = [sys.executable, "-m", "gouji.cli.main", "ingest", str(samples)]
    return [*program, "--warehouse", str(warehouse), "--scheduler", scheduler]


def kill_workers_when(folder: Path, pattern: str, cluster: Cluster, run: subprocess.Popen[bytes]) -> int:
    """Once a file of the run is there, end the worker each nanny watches, one after the other; how many were."""
    deadline = time.monotonic() + PATIENCE
    while run.poll() is None and not any(folder.glob(pattern)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    killed = 0
    for nanny in cluster.nannies:
        for one in psutil.Process(nanny).children():
            if "spawn_main" in " ".join(one.cmdline()):
                one.kill()
                killed += 1
        time.sleep(1)  # so that there is always one
    return killed


@pytest.mark.parametrize("moment", [None, "staging/*/read/*", "staging/*/done/*", "staging/*/shards/*"])
def test_the_warehouse_is_that_of_one_machine(
    cluster: Callable[[int], Cluster], samples_warehouse: Path, repo_root: Path, tmp_path: Path, moment: str | None
) -> None:
    two, warehouse = cluster(2), tmp_path / "w.duckdb"
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = command(repo_root / "samples", warehouse, two.scheduler)
    with subprocess.Popen(started, cwd=repo_root, **piped) as run:
        if moment is not None:
            assert kill_workers_when(tmp_path / ".gouji" / "w.duckdb", moment, two, run) == 2
        _, errors = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, errors.decode()
    assert compare.main([str(samples_warehouse), str(warehouse)]) == 0
    assert not list(tmp_path.glob(".gouji/*/staging/*"))


def test_a_cluster_that_is_not_there_leaves_all_as_it_was(repo_root: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="needs Dask (pip install 'gouji[cluster]')")
    started = command(repo_root / "samples", tmp_path / "w.duckdb", "tcp://127.0.0.1:1")
    done = gouji(*started[started.index("ingest") :], folder=repo_root)
    assert done.returncode == 3
    assert "no scheduler answers at tcp://127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "w.duckdb").exists()
