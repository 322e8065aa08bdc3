"""``gouji status``: how it stands with the nights, and whether a person is needed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from gouji.cli.main import DONE, UsageError
from gouji.cli.text import printable
from gouji.settings import load_settings

NEEDS_A_PERSON = 1
_UNITS = ("B", "kB", "MB", "GB", "TB")


def run(args: argparse.Namespace) -> int:
    """Print how it stands: 0 where all is well, 1 where something needs a person."""
    settings = load_settings({"warehouse": args.warehouse})
    from gouji.condition.condition import condition

    said = condition(settings, _hours(args.late))
    if args.json:
        json.dump(said, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        for title, text in _lines(said):
            print(f"{title:<13}{printable(text)}")
    return DONE if said["fine"] else NEEDS_A_PERSON


def _hours(given: str | None) -> float | None:
    if given is None:
        return None
    try:
        hours = float(given)
    except ValueError:
        hours = 0.0
    if not hours > 0:
        raise UsageError(f"--late must be a number of hours above 0, not {given!r}")
    return hours


def _lines(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("Needs you", need["says"]) for need in said["needs"])
    yield "Last run", _run(said["last_run"])
    success = said["last_success"]
    if success and success["run_id"] != said["last_run"]["run_id"]:
        yield "Last success", _run(success)
    yield "Next night", _next(said["automation"])
    if said["published"]:
        yield from _published(said["published"])
    yield "Writing now", said["lock"] or "nobody"
    yield "Disk", _disk(said["disk"])


def _run(run: dict[str, Any] | None) -> str:
    if run is None:
        return "none"
    ended = f"{run['ended']}, {_moment(run.get('finished_at') or run['started_at'])}"
    if "found" not in run:
        return ended
    counts = {name: run[name] or 0 for name in ("found", "read", "judged", "withdrawn")}
    did = "{found:,} found, {read:,} read, {judged:,} judged again, {withdrawn:,} withdrawn".format(**counts)
    waiting = f", {run['waiting']:,} left to a later night" if run.get("waiting") else ""
    return f"{ended}: {did}{waiting}" + (f", {len(run['stopped'])} shards stopped" if run["stopped"] else "")


def _next(automation: dict[str, Any]) -> str:
    if not automation:
        return "no daemon starts runs here (`gouji dev` does)"
    if not automation["alive"]:
        return f"the daemon is silent since {_moment(automation['at'])}"
    night = automation["next_schedule"]
    return _moment(night) if night else "the schedule is switched off; the daemon is there"


def _published(held: dict[str, Any]) -> Iterator[tuple[str, str]]:
    made = f"in {held['shards']:,} shards, last changed {_moment(held['changed_at'])}"
    yield "Warehouse", f"{held['documents']:,} documents {made}"
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in held["unreadable_by_reason"].items())
    yield "Unreadable", f"{held['unreadable']:,}" + (f" ({reasons})" if reasons else "")
    if held["to_be_tried_again"] or held["given_up"]:
        again = f"{held['to_be_tried_again']:,} (first {_moment(held['next_try_at'])})"
        yield "Tried again", f"{again}; {held['given_up']:,} given up"
    silent = held["rules_never_evaluated"]
    yield "Rules", f"{held['rules']:,}, of which {len(silent):,} apply to nothing that is here"


def _disk(disk: dict[str, Any]) -> str:
    parts = [(name, disk[name]) for name in ("warehouse", "state", "snapshots", "objects")]
    taken = ", ".join(f"{name} {_size(size)}" for name, size in parts if size)
    least = "" if disk["complete"] else " (counted in part)"
    return f"{_size(disk['free'])} free; {taken or 'nothing taken'}{least}"


def _size(size: float) -> str:
    for unit in _UNITS:
        if size < 1000 or unit == _UNITS[-1]:
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"


def _moment(moment: str | None) -> str:
    return f"{moment[:10]} {moment[11:16]} UTC" if moment else "never"
