"""The one job, when it runs by itself, and what wakes it."""

import hashlib
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg

from assets.report import REPORT
from gouji.settings import load_settings
from pipelines.acquire import Settle, files

EVERYTHING = "everything"
READ_AGAIN = "read_again"
WHAT = (
    "all, the beginning of a region code (2, 4 or 6 digits), a file name or path, or the beginning of a document's id"
)
TIMEZONE = "Asia/Shanghai"
NIGHT = 2  # o'clock
# A run that is started again after its process died starts from its beginning: what it had staged is gone with it.
WHOLE = {"dagster/retry_strategy": "ALL_STEPS"}


def console(level: str) -> dict[str, Any]:
    """Run configuration that keeps events below ``level`` off the terminal; the UI has every one.

    Not the job's own ``config``: that would fix the resources' settings as well.
    """
    return {"loggers": {"console": {"config": {"log_level": level}}}}


everything = dg.define_asset_job(
    EVERYTHING,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(REPORT),
    description="Read what is new, conform, check the identities, publish the warehouse.",
    tags=WHOLE,
    executor_def=dg.in_process_executor,
)


_ASKED = {
    "what": dg.Field(str, description=WHAT),
    "paths": dg.Field([str], default_value=[], description="only what lies at or below these files and folders"),
}


@dg.config_mapping(config_schema=_ASKED)
def asked(config: Mapping[str, Any]) -> dict[str, Any]:
    """The launchpad of `read_again` asks for this and nothing else."""
    wanted = {"again": config["what"], "paths": config["paths"]}
    return {"ops": {"read_documents": {"config": wanted}}} | console("WARNING")


read_again = dg.define_asset_job(
    READ_AGAIN,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(REPORT),
    config=asked,
    description="Read documents again that are read already, from where they stand: type what.",
    tags=WHOLE,
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


def schedule_status() -> dg.DefaultScheduleStatus:
    """Of a schedule, until a person switches it."""
    return dg.DefaultScheduleStatus.RUNNING if automation_on() else dg.DefaultScheduleStatus.STOPPED


def sensor_status() -> dg.DefaultSensorStatus:
    """Of a sensor, until a person switches it."""
    return dg.DefaultSensorStatus.RUNNING if automation_on() else dg.DefaultSensorStatus.STOPPED


def nightly() -> dg.ScheduleDefinition:
    """The job on the inbox at 02:00 in China; stopped until switched on."""
    return dg.ScheduleDefinition(
        name="nightly",
        job=everything,
        run_config=console("WARNING"),
        cron_schedule=f"0 {NIGHT} * * *",
        execution_timezone=TIMEZONE,
        default_status=schedule_status(),
        description="Every night at 02:00 (China): read the inbox, rebuild, publish.",
    )


def inbox_sensor() -> dg.SensorDefinition:
    """Requests one run when files in the inbox appear, change or go; stopped until switched on."""

    @dg.sensor(
        name="inbox",
        job=everything,
        minimum_interval_seconds=30,
        default_status=sensor_status(),
        description="Runs the job when files in the inbox folder appear, change or go.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        settings = load_settings()
        folder = settings.inbox
        if not folder.is_dir():  # a share that is not mounted is no news of its files
            return dg.SkipReason(f"there is no folder {folder}")
        found = generation(folder, Settle(settings.settle))
        if str(found) == (context.cursor or str(EMPTY)):
            return dg.SkipReason(f"nothing new in {folder}")
        count = f"{found.files} file" + "s" * (found.files != 1)
        request = dg.RunRequest(run_config=console("WARNING"), tags={"gouji/inbox": count})
        return dg.SensorResult(run_requests=[request], cursor=str(found))

    return inbox


@dataclass(frozen=True, slots=True)
class Generation:
    """The state of a folder: how many files it holds, and one hash of their names, times of change and sizes."""

    files: int
    digest: str

    def __str__(self) -> str:
        return f"{self.files} {self.digest}"


EMPTY = Generation(0, hashlib.sha256().hexdigest())


def generation(folder: Path, settle: Settle) -> Generation:
    """Of the files below ``folder`` that a run would find; none of them is opened.  Problems are left to the run.

    A file that may still be written is not counted, as a run leaves it alone: once it is whole, that is news.
    """
    count, digest, above = 0, hashlib.sha256(), len(os.fsencode(folder))
    now = time.time_ns()
    for path, status in files([folder], []):
        if settle.is_young(status, now):
            continue
        count += 1
        digest.update(os.fsencode(path)[above:])
        digest.update(f"\0{status.st_mtime_ns}\0{status.st_size}\0".encode())
    return Generation(count, digest.hexdigest())
