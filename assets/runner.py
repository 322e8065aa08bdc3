"""The job `everything` in this process: what `gouji ingest` and the tests call."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")

import dagster as dg

from assets.definitions import defs
from assets.failures import INTERRUPTIONS, causes
from assets.jobs import EVERYTHING, console
from assets.resources import Progress, Workspace
from assets.runs import STOPPED, UPGRADED, WAITING, WITHDRAWN, told
from gouji import heartbeat
from gouji.settings import Settings
from pipelines.model.faults import in_words
from warehouse.store.again import AgainError


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """Whether the run went through, and what stopped it where it did not; ``misused`` says what was wrongly asked.

    ``withdrawn`` is at how many addresses files are gone or others in their place, ``waiting`` how many documents are
    left to a later night, ``stopped`` which shards were not published, and why; ``upgraded_from`` of which version the
    tables were, where that was another.
    """

    run_id: str
    success: bool
    published: bool
    errors: tuple[str, ...] = ()
    misused: str = ""
    withdrawn: int = 0
    waiting: int = 0
    stopped: Mapping[str, str] = field(default_factory=dict)
    upgraded_from: int | None = None


def run_everything(
    paths: Sequence[Path], settings: Settings, progress: Progress, again: str = "", forget: str = "", reason: str = ""
) -> RunOutcome:
    """Run the job on ``paths``, and read ``again`` what that names; what is published changes whole or not at all.

    With ``forget`` (an id) it takes that document out instead, for a ``reason``, and reads nothing.

    Raises ``KeyboardInterrupt`` where it was interrupted.  The run is recorded in the Dagster home where there is one
    (``gouji dev`` makes it), else nowhere.
    """
    workspace = Workspace(
        warehouse=str(settings.warehouse),
        inbox=str(settings.inbox),
        jobs=settings.jobs,
        scheduler=settings.scheduler,
        document_seconds=settings.document_seconds,
        document_mib=settings.document_mib,
    )
    wanted = {"paths": [str(path) for path in paths], "again": again, "forget": forget, "reason": reason}
    config = {"ops": {"read_documents": {"config": wanted}}} | console("CRITICAL")
    with _quiet(), _instance(settings.home) as instance:
        result = (
            defs()
            .resolve_job_def(EVERYTHING)
            .execute_in_process(
                run_config=config,
                instance=instance,
                raise_on_error=False,
                resources={
                    "workspace": workspace,
                    "progress": progress,
                },
            )
        )
    if not result.success:
        heartbeat.fail(settings.state, result.run_id, EVERYTHING, "; ".join(_errors(result)) or "the run failed")
    if _interrupted(result):
        raise KeyboardInterrupt
    published = any(event.step_key == "publish_warehouse" for event in result.get_asset_materialization_events())
    report = told(result)
    return RunOutcome(
        run_id=result.run_id,
        success=result.success,
        published=published,
        errors=tuple(_errors(result)),
        misused=_misused(result),
        withdrawn=report.get(WITHDRAWN, 0),
        waiting=report.get(WAITING, 0),
        stopped=report.get(STOPPED, {}),
        upgraded_from=report.get(UPGRADED),
    )


def _interrupted(result: dg.ExecuteInProcessResult) -> bool:
    """Whether Ctrl-C ended it: Dagster makes a failed step of that."""
    return any(name in INTERRUPTIONS for name, _ in _causes(result))


def _misused(result: dg.ExecuteInProcessResult) -> str:
    """What is wrong with what the run was asked for."""
    found = (message for name, message in _causes(result) if name == AgainError.__name__)
    return next(found, "").partition(": ")[2].strip()


def _causes(result: dg.ExecuteInProcessResult) -> Iterator[tuple[str | None, str]]:
    """What failed steps failed of, and what that came of: class and message."""
    for event in result.get_step_failure_events():
        yield from ((error.cls_name, error.message) for error in causes(event.step_failure_data.error))


def _before_any_step(event: dg.DagsterEvent) -> str:
    """What kept a run from its first step: its lock, its folders."""
    said = [event.message or "the run failed"]
    said += [error.message.strip() for error in causes(event.job_failure_data.error)]
    return next(filter(None, map(in_words, said)), said[-1])


def _errors(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    for step in result.get_failed_step_keys():
        error = result.failure_data_for_node(step.split("[")[0])
        cause = error.error.cause or error.error if error and error.error else None
        message = cause.message.strip() if cause else "failed"
        yield f"{step}: {in_words(message) or message}"
    for event in result.all_events if not result.success else ():
        if event.event_type is dg.DagsterEventType.PIPELINE_FAILURE and not result.get_failed_step_keys():
            yield _before_any_step(event)
    for check in result.get_asset_check_evaluations():
        if not check.passed and check.blocking:
            yield f"{check.check_name}: {check.description or 'failed'}"


@contextmanager
def _instance(home: Path) -> Iterator[dg.DagsterInstance]:
    if (home / "dagster.yaml").is_file():
        with dg.DagsterInstance.from_config(str(home)) as instance:
            yield instance
    else:
        with dg.DagsterInstance.ephemeral() as instance:
            yield instance


@contextmanager
def _quiet() -> Iterator[None]:
    """Dagster's own notes about itself are not for someone who ingests a folder."""
    logger = logging.getLogger("dagster")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"dagster(\..*)?$")
            yield
    finally:
        logger.setLevel(level)
