"""Which selections of assets are right alone: everything, the marts, the report.  The rest is refused with a sentence.

What is read, loaded and published is one state of the warehouse: a part of it would publish a mixture, or nothing.
"""

from __future__ import annotations

from collections.abc import Collection

import dagster as dg

from assets.specs import LOADED_TABLES, MADE_TABLES, RAW_TABLES, key_of

_WHOLE = frozenset(key_of(name) for name in (*RAW_TABLES, *LOADED_TABLES, *MADE_TABLES))
_INGEST = frozenset(key_of(name) for name in (*RAW_TABLES, *LOADED_TABLES))

REFUSED = (
    "Tables of raw, core, quarantine and quality are read, judged and published together with the marts, or not at "
    "all: a part of them would leave a warehouse of two states. Materialize all assets (the job `everything`), or a "
    "selection of marts or of the report alone."
)


def ingests(context: dg.AssetExecutionContext) -> bool:
    """Whether the run of ``context`` reads and publishes.  Raises ``dg.Failure`` where it would do so in part."""
    return is_whole(context.job_def.asset_layer.selected_asset_keys)


def is_whole(selected: Collection[dg.AssetKey]) -> bool:
    """Whether a run of the ``selected`` assets ingests.  Raises ``dg.Failure`` where it would ingest in part."""
    if set(selected) >= _WHOLE:
        return True
    if _INGEST.intersection(selected):
        raise dg.Failure(REFUSED)
    return False
