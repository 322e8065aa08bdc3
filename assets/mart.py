"""mart tables: made of core in one step, which then puts the new warehouse in the place of the old one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import dagster as dg

from assets.checks import stop_by_suites
from assets.patience import patient
from assets.resources import Progress, Workspace
from assets.runs import report_of, run_of, some_of, tag_shards
from assets.selection import ingests
from assets.specs import MADE_TABLES, column_lineage, key_of, table_spec
from gouji.places import page_link
from gouji.work import mapper, policy_of
from pipelines.model.schema import VERSION
from warehouse.location import Location
from warehouse.store import fingerprint
from warehouse.store.build import make_overtaken, publish, remake
from warehouse.store.store import Published, Run
from warehouse.store.sweep import Sweep

_VERSIONED = ("warehouse/marts",)
_TRIES = 3  # to publish a shard that other runs publish all the while; the next run takes up what is left


def mart_assets() -> dg.AssetsDefinition:
    """The marts and quality.run, made in one step: the marts share what they are made of."""
    version = fingerprint.code(*_VERSIONED)

    @dg.multi_asset(
        name="publish_warehouse",
        description="Put the shards that were made in the place of those they were, all at once. "
        "Alone, it makes every shard of the published warehouse again, without reading or judging.",
        specs=[table_spec(name, kinds={"duckdb"}, code_version=version) for name in MADE_TABLES],
        can_subset=True,
    )
    @patient
    def publish_warehouse(
        context: dg.AssetExecutionContext, workspace: Workspace, progress: dg.ResourceParam[Progress]
    ) -> Iterator[dg.MaterializeResult[None]]:
        progress.stage("publishing")
        run, published = _published(context, workspace)
        if not published.stopped:  # else the next run takes over what is not published
            workspace.staging(context.run.run_id).end()
        of_tables = {"quality.run": report_of(run, published)}
        if published.upgraded_from is not None:
            context.log.info(f"tables of version {published.upgraded_from} brought to version {VERSION}")
        for name in MADE_TABLES:
            if key_of(name) in context.selected_asset_keys:
                metadata = _metadata(name, published, workspace.settings().warehouse)
                yield dg.MaterializeResult(asset_key=key_of(name), metadata=metadata | of_tables.get(name, {}))

    return publish_warehouse


def _published(context: dg.AssetExecutionContext, workspace: Workspace) -> tuple[Run, Published]:
    """What this run built, put in place; where it read nothing, the marts of what is there made again."""
    settings, staging = workspace.settings(), workspace.staging(context.run.run_id)
    policy = policy_of(settings)
    store, workers = workspace.store(), mapper(settings)
    if not ingests(context):
        run = run_of(context)
        published = remake(store, staging, policy, workers, run)
        tag_shards(context, published.shards)
        return run, published
    run = run_of(context, staging.outline, Sweep.load(staging.folder))
    published = publish(store, staging, policy, run)
    for _ in range(_TRIES):
        overtaken = make_overtaken(store, staging, policy, workers, published)
        if overtaken is None:
            break
        context.log.info(f"published by another run meanwhile, made again: {some_of(overtaken.shards)}")
        stop_by_suites(staging)
        again = publish(store, staging, policy, replace(run, shards=len(published.shards)))
        published = published.and_then(again)
    return run, published


def _metadata(name: str, published: Published, warehouse: Location) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "warehouse": dg.MetadataValue.path(str(warehouse)),
        "report": dg.MetadataValue.url(page_link(warehouse, "index.html")),
    }
    if name in published.rows:
        metadata["dagster/row_count"] = published.rows[name]
    if name.startswith("mart."):
        metadata["dagster/column_lineage"] = column_lineage(name)
    return metadata
