"""What is kept of runs in a real instance, before and after it is pruned."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from assets.history import prune, prune_history, sqlite_files, vacuum
from assets.resources import Workspace

LATER = datetime.now(UTC) + timedelta(days=1)


@dg.asset(check_specs=[dg.AssetCheckSpec("right", asset="thing")])
def thing() -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]:
    sys.stdout.write("said by the step\n")
    yield dg.MaterializeResult(tags={"tagged": "yes"})
    yield dg.AssetCheckResult(check_name="right", passed=True)


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.local_temp(str(tmp_path)) as made:
        yield made


def run(instance: dg.DagsterInstance) -> str:
    result = dg.materialize([thing], instance=instance)
    assert result.success
    return result.run_id


def mentions(home: Path, run_id: str) -> list[str]:
    """The files that have something to do with a run, and the tables that do."""
    found = [str(path.relative_to(home)) for path in home.rglob(f"*{run_id}*")]
    for file in sqlite_files(home):
        with closing(sqlite3.connect(file)) as connection:
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
                found += [f"{file.name} {table}" for row in rows if any(run_id in str(value) for value in row)]
    return sorted(set(found))


def test_nothing_is_left_of_a_run_but_that_its_asset_was_made(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    old = run(instance)
    kept = mentions(tmp_path, old)
    assert {f"history/runs/{old}.db", f"storage/{old}", "index.db asset_check_executions", "runs.db runs"} <= set(kept)
    assert prune(instance, LATER) == 1
    assert set(mentions(tmp_path, old)) <= {"index.db asset_keys"}
    assert prune(instance, LATER) == 0


def test_later_runs_and_those_at_work_stay(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    young = run(instance)
    assert prune(instance, datetime.now(UTC) - timedelta(days=1)) == 0
    at_work = instance.create_run_for_job(dg.Definitions(assets=[thing]).resolve_implicit_global_asset_job_def())
    assert prune(instance, LATER) == 1
    assert [one.run_id for one in instance.get_runs()] == [at_work.run_id]
    assert f"history/runs/{young}.db" not in mentions(tmp_path, young)


def test_many_runs_are_all_found(instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.history._AT_ONCE", 2)
    for _ in range(5):
        run(instance)
    assert prune(instance, LATER) == 5
    assert instance.get_runs_count() == 0


def test_free_pages_are_given_back(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 1000,)] * 5000)
        connection.commit()
        size = file.stat().st_size
        assert not vacuum(file)
        connection.execute("DELETE FROM t WHERE rowid > 10")
        connection.commit()
    assert vacuum(file)
    assert file.stat().st_size < size / 10


def test_a_database_somebody_writes_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.history._PATIENCE", 0.1)
    file = tmp_path / "x.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 1000,)] * 2000)
        connection.execute("DELETE FROM t")
        connection.execute("BEGIN IMMEDIATE")
        assert not vacuum(file)


def test_the_job_goes_by_the_setting(
    instance: dg.DagsterInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path))
    monkeypatch.setenv("GOUJI_HISTORY_DAYS", "30")
    run(instance)

    @dg.job(resource_defs={"workspace": Workspace(warehouse=str(tmp_path / "w.duckdb"))})
    def pruning() -> None:
        prune_history()

    assert pruning.execute_in_process(instance=instance).success
    assert instance.get_runs_count() == 2  # the young one, and this
