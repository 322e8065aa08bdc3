"""mart tables: made of core in one step, which then puts the new warehouse in the place of the old one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from assets.resources import Progress, Workspace
from assets.selection import ingests
from assets.specs import MADE_TABLES, column_lineage, key_of, table_spec
from expectations.policy import load_policy
from gouji.places import page_link
from warehouse.publish import Published
from warehouse.store import fingerprint
from warehouse.store.build import Run, publish, remake_marts

_VERSIONED = ("warehouse/marts",)


def mart_assets() -> dg.AssetsDefinition:
    """The marts and quality.run, made in one step: the marts share what they are made of."""
    version = fingerprint.code(*_VERSIONED)

    @dg.multi_asset(
        name="publish_warehouse",
        pool="warehouse",
        description="Check keys and references of what was loaded, make the marts, swap the new warehouse in. "
        "Alone, it makes the marts of the published warehouse again.",
        specs=[table_spec(name, kinds={"duckdb"}, code_version=version) for name in MADE_TABLES],
        can_subset=True,
    )
    def publish_warehouse(
        context: dg.AssetExecutionContext, workspace: Workspace, progress: dg.ResourceParam[Progress]
    ) -> Iterator[dg.MaterializeResult[None]]:
        progress.stage("publishing")
        published = _published(context, workspace)
        for name in MADE_TABLES:
            if key_of(name) in context.selected_asset_keys:
                yield dg.MaterializeResult(asset_key=key_of(name), metadata=_metadata(name, published))

    return publish_warehouse


def _published(context: dg.AssetExecutionContext, workspace: Workspace) -> Published:
    """What this run built, put in place; where it read nothing, the marts of what is there made again."""
    warehouse = workspace.settings().warehouse
    if not ingests(context):
        return remake_marts(warehouse)
    started = datetime.fromtimestamp(context.instance.get_run_stats(context.run.run_id).start_time or 0, UTC)
    run = Run(context.run.run_id, fingerprint.building(load_policy()), started.replace(tzinfo=None))
    return publish(warehouse, workspace.staging(context.run.run_id), run)


def _metadata(name: str, published: Published) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "warehouse": dg.MetadataValue.path(str(published.path)),
        "report": dg.MetadataValue.url(page_link(published.path, "index.html")),
    }
    if name in published.rows:
        metadata["dagster/row_count"] = published.rows[name]
    if name.startswith("mart."):
        metadata["dagster/column_lineage"] = column_lineage(name)
    return metadata
