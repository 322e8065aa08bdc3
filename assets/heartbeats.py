"""What the events of a run tell its heartbeat."""

from __future__ import annotations

from typing import Any

import dagster as dg

from assets.failures import INTERRUPTIONS, causes
from assets.launcher import process_tag
from assets.runs import FOUND, JUDGED, READ, RUN, SHARDS, STOPPED, WAITING, WITHDRAWN
from assets.specs import key_of
from gouji import heartbeat
from gouji.settings import Settings

_FINDINGS = "findings "
_TOLD = {
    FOUND: "found",
    READ: "read",
    WAITING: "waiting",
    JUDGED: "judged",
    WITHDRAWN: "withdrawn",
    SHARDS: "shards",
    STOPPED: "stopped",
}
_OF_INTEREST = {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.ASSET_MATERIALIZATION}


def sign(context: dg.InitResourceContext) -> None:
    """Let the run of ``context`` say which process does it."""
    if context.instance is not None and context.run is not None:
        context.instance.add_run_tags(context.run.run_id, process_tag())


def end_of(context: dg.InitResourceContext, settings: Settings) -> None:
    """Write the end of the run of ``context`` into the heartbeat, as the run's events tell it."""
    if context.instance is None or context.run is None:
        return
    ended, error = heartbeat.DONE, None
    did: dict[str, Any] = {}
    for entry in context.instance.all_logs(context.run.run_id, of_type=_OF_INTEREST):
        event = entry.dagster_event
        if event is None:
            continue
        if event.event_type == dg.DagsterEventType.STEP_FAILURE:
            ended, error = failure_of(event)
        elif event.asset_key in (RUN, key_of("quality.finding")):
            did |= _did(event)
    heartbeat.end(settings.state, context.run.run_id, ended, error, did)


def failure_of(event: dg.DagsterEvent) -> tuple[str, str]:
    """How a run ended by this step's failure, and of what."""
    ended, said = heartbeat.FAILED, "failed"
    for error in causes(event.step_failure_data.error):
        said = error.message.strip()
        if error.cls_name in INTERRUPTIONS:
            ended = heartbeat.INTERRUPTED
    return ended, f"{event.step_key}: {said}"


def _did(event: dg.DagsterEvent) -> dict[str, Any]:
    values = {name: value.value for name, value in event.step_materialization_data.materialization.metadata.items()}
    did = {said: values[name] for name, said in _TOLD.items() if name in values}
    found = {name.removeprefix(_FINDINGS): count for name, count in values.items() if name.startswith(_FINDINGS)}
    return did | ({"findings": found} if found else {})
