"""The one job, when it runs by itself, and what wakes it."""

import json
import os
from pathlib import Path
from typing import Any

import dagster as dg

from assets.report import REPORT
from gouji.settings import load_settings

EVERYTHING = "everything"
TIMEZONE = "Asia/Shanghai"


def console(level: str) -> dict[str, Any]:
    """Run configuration that keeps events below ``level`` off the terminal; the UI has every one.

    Not the job's own ``config``: that would fix the resources' settings as well.
    """
    return {"loggers": {"console": {"config": {"log_level": level}}}}


everything = dg.define_asset_job(
    EVERYTHING,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(REPORT),
    description="Read what is new, conform, check the identities, publish the warehouse.",
    executor_def=dg.in_process_executor,
)

report = dg.define_asset_job(
    "report",
    selection=dg.AssetSelection.assets(REPORT),
    description="Build the data-quality site of the published warehouse.",
    executor_def=dg.in_process_executor,
)


def automation_on() -> bool:
    """``GOUJI_AUTOMATION=on`` (set by ``gouji dev``) starts the schedule and the sensor with the instance."""
    return os.environ.get("GOUJI_AUTOMATION", "").lower() == "on"


def nightly() -> dg.ScheduleDefinition:
    """The job on the inbox at 02:00 in China; stopped until switched on."""
    return dg.ScheduleDefinition(
        name="nightly",
        job=everything,
        run_config=console("WARNING"),
        cron_schedule="0 2 * * *",
        execution_timezone=TIMEZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING if automation_on() else dg.DefaultScheduleStatus.STOPPED,
        description="Every night at 02:00 (China): read the inbox, rebuild, publish.",
    )


def inbox_sensor() -> dg.SensorDefinition:
    """Requests one run when files in the inbox appear or change; stopped until switched on."""

    @dg.sensor(
        name="inbox",
        job=everything,
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING if automation_on() else dg.DefaultSensorStatus.STOPPED,
        description="Runs the job when files in the inbox folder appear or change.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        folder = load_settings().inbox
        seen = listing(folder)
        cursor = json.dumps(seen, ensure_ascii=False, sort_keys=True)
        before = json.loads(context.cursor) if context.cursor else {}
        fresh = [name for name, stamp in seen.items() if before.get(name) != stamp]
        if not fresh:
            context.update_cursor(cursor)
            return dg.SkipReason(f"nothing new in {folder}")
        request = dg.RunRequest(run_config=console("WARNING"), tags={"gouji/inbox": f"{len(fresh)} new or changed"})
        return dg.SensorResult(run_requests=[request], cursor=cursor)

    return inbox


def listing(folder: Path) -> dict[str, str]:
    """Files below ``folder`` by relative name, each with its time of change and size; empty where it is absent."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            status = path.stat()
            found[str(path.relative_to(folder))] = f"{status.st_mtime_ns}:{status.st_size}"
    return found
