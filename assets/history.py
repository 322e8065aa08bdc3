"""Dagster's own records are bounded: runs, their events, checks and logs of more than so many days ago are deleted."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
from dagster._core.storage.event_log.schema import AssetCheckExecutionsTable
from dagster._core.storage.event_log.sql_event_log import SqlEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage

from assets.resources import Workspace

_OVER = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
_AT_ONCE = 200  # runs looked up in one query
_FREE = 0.2  # share of a file that is worth writing it anew
_PATIENCE = 30.0  # seconds to wait for others that write


@dg.op(
    name="prune_history",
    description="Delete runs older than the setting history_days, with their events, checks and logs, and give their "
    "room back to the disk.",
)
def prune_history(context: dg.OpExecutionContext, workspace: Workspace) -> None:
    """Of the instance that this run is recorded in."""
    settings = workspace.settings()
    before = datetime.now(UTC) - timedelta(days=settings.history_days)
    deleted = prune(context.instance, before)
    context.log.info(f"{deleted} runs from before {before:%Y-%m-%d} deleted, with their logs")
    for file in sqlite_files(settings.home):
        if vacuum(file):
            context.log.info(f"{file} written anew")


def prune(instance: dg.DagsterInstance, before: datetime) -> int:
    """Delete every run that is over and was begun ``before``, and all that is kept of it; how many there were."""
    count = 0
    for run_id in _old_runs(instance, before):
        instance.delete_run(run_id)
        _forget(instance, run_id)
        count += 1
    return count


def _old_runs(instance: dg.DagsterInstance, before: datetime) -> Iterator[str]:
    asked = dg.RunsFilter(statuses=_OVER, created_before=before)
    while found := instance.get_run_records(asked, limit=_AT_ONCE):
        yield from (record.dagster_run.run_id for record in found)


def _forget(instance: dg.DagsterInstance, run_id: str) -> None:
    """What stays of a run that is deleted: results of its checks, its own file of events, what its steps printed."""
    events = instance.event_log_storage
    if isinstance(events, SqlEventLogStorage):
        with events.index_connection() as connection:
            connection.execute(AssetCheckExecutionsTable.delete().where(AssetCheckExecutionsTable.c.run_id == run_id))
    if isinstance(events, SqliteEventLogStorage):
        for suffix in ("", "-wal", "-shm"):
            Path(events.path_for_shard(run_id) + suffix).unlink(missing_ok=True)
    instance.compute_log_manager.delete_logs(prefix=[run_id])
    if not instance.is_ephemeral:
        shutil.rmtree(Path(instance.storage_directory()) / run_id, ignore_errors=True)


def sqlite_files(home: Path) -> list[Path]:
    """The databases of an instance in the folder ``home``, but for those of single runs; none where others keep it."""
    files = (home / "history" / "runs.db", home / "history" / "runs" / "index.db", home / "schedules" / "schedules.db")
    return [file for file in files if file.is_file()]


def vacuum(file: Path) -> bool:
    """Give a database's free pages back to the disk, where they are worth it and nobody else is at it all the while."""
    with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        if free <= pages * _FREE:
            return False
        try:
            connection.execute("VACUUM")
        except sqlite3.OperationalError:  # locked: next week
            return False
    return True
