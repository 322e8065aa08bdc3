"""What the state folder says of runs, for whoever watches: ``heartbeat.json``, ``automation.json``, ``failures.jsonl``.

``heartbeat.json`` is written by every run that reads, at its beginning and at its end: ``run`` is the last one,
``last_success`` the last that went through.  ``automation.json`` is written every minute by the daemon that starts
runs.  ``failures.jsonl`` has the last hundred runs that failed, one a line.  Times are UTC (ISO 8601).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gouji.processes import lives, this_process

HEARTBEAT, AUTOMATION, FAILURES = "heartbeat.json", "automation.json", "failures.jsonl"
RUNNING, DONE, FAILED, INTERRUPTED, KILLED = "running", "done", "failed", "interrupted", "killed"
SIGN_OF_LIFE = timedelta(minutes=5)  # a daemon that has written nothing for so long is not there
_KEPT = 100

Record = dict[str, Any]


def begin(state: Path, run_id: str, job: str) -> None:
    """A run begins to read; one that begins again (its step is tried again) began when it did."""
    said = read(state)
    if said["run"] is None or said["run"]["run_id"] != run_id:
        said["run"] = _run(run_id, job) | {"started_at": now(), "process": this_process()}
    said["run"] |= {"ended": RUNNING, "finished_at": None, "error": None, "next_schedule": _next(state)}
    _write(state / HEARTBEAT, said)


def end(state: Path, run_id: str, ended: str, error: str | None = None, did: Mapping[str, Any] | None = None) -> None:
    """The run ``run_id`` is through: how it ``ended``, and what it ``did``; nothing where another is the last one."""
    said = read(state)
    if said["run"] is None or said["run"]["run_id"] != run_id:
        return
    said["run"] |= {"ended": ended, "finished_at": now(), "error": error, "next_schedule": _next(state), **(did or {})}
    if ended == DONE:
        said["last_success"] = said["run"]
    _write(state / HEARTBEAT, said)


def fail(state: Path, run_id: str, job: str, error: str) -> None:
    """The run ``run_id`` failed, wherever: it is listed, and the last one unless another has begun since."""
    said = read(state)
    if said["run"] is None or said["run"]["run_id"] == run_id or said["run"]["ended"] != RUNNING:
        if said["run"] is None or said["run"]["run_id"] != run_id:
            said["run"] = _run(run_id, job)
        if said["run"]["ended"] != INTERRUPTED:
            said["run"] |= {"ended": FAILED, "finished_at": now(), "error": error, "next_schedule": _next(state)}
        _write(state / HEARTBEAT, said)
    before = (state / FAILURES).read_text(encoding="utf-8").splitlines() if (state / FAILURES).is_file() else []
    line = json.dumps({"at": now(), "run_id": run_id, "job": job, "error": error}, ensure_ascii=False)
    _replace(state / FAILURES, "\n".join([*before, line][-_KEPT:]) + "\n")


def read(state: Path) -> Record:
    """``heartbeat.json``: ``run`` and ``last_success``, None where there was none.

    A run that is said to be at work, and whose process is gone, was killed.
    """
    said: Record = {"run": None, "last_success": None} | _read(state / HEARTBEAT)
    run = said["run"]
    if run is not None and run["ended"] == RUNNING and lives(run.get("process", "")) is False:
        said["run"] = run | {"ended": KILLED, "error": "its process is gone"}
    return said


def sign_of_life(state: Path, schedules: Mapping[str, bool], next_night: datetime | None) -> None:
    """The daemon is there; which schedules and sensors are on, and when the next night begins."""
    said = {
        "at": now(),
        "process": this_process(),
        "on": dict(schedules),
        "next_schedule": next_night.astimezone(UTC).isoformat(timespec="seconds") if next_night else None,
    }
    _write(state / AUTOMATION, said)


def automation(state: Path) -> Record:
    """``automation.json``, with ``alive``: whether the daemon wrote it lately; empty where there never was one."""
    said = _read(state / AUTOMATION)
    if said:
        said["alive"] = datetime.now(UTC) - datetime.fromisoformat(said["at"]) < SIGN_OF_LIFE
    return said


def stopped(state: Path) -> None:
    """The daemon was stopped on purpose: that it is silent from here on is no alarm."""
    (state / AUTOMATION).unlink(missing_ok=True)


def now() -> str:
    """UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _run(run_id: str, job: str) -> Record:
    return {"run_id": run_id, "job": job, "started_at": None, "process": "", "ended": ""}


def _next(state: Path) -> str | None:
    said = automation(state)
    return said["next_schedule"] if said.get("alive") else None


def _read(path: Path) -> Record:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _write(path: Path, said: Mapping[str, Any]) -> None:
    _replace(path, json.dumps(said, ensure_ascii=False, indent=1) + "\n")


def _replace(path: Path, text: str) -> None:
    """A reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
