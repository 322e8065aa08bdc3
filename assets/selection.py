"""Which selections of assets are right alone: everything, the marts, the report.  The rest is refused with a sentence.

What is read, loaded and published is one state of the warehouse: a part of it would publish a mixture, or nothing.  So
it is with the steps of a run: what one has read is published by that run, or read again.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import dagster as dg

from assets.specs import LOADED_TABLES, MADE_TABLES, RAW_TABLES, key_of

READING = "read_documents"  # the step

_WHOLE = frozenset(key_of(name) for name in (*RAW_TABLES, *LOADED_TABLES, *MADE_TABLES))
_INGEST = frozenset(key_of(name) for name in (*RAW_TABLES, *LOADED_TABLES))

REFUSED = (
    "Tables of raw, core, quarantine and quality are read, judged and published together with the marts, or not at "
    "all: a part of them would leave a warehouse of two states. Materialize all assets (the job `everything`), or a "
    "selection of marts or of the report alone."
)
UNCHECKED = (
    "Without its checks nothing is published: they decide what may be. Materialize all assets with their checks (the "
    "job `everything`)."
)
CHECKS_ALONE = (
    "The checks look at what a run is about to publish, and this one has read nothing. Run the job `everything`; what "
    "the checks said of the published warehouse is in its report (`gouji report`)."
)
NOT_READ = (
    "This step goes on with what its own run has read, and this run has read nothing: what an earlier one had staged "
    "may be older than what is published. Re-execute all steps, or run the job `everything`: what is stored is not "
    "read again."
)


def ingests(context: dg.AssetExecutionContext | dg.AssetCheckExecutionContext) -> bool:
    """Whether the run of ``context`` reads and publishes.

    Raises ``dg.Failure`` where it would do so in part: of tables, without checks, or without the step that reads.
    """
    parts = [data.assets_def for data in context.job_def.asset_layer.data]
    selected = {key for part in parts for key in part.keys}
    if not is_whole(selected):
        return False
    if not {key for part in parts for key in part.check_keys} >= _checks():
        raise dg.Failure(UNCHECKED)
    steps = context.run.step_keys_to_execute
    if steps is not None and READING not in steps:
        raise dg.Failure(NOT_READ)
    return True


def is_whole(selected: Collection[dg.AssetKey]) -> bool:
    """Whether a run of the ``selected`` assets ingests.  Raises ``dg.Failure`` where it would ingest in part."""
    if set(selected) >= _WHOLE:
        return True
    if _INGEST.intersection(selected):
        raise dg.Failure(REFUSED)
    return False


@cache
def _checks() -> frozenset[dg.AssetCheckKey]:
    from assets.checks import identity_checks

    return frozenset(identity_checks().check_keys)
