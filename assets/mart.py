"""core, quarantine, quality and mart tables: one step decides what loads and publishes the warehouse whole."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import dagster as dg
import polars as pl

from assets.reading import built_by
from assets.resources import Progress, Workspace
from assets.specs import CONFORMED, EVALUATION, PUBLISHED_TABLES, RAW_TABLES, SOURCE, key_of, table_spec
from expectations import load_rules, load_waivers
from expectations.waivers import today_in_china
from gouji.places import page_link
from pipelines.reconcile.diagnosis.second_look import second_look
from pipelines.reconcile.judge import NEEDED_TO_DECIDE, decide_what_loads
from pipelines.workers.mapper import ProcessMapper
from warehouse.store.runs import all_rows, publish_run

# The page of the report on a table, where it has one of its own.
_PAGE_OF = {"quality.finding": "findings.html", "quality.document": "documents.html", "quality.rule": "rules.html"}
_UPSTREAM = [SOURCE, CONFORMED, EVALUATION, *(key_of(name) for name in RAW_TABLES)]


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
        "source": dg.AssetIn(SOURCE),
        "conformed": dg.AssetIn(CONFORMED),
        "evaluation": dg.AssetIn(EVALUATION),
        **{name.replace(".", "__"): dg.AssetIn(key_of(name)) for name in RAW_TABLES},
    },
)
def publish_warehouse(
    context: dg.AssetExecutionContext,
    workspace: Workspace,
    progress: dg.ResourceParam[Progress],
    source: pl.DataFrame,
    conformed: dict[str, pl.DataFrame],
    evaluation: dict[str, pl.DataFrame],
    **raw: pl.DataFrame,
) -> Iterator[dg.MaterializeResult[None]]:
    """Publish, then report every table with its rows."""
    progress.stage("publishing")
    settings = workspace.settings()
    read_now = {name.replace("__", "."): frame for name, frame in raw.items()}
    every = {name: all_rows(name, read_now[name], source, settings.warehouse) for name in NEEDED_TO_DECIDE}
    mapper = ProcessMapper(settings.jobs, settings.document_seconds, settings.document_mib << 20)
    pages = second_look(every["raw.document"], conformed["core.fact_budget"], mapper)
    loaded = decide_what_loads(conformed, evaluation, every, load_rules(), load_waivers(), today_in_china(), pages)
    started_at = datetime.fromtimestamp(context.instance.get_run_stats(context.run.run_id).start_time or 0, UTC)
    published = publish_run(
        context.run.run_id,
        settings.warehouse,
        built_by(),
        source,
        read_now,
        loaded,
        started_at.replace(tzinfo=None),
    )
    for name in PUBLISHED_TABLES:
        rows = {"dagster/row_count": published.rows[name]} if name in published.rows else {}
        where: dict[str, Any] = {
            "warehouse": dg.MetadataValue.path(str(published.path)),
            "report": dg.MetadataValue.url(page_link(published.path, _PAGE_OF.get(name, "index.html"))),
        }
        counts = _finding_counts(loaded["quality.finding"]) if name == "quality.finding" else {}
        yield dg.MaterializeResult(asset_key=key_of(name), metadata=rows | counts | where)


def _finding_counts(found: pl.DataFrame) -> dict[str, int]:
    """Findings by severity, as the report counts them."""
    return {f"findings {severity}": count for severity, count in sorted(found["severity"].value_counts().iter_rows())}
