"""raw: what the files say, and what each document says of itself.  Read and judged in worker processes."""

from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from assets.jobs import WHAT
from assets.patience import patient
from assets.resources import Progress, Workspace
from assets.runs import RUN, lists_of, report_of, run_of
from assets.selection import ingests
from assets.specs import RAW_TABLES, key_of, table_spec
from gouji import heartbeat
from gouji.work import mapper, objects_of, policy_of, work
from pipelines.acquire import Settle, shown
from warehouse.store import fingerprint
from warehouse.store.intake import Terms, read_and_judge
from warehouse.store.lanes import Hours
from warehouse.store.plan import Outline, Plan, plan_to_forget
from warehouse.store.plan import plan as plan_for
from warehouse.store.taken_over import take_over

_LISTED = 20
_VERSIONED = ("pipelines",)  # packages whose code makes these tables


class Ingest(dg.Config):
    """What to read: files and folders, the inbox where none is named; and what of it to read again."""

    paths: list[str] = Field(default_factory=list)
    again: str = Field(
        default="",
        description=f"Read again what is read already: {WHAT}. Without paths these documents alone, from where they "
        "stand.",
    )
    forget: str = Field(default="", description="The id of one document to take out instead; nothing is read.")
    reason: str = Field(default="", description="Why it is taken out.")


def raw_assets() -> dg.AssetsDefinition:
    """The tables of raw, made in one step."""
    version = fingerprint.code(*_VERSIONED)

    @dg.multi_asset(
        name="read_documents",
        description="Find the files, read the new and changed ones, recognise their statements, judge them by the "
        "identities. Yields nothing where the warehouse already holds all of it, and the later steps are skipped.",
        specs=[table_spec(name, kinds={"python", "polars"}, code_version=version) for name in RAW_TABLES],
        can_subset=True,  # so that a part is refused with a sentence, and not by Dagster
    )
    @patient
    def read_documents(
        context: dg.AssetExecutionContext, config: Ingest, workspace: Workspace, progress: dg.ResourceParam[Progress]
    ) -> Iterator[dg.MaterializeResult[None]]:
        heartbeat.begin(workspace.settings().state, context.run.run_id, context.job_name)
        ingests(context)
        workspace.store().refuse_while_held()
        settings = workspace.settings()
        policy = policy_of(settings)
        lists_of(settings)  # one that cannot be used stops a night before it reads
        paths = config.paths or ([] if config.again else [str(settings.inbox)])
        # What a person names is read as it is; a night leaves to the next what may still be written.
        settle = Settle(settings.settle, waits=not config.paths)
        objects = objects_of(settings)
        objects.sweep()
        if config.forget:
            plan = plan_to_forget(config.forget, config.reason, workspace.store(), policy)
        else:
            plan = plan_for(paths, workspace.store(), policy, workspace.inventory(), config.again, settle, objects)
        _tell(plan, progress, context.log)
        staging = workspace.staging(context.run.run_id)
        if plan.is_current:
            workspace.sweep(context.run.run_id, plan)
            run = run_of(context, Outline.of(plan), plan.sweep)
            workspace.store().note(run)
            context.log_event(dg.AssetMaterialization(RUN, metadata=report_of(run)))
            return
        staging.begin(Outline.of(plan))
        kept = take_over(staging, plan, policy)
        workspace.sweep(context.run.run_id, plan)
        if kept.read or kept.judged:
            context.log.info(f"{len(kept.read)} read and {len(kept.judged)} judged by a run that was cut short")
        for document in plan.healed:  # what could not be read and is gone: nobody will want its bytes
            objects.remove(document)
        if plan.sweep is not None:
            plan.sweep.save(staging.folder)
        worker, workers = work(policy, settings), mapper(settings)
        hours = Hours(settings.night_minutes * 60.0 or None, settings.slow_minutes * 60.0)
        read_and_judge(
            plan, workspace.store(), staging, workers, worker, progress.read, Terms(settings.tries, kept, hours)
        )
        for name in RAW_TABLES:
            yield dg.MaterializeResult(asset_key=key_of(name), metadata={"dagster/row_count": staging.rows[name]})

    return read_documents


def _tell(plan: Plan, progress: Progress, log: dg.DagsterLogManager) -> None:
    """Say what was found, and what was not."""
    progress.found(plan.document_ids, len(plan.changed), plan.new)
    if plan.closed:
        progress.closed(plan.closed)
        log.warning(f"{len(plan.closed)} folders not looked through: {'; '.join(plan.closed[:_LISTED])}")
    if plan.missing:
        lines = [str(one) for one in plan.missing]
        progress.missing(lines)
        log.warning(f"{len(lines)} not read again, their rows stay: {'; '.join(lines[:_LISTED])}")
    if plan.refused:
        progress.refused([shown(address) for address in plan.refused])
    log.info(
        f"{len(plan.sources)} files, {len(plan.changed)} to read, {len(plan.again)} to judge again, "
        f"{len(plan.problems)} not accessible, {len(plan.refused)} taken out before and not read"
    )
