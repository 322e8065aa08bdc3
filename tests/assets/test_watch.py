from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.launcher import WorkerStatus
from dagster._utils.schedules import schedule_execution_time_iterator

from assets.jobs import everything, nightly
from assets.launcher import PROCESS_TAG, WatchfulLauncher, process_tag
from assets.watch import life_sensor, next_night
from gouji.processes import this_process


@pytest.mark.parametrize(
    ("after", "night"),
    [
        (datetime(2026, 3, 1, 17, 59, tzinfo=UTC), datetime(2026, 3, 1, 18, tzinfo=UTC)),
        (datetime(2026, 3, 1, 18, 0, tzinfo=UTC), datetime(2026, 3, 2, 18, tzinfo=UTC)),
        (datetime(2026, 12, 31, 20, 0, tzinfo=UTC), datetime(2027, 1, 1, 18, tzinfo=UTC)),
    ],
)
def test_the_next_night_is_the_next_tick_of_the_schedule(after: datetime, night: datetime) -> None:
    assert next_night(after) == night
    found = schedule_execution_time_iterator(after.timestamp() + 1, nightly().cron_schedule, "Asia/Shanghai")
    assert next(iter(found)) == night


def test_the_sign_of_life_says_what_is_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_STATE", str(tmp_path))
    monkeypatch.setenv("GOUJI_AUTOMATION", "on")
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        life_sensor().evaluate_tick(dg.build_sensor_context(instance=instance))
    said = json.loads((tmp_path / "automation.json").read_text())
    assert said["on"] == {"nightly": True, "weekly": True, "inbox": True, "failures": True}
    assert datetime.fromisoformat(said["next_schedule"]) == next_night()


def test_a_run_whose_process_is_gone_is_found_so(tmp_path: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:

        def health(tags: dict[str, str]) -> WorkerStatus:
            run = instance.create_run_for_job(everything_job, tags=tags)
            return WatchfulLauncher().check_run_worker_health(run).status

        @dg.job
        def everything_job() -> None:
            """Nothing."""

        assert health(process_tag()) == WorkerStatus.RUNNING
        assert health({PROCESS_TAG: this_process() + "0"}) == WorkerStatus.FAILED
        assert health({PROCESS_TAG: "elsewhere.example 1 2"}) == WorkerStatus.RUNNING
        assert health({}) == WorkerStatus.RUNNING


def test_a_run_that_is_started_again_starts_from_its_beginning() -> None:
    assert everything.tags is not None
    assert everything.tags["dagster/retry_strategy"] == "ALL_STEPS"
