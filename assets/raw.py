"""raw: what the files say, and what each document says of itself.  Read and judged in worker processes."""

from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from assets.jobs import WHAT
from assets.resources import Progress, Workspace
from assets.runs import RUN, lists_of, report_of, run_of
from assets.selection import ingests
from assets.specs import RAW_TABLES, key_of, table_spec
from gouji import heartbeat
from gouji.work import mapper, policy_of, work
from warehouse.store import fingerprint
from warehouse.store.intake import read_and_judge
from warehouse.store.plan import Outline
from warehouse.store.plan import plan as plan_for

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
        plan = plan_for(paths, workspace.store(), policy, workspace.inventory(), config.again)
        progress.found(plan.document_ids, len(plan.changed))
        if plan.missing:
            lines = [str(one) for one in plan.missing]
            progress.missing(lines)
            context.log.warning(f"{len(lines)} not read again, their rows stay: {'; '.join(lines[:_LISTED])}")
        context.log.info(
            f"{len(plan.sources)} files, {len(plan.changed)} to read, {len(plan.again)} to judge again, "
            f"{len(plan.problems)} not accessible"
        )
        if plan.is_current:
            run = run_of(context, Outline.of(plan), plan.sweep)
            workspace.store().note(run)
            context.log_event(dg.AssetMaterialization(RUN, metadata=report_of(run)))
            return
        staging = workspace.staging(context.run.run_id)
        staging.begin(Outline.of(plan))
        if plan.sweep is not None:
            plan.sweep.save(staging.folder)
        read_and_judge(plan, workspace.store(), staging, mapper(settings), work(policy, settings), progress.read)
        for name in RAW_TABLES:
            yield dg.MaterializeResult(asset_key=key_of(name), metadata={"dagster/row_count": staging.rows[name]})

    return read_documents
