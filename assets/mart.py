"""core, quarantine, quality and mart tables: one step decides what loads and publishes the warehouse whole."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.resources import Progress, Workspace
from assets.specs import CONFORMED, EVALUATION, PUBLISHED_TABLES, RAW_TABLES, key_of, table_spec
from assets.work import publish_run

_UPSTREAM = [CONFORMED, EVALUATION, *(key_of(name) for name in RAW_TABLES)]


def _deps(name: str) -> list[dg.AssetKey]:
    """Marts come from core; everything else from what the earlier steps staged."""
    if name.startswith("mart."):
        return [key_of("core.fact_budget"), key_of("core.fact_three_public"), *_UPSTREAM]
    return _UPSTREAM


@dg.multi_asset(
    name="publish_warehouse",
    pool="warehouse",
    description="Hold back what fails a blocking rule, build a new warehouse beside the old one, swap it in.",
    specs=[table_spec(name, deps=_deps(name), kinds={"duckdb"}) for name in PUBLISHED_TABLES],
    ins={
        "conformed": dg.AssetIn(CONFORMED),
        "evaluation": dg.AssetIn(EVALUATION),
        **{name.replace(".", "__"): dg.AssetIn(key_of(name)) for name in RAW_TABLES},
    },
)
def publish_warehouse(
    context: dg.AssetExecutionContext,
    workspace: Workspace,
    progress: dg.ResourceParam[Progress],
    conformed: dict[str, pl.DataFrame],
    evaluation: dict[str, pl.DataFrame],
    **raw: pl.DataFrame,
) -> Iterator[dg.MaterializeResult[None]]:
    """Publish, then report every table with its rows."""
    progress.stage("publishing")
    read_now = {name.replace("__", "."): frame for name, frame in raw.items()}
    published = publish_run(context.run_id, workspace.settings(), read_now, conformed, evaluation)
    for name in PUBLISHED_TABLES:
        rows = {"dagster/row_count": published.rows[name]} if name in published.rows else {}
        yield dg.MaterializeResult(
            asset_key=key_of(name), metadata=rows | {"warehouse": dg.MetadataValue.path(str(published.path))}
        )
