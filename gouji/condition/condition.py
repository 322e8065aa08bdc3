"""How it stands: what there is to say of the nights, and what of it needs a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from gouji import heartbeat
from gouji.condition.disk import of_disk
from gouji.condition.tables import of_warehouse
from gouji.settings import Settings
from warehouse.connection import WarehouseError
from warehouse.location import Lake
from warehouse.store.lock import holder
from warehouse.store.stores import store_at

LATE = 30  # hours after the last run that went through: a night, and as long as one may take
_LONG = timedelta(hours=12)  # that a run may be at work


@dataclass(frozen=True, slots=True)
class Need:
    """Something a person should see to: a code for machines, and a sentence."""

    code: str
    says: str


def condition(settings: Settings, late: float | None = None) -> dict[str, Any]:
    """All there is to say, as JSON has it; ``needs`` is empty where all is well.

    ``late``: hours since the last run that went through, from which on that is no longer well; by default `LATE`
    where a daemon starts runs, else never.
    """
    said: dict[str, Any] = {"warehouse": str(settings.warehouse), "state": str(settings.state), "at": heartbeat.now()}
    said |= {"last_run": None, "last_success": None} | _runs(settings.state)
    said |= {"automation": heartbeat.automation(settings.state), "published": None, "held": None, "unreachable": None}
    try:
        said["published"] = of_warehouse(settings.warehouse)
        said["held"] = store_at(settings.warehouse, state=settings.state).held()
    except (WarehouseError, duckdb.Error, OSError) as error:
        said["unreachable"] = (str(error).strip() or type(error).__name__).splitlines()[0]
    said["lock"] = holder(settings.warehouse)
    said["disk"] = of_disk(None if isinstance(settings.warehouse, Lake) else settings.warehouse, settings.state)
    said |= _newer(said, _told_by_tables(said["published"]))
    needs = [need for look in (_of_runs, _of_nights, _of_what_is_published, _of_disk) for need in look(said, late)]
    return said | {"fine": not needs, "needs": [{"code": need.code, "says": need.says} for need in needs]}


def _runs(state: Path) -> dict[str, Any]:
    said = heartbeat.read(state)
    return {"last_run": said["run"], "last_success": said["last_success"]}


def _newer(said: dict[str, Any], told: dict[str, Any] | None) -> dict[str, Any]:
    """The last run and the last success, where the tables have later ones than the heartbeat tells of."""
    known = said["last_run"]
    if told is None or (known is not None and (known["started_at"] or "") >= (told["started_at"] or "")):
        return {}
    return {"last_run": told, "last_success": told}


def _told_by_tables(published: dict[str, Any] | None) -> dict[str, Any] | None:
    """The last run that published, as the tables have it: it may be another machine's, or an earlier version's."""
    run = published["run"] if published else None
    if run is None:
        return None
    did = {"found": run["documents"], "read": run["documents_read"], "judged": run["documents_judged"]}
    did |= {"waiting": run["documents_waiting"]}
    return {"run_id": run["run_id"], "started_at": run["started_at"], "finished_at": run["finished_at"]} | {
        "ended": heartbeat.DONE, "error": None, "withdrawn": run["withdrawn"], "stopped": run["stopped"], **did
    }  # fmt: skip


def _of_runs(said: dict[str, Any], late: float | None) -> Iterator[Need]:
    run = said["last_run"]
    if run is None:
        return
    if run["ended"] in (heartbeat.FAILED, heartbeat.KILLED):
        how = "failed" if run["ended"] == heartbeat.FAILED else "was killed"
        yield Need(f"run_{run['ended']}", f"the last run {how}: {run['error']}")
    if run["ended"] == heartbeat.RUNNING and _since(run["started_at"]) > _LONG:
        yield Need("run_long", f"a run is at work since {run['started_at']}")


def _of_nights(said: dict[str, Any], late: float | None) -> Iterator[Need]:
    automation = said["automation"]
    if automation and not automation["alive"]:
        yield Need("daemon_silent", f"the daemon that starts runs has given no sign of life since {automation['at']}")
    hours = late if late is not None else LATE if automation else None
    success = said["last_success"] or said["last_run"]
    if hours is not None and success is not None and _since(success["finished_at"]) > timedelta(hours=hours):
        yield Need("late", f"no run has gone through since {success['finished_at']}, for more than {hours:g} hours")


def _of_what_is_published(said: dict[str, Any], late: float | None) -> Iterator[Need]:
    if said["unreachable"]:
        yield Need("unreachable", said["unreachable"])
    if said["held"]:
        yield Need("held", f"rolled back to {said['held']}: nothing is published until `gouji rollback --release`")
    run = said["published"]["run"] if said["published"] else None
    for shard, reason in sorted((run["stopped"] if run else {}).items()):
        yield Need("shard_stopped", f"shard {shard} is as it was before the last run: {reason}")


def _of_disk(said: dict[str, Any], late: float | None) -> Iterator[Need]:
    disk = said["disk"]
    if disk["free"] < disk["needed"]:
        free, needed = (round(disk[name] / 1e6) for name in ("free", "needed"))
        yield Need("disk", f"{free:,} MB of the disk are free, a night may need {needed:,} MB")


def _since(moment: str | None) -> timedelta:
    """Of a run that was never through, or of which nothing is known, for ever."""
    return datetime.now(UTC) - datetime.fromisoformat(moment) if moment else timedelta.max
