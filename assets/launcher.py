"""Dagster's launcher of runs, which also tells whether the process of a run is there."""

from __future__ import annotations

from dagster import DagsterRun, DefaultRunLauncher
from dagster._core.launcher import CheckRunHealthResult, WorkerStatus

from gouji.processes import lives, this_process

PROCESS_TAG = "gouji/process"


class WatchfulLauncher(DefaultRunLauncher):
    """So that run monitoring marks runs failed whose process died, those of `gouji ingest` as well.

    The server of the definitions does so for the runs it started, as long as it lives itself.
    """

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Yes."""
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """By the process the run's tag names; one without a tag has only begun, or began under an earlier version."""
        named = run.tags.get(PROCESS_TAG, "")
        if lives(named) is False:
            return CheckRunHealthResult(WorkerStatus.FAILED, f"its process ({named}) is gone")
        return CheckRunHealthResult(WorkerStatus.RUNNING)


def process_tag() -> dict[str, str]:
    """The tag of a run that this process does."""
    return {PROCESS_TAG: this_process()}
