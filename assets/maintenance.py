"""What nights leave behind, put in order once a week."""

import dagster as dg

from assets.history import prune_history
from assets.jobs import TIMEZONE, console, schedule_status
from assets.resources import Workspace


@dg.op(
    name="maintain_warehouse",
    description="Of a lake: join small files, forget nights beyond those that are kept, remove files that no night "
    "needs. Of a file: write it anew, a shard's rows side by side. No row changes.",
)
def maintain_warehouse(context: dg.OpExecutionContext, workspace: Workspace) -> None:
    """Maintain what is published; the log says what was done."""
    context.log.info(workspace.store().maintain())


@dg.job(
    description="Put in order what nights leave behind: small files, free space, states no longer kept, old runs.",
    executor_def=dg.in_process_executor,
)
def maintenance() -> None:
    """Either op alone does its work; the run holds the warehouse's lock as a night does."""
    maintain_warehouse()
    prune_history()


def weekly() -> dg.ScheduleDefinition:
    """The job on Sundays at 06:00 in China; stopped until switched on."""
    return dg.ScheduleDefinition(
        name="weekly",
        job=maintenance,
        run_config=console("WARNING"),
        cron_schedule="0 6 * * 0",
        execution_timezone=TIMEZONE,
        default_status=schedule_status(),
        description="Every Sunday at 06:00 (China): maintain the warehouse.",
    )
