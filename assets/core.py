"""core: raw lines of all documents, old and new, as facts in yuan and dimensions.  One set-wise step."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.resources import Progress, Workspace
from assets.specs import CONFORMED, SOURCE, key_of, row_counts
from expectations.corrections import load_corrections
from pipelines.across.parents import with_parents
from pipelines.conform import conform
from pipelines.reconcile.corrections import apply_corrections
from pipelines.reconcile.narrative.link import link
from warehouse.store.runs import all_rows

RAW_INPUTS = ("raw.document", "raw.part", "raw.statement", "raw.line", "raw.form", "raw.claim")


@dg.multi_asset(
    name="conform_lines",
    ins={"raw__source": dg.AssetIn(SOURCE)}
    | {name.replace(".", "__"): dg.AssetIn(key_of(name)) for name in RAW_INPUTS},
    outs={
        "core__conformed": dg.AssetOut(
            key=CONFORMED,
            group_name="core",
            kinds={"polars"},
            is_required=False,
            description="Facts and dimensions of every document, before the identities decide what loads.",
        )
    },
)
def conform_lines(
    workspace: Workspace,
    progress: dg.ResourceParam[Progress],
    raw__source: pl.DataFrame,
    **raw: pl.DataFrame,
) -> Iterator[dg.Output[dict[str, pl.DataFrame]]]:
    """Raw rows (read now, or carried from the warehouse) -> conformed frames by table name."""
    progress.stage("conforming")
    settings = workspace.settings()
    frames = {name.replace("__", "."): frame for name, frame in raw.items()}
    every = {name: all_rows(name, frame, raw__source, settings.warehouse) for name, frame in frames.items()}
    conformed = conform(every)
    said = link(conformed["core.fact_claim"], conformed["core.fact_budget"], conformed["core.dim_document"])
    bodies = with_parents(conformed["core.dim_department"], conformed["core.dim_document"], every)
    corrected, told = apply_corrections(conformed["core.fact_budget"], load_corrections())
    conformed |= {
        "core.dim_department": bodies,
        "core.fact_budget": corrected,
        "core.fact_claim": said,
        "quality.correction": told,
    }
    yield dg.Output(conformed, output_name="core__conformed", metadata=row_counts(conformed))
