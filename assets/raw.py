"""raw: what the files say.  One step reads every new or changed document, in worker processes."""

from collections.abc import Iterator

import dagster as dg
import polars as pl
from pydantic import Field

from assets.reading import plan_reading, read_documents_into
from assets.resources import Progress, Workspace
from assets.specs import RAW_TABLES, SOURCE, table_spec
from expectations.lazy_imports import import_ahead
from warehouse.store.spool import Spool


class Ingest(dg.Config):
    """What to read: files and folders; the inbox where none is named."""

    paths: list[str] = Field(default_factory=list)


@dg.multi_asset(
    name="read_documents",
    description="Find the files, read the new and changed ones, recognise their statements. "
    "Yields nothing where the warehouse already holds all of it, and the later steps are skipped.",
    outs={
        "raw__source": dg.AssetOut(
            key=SOURCE,
            group_name="raw",
            kinds={"python"},
            is_required=False,
            description="Every file this run found, and whether it was read, is unchanged or cannot be looked at.",
        ),
    }
    | {
        name.replace(".", "__"): dg.AssetOut.from_spec(table_spec(name, kinds={"python", "polars"}), is_required=False)
        for name in RAW_TABLES
    },
)
def read_documents(
    context: dg.AssetExecutionContext, config: Ingest, workspace: Workspace, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.Output[pl.LazyFrame]]:
    """Stage the raw rows of the documents read in this run."""
    settings = workspace.settings()
    plan = plan_reading(config.paths or [str(settings.inbox)], settings)
    progress.found(plan.document_ids, len(plan.changed))
    context.log.info(f"{len(plan.sources)} files, {len(plan.changed)} to read, {len(plan.problems)} not accessible")
    if plan.is_current:
        return
    imported = import_ahead()  # seconds, while the workers read
    found = plan.frame()
    yield dg.Output(found.lazy(), output_name="raw__source", metadata={"dagster/row_count": found.height})
    with Spool(settings.state / "staging" / context.run.run_id / "spool") as spool:
        read_documents_into(spool, plan, settings, progress)
        imported.join()  # two threads that import what needs one another may see half a module
        for name in RAW_TABLES:
            yield dg.Output(
                spool.scan(name),
                output_name=name.replace(".", "__"),
                metadata={"dagster/row_count": spool.rows(name)},
            )
