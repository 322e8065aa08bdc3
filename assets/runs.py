"""A Dagster run as quality.run has it, and what Dagster shows of it: its report, and tags to find it by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import dagster as dg
import polars as pl

from assets.specs import key_of
from gouji.settings import Settings, load_settings
from gouji.work import policy_of
from warehouse.reference.own import own_lists
from warehouse.store import fingerprint
from warehouse.store.plan import Outline
from warehouse.store.store import Published, Run
from warehouse.store.sweep import Sweep

RUN = key_of("quality.run")
SHARDS_TAG = "gouji/shards"
_SHOWN = 30

FOUND, READ, JUDGED = "files found", "files read", "documents judged again"
KEPT, WAITING = "read by a run that was cut short", "left to a later night"
WITHDRAWN, SHARDS, STOPPED, ROWS = "addresses withdrawn", "shards made", "shards stopped", "rows"
UPGRADED = "tables brought to this version from"


def run_of(context: dg.AssetExecutionContext, outline: Outline | None = None, sweep: Sweep | None = None) -> Run:
    """The run of ``context``: which, when it began, by which version, of how many documents, what it found where."""
    started = datetime.fromtimestamp(context.instance.get_run_stats(context.run.run_id).start_time or 0, UTC)
    settings = load_settings()
    policy = policy_of(settings)
    run = Run(
        context.run.run_id,
        fingerprint.building(policy),
        started.replace(tzinfo=None),
        sweep=sweep,
        lists=lists_of(settings),
        policy=policy,
    )
    if outline is None:
        return run
    return replace(
        run,
        documents=outline.documents,
        documents_read=outline.documents_read,
        documents_judged=len(outline.again),
        documents_kept=outline.kept,
        documents_waiting=outline.waiting,
        forget=outline.forget,
        reason=outline.reason,
    )


def lists_of(settings: Settings) -> dict[str, pl.DataFrame]:
    """The lists a user keeps, by table.  Raises ListError."""
    return own_lists(settings.population, settings.price_index)


def report_of(run: Run, published: Published | None = None) -> dict[str, Any]:
    """What a run did, as metadata of quality.run, which every run materializes: one that found nothing new adds its row
    there as well."""
    published = published or Published({}, 0)
    upgraded = {} if published.upgraded_from is None else {UPGRADED: published.upgraded_from}
    return upgraded | {
        FOUND: run.documents,
        READ: run.documents_read,
        JUDGED: run.documents_judged,
        KEPT: run.documents_kept,
        WAITING: run.documents_waiting,
        WITHDRAWN: run.sweep.withdrawn if run.sweep else 0,
        SHARDS: some_of(published.shards),
        STOPPED: dg.MetadataValue.json(dict(published.stopped)),
        ROWS: dg.MetadataValue.json(published.rows),
    }


def told(result: dg.ExecuteInProcessResult) -> dict[str, Any]:
    """The report of a run that is through; nothing where it failed."""
    for event in result.all_events:
        if event.asset_key == RUN and event.is_step_materialization:
            return _values(event.step_materialization_data.materialization)
    return {}


def tag_shards(context: dg.AssetExecutionContext, shards: Iterable[str]) -> None:
    """Let runs be found in the UI by the shards they touched."""
    context.instance.add_run_tags(context.run.run_id, {SHARDS_TAG: some_of(shards)})


def some_of(shards: Iterable[str]) -> str:
    """``1301, 3205``; of very many the first, and how many there are."""
    names = sorted(shards)
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f", and {more} more" if more > 0 else "")


def _values(event: dg.AssetMaterialization) -> dict[str, Any]:
    return {name: value.value for name, value in event.metadata.items()}
