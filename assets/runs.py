"""A Dagster run as quality.run has it."""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg

from expectations.policy import load_policy
from warehouse.store import fingerprint
from warehouse.store.store import Run
from warehouse.store.sweep import Sweep


def run_of(
    context: dg.AssetExecutionContext, documents: int = 0, documents_read: int = 0, sweep: Sweep | None = None
) -> Run:
    """The run of ``context``: which, when it began, by which version, of how many documents, what it found where."""
    started = datetime.fromtimestamp(context.instance.get_run_stats(context.run.run_id).start_time or 0, UTC)
    built_by = fingerprint.building(load_policy())
    return Run(context.run.run_id, built_by, started.replace(tzinfo=None), documents, documents_read, sweep=sweep)
