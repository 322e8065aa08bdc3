"""core, quarantine and quality: the shards with news, made beside the warehouse."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.patience import patient
from assets.resources import Progress, Workspace
from assets.runs import tag_shards
from assets.selection import ingests
from assets.specs import LOADED_TABLES, key_of, table_spec
from expectations.lazy_imports import imported_meanwhile
from gouji.places import page_link
from gouji.work import mapper, policy_of
from warehouse.store import fingerprint
from warehouse.store.build import counts, make

# The page of the report on a table, where it has one of its own.
_PAGE_OF = {"quality.finding": "findings.html", "quality.document": "documents.html", "quality.rule": "rules.html"}
_VERSIONED = ("pipelines", "expectations", "warehouse")  # packages whose code makes these tables


def loaded_assets() -> dg.AssetsDefinition:
    """The tables of core, quarantine and quality (but quality.run), made in one step."""
    version = fingerprint.code(*_VERSIONED)

    @dg.multi_asset(
        name="load_warehouse",
        description="Make every shard (a prefecture, a province's own, ...) that has news, in worker processes: what "
        "was read and judged beside what is kept, what only several documents together say, and the marts.",
        specs=[table_spec(name, kinds={"duckdb"}, code_version=version) for name in LOADED_TABLES],
        can_subset=True,  # so that a part is refused with a sentence, and not by Dagster
    )
    @patient
    def load_warehouse(
        context: dg.AssetExecutionContext, workspace: Workspace, progress: dg.ResourceParam[Progress]
    ) -> Iterator[dg.MaterializeResult[None]]:
        ingests(context)
        progress.stage("making shards")
        settings, staging = workspace.settings(), workspace.staging(context.run.run_id)
        made = make(workspace.store(), staging, policy_of(settings), mapper(settings), imported_meanwhile)
        tag_shards(context, [*(change.shard for change in made.changes), *made.stopped])
        if not made.changes and made.stopped:
            raise dg.Failure("; ".join(f"shard {shard}: {reason}" for shard, reason in made.stopped.items()))
        counted, warehouse = counts(staging), settings.warehouse
        of_tables: dict[str, dict[str, Any]] = {
            "quality.finding": {f"findings {name}": count for name, count in counted["findings"].items()},
            "quality.result": {f"verdict {name}": count for name, count in counted["verdicts"].items()},
        }
        for name in LOADED_TABLES:
            page = dg.MetadataValue.url(page_link(warehouse, _PAGE_OF.get(name, "index.html")))
            metadata: dict[str, Any] = {"new rows": counted["rows"].get(name, 0), "report": page}
            yield dg.MaterializeResult(asset_key=key_of(name), metadata=metadata | of_tables.get(name, {}))

    return load_warehouse
