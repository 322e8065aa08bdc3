"""What the daemon tells people: that it is there, and which runs failed."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import dagster as dg

from assets.heartbeats import failure_of
from assets.jobs import NIGHT, TIMEZONE, automation_on, sensor_status
from gouji import heartbeat
from gouji.settings import load_settings


def failure_sensor() -> dg.SensorDefinition:
    """Lists runs that failed in the state folder, and logs them."""

    @dg.run_failure_sensor(
        name="failures",
        minimum_interval_seconds=30,
        default_status=sensor_status(),
        description="Writes runs that failed to failures.jsonl and heartbeat.json in the state folder, and to the log.",
    )
    def failures(context: dg.RunFailureSensorContext) -> None:
        run = context.dagster_run
        steps = [failure_of(event)[1] for event in context.get_step_failure_events()]
        said = "; ".join(steps) or context.failure_event.message or "failed"
        heartbeat.fail(load_settings().state, run.run_id, run.job_name, said)
        logging.getLogger("gouji").error("run %s (%s) failed: %s", run.run_id, run.job_name, said)

    return failures


def life_sensor() -> dg.SensorDefinition:
    """The daemon's sign of life."""

    @dg.sensor(
        name="life",
        minimum_interval_seconds=60,
        default_status=sensor_status(),
        description="Writes automation.json into the state folder: that runs are started, and when the next night is.",
    )
    def life(context: dg.SensorEvaluationContext) -> dg.SkipReason:
        switched = {
            state.instigator_name: state.status.value == "RUNNING"
            for state in context.instance.all_instigator_state()
            if state.status.value in ("RUNNING", "STOPPED")  # else as it is declared
        }
        on = {name: switched.get(name, automation_on()) for name in ("nightly", "weekly", "inbox", "failures")}
        heartbeat.sign_of_life(load_settings().state, on, next_night() if on["nightly"] else None)
        return dg.SkipReason("alive")

    return life


def next_night(after: datetime | None = None) -> datetime:
    """When the schedule runs next ``after`` (now)."""
    here = (after or datetime.now(UTC)).astimezone(ZoneInfo(TIMEZONE))
    night = here.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return night if night > here else night + timedelta(days=1)
