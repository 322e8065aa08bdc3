"""mart tables: made of core in one step, which then puts the new warehouse in the place of the old one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from assets.resources import Progress, Workspace
from assets.specs import LOADED_TABLES, MADE_TABLES, RAW_TABLES, key_of, table_spec
from expectations.policy import load_policy
from gouji.places import page_link
from warehouse.store import fingerprint
from warehouse.store.build import Run, publish


@dg.multi_asset(
    name="publish_warehouse",
    pool="warehouse",
    description="Check keys and references of what was loaded, make the marts, swap the new warehouse in.",
    specs=[
        table_spec(name, deps=[key_of(other) for other in (*RAW_TABLES, *LOADED_TABLES)], kinds={"duckdb"})
        for name in MADE_TABLES
    ],
    can_subset=False,
)
def publish_warehouse(
    context: dg.AssetExecutionContext, workspace: Workspace, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult[None]]:
    """Publish, then report every table with its rows."""
    progress.stage("publishing")
    started = datetime.fromtimestamp(context.instance.get_run_stats(context.run.run_id).start_time or 0, UTC)
    run = Run(context.run.run_id, fingerprint.building(load_policy()), started.replace(tzinfo=None))
    published = publish(workspace.settings().warehouse, workspace.staging(context.run.run_id), run)
    where: dict[str, Any] = {
        "warehouse": dg.MetadataValue.path(str(published.path)),
        "report": dg.MetadataValue.url(page_link(published.path, "index.html")),
    }
    for name in MADE_TABLES:
        rows = {"dagster/row_count": published.rows[name]} if name in published.rows else {}
        yield dg.MaterializeResult(asset_key=key_of(name), metadata=rows | where)
